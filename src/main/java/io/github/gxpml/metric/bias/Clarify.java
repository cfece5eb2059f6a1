// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.bias;

import io.github.gxpml.data.Outcomes;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.bias.FacetMetric.Sides;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.DoubleStream;

/**
 * The numbers that Amazon SageMaker Clarify's metrics give, quirks included: 0/0 is 0; x/0 is infinite and two infinite
 * rates are equal; a class of label that one side lacks is dropped; a row without a label counts as negative, one
 * without a value of the facet's column as favoured.
 */
final class Clarify {
    /** Numbers nearer than this are the same number, computed in another order. */
    private static final double SAME = 1e-12;

    private static final Map<String, ToDoubleBiFunction<Outcomes, Outcomes>> RULES = Map.ofEntries(
            Map.entry("CI", (a, d) -> divide(a.rows() - d.rows(), a.rows() + d.rows())),
            Map.entry("DPL", (a, d) -> divide(a.positives(), a.rows()) - divide(d.positives(), d.rows())),
            Map.entry("KL", (a, d) -> sum(a, d, (p, q) -> p * StrictMath.log(p / q))),
            Map.entry("JS", Clarify::jensenShannon),
            Map.entry("LP", (a, d) -> Math.sqrt(sum(a, d, (p, q) -> (p - q) * (p - q)))),
            Map.entry("TVD", (a, d) -> sum(a, d, (p, q) -> Math.abs(p - q) / 2)),
            Map.entry(
                    "KS",
                    (a, d) -> common(a, d, (p, q) -> Math.abs(p - q)).max().orElse(Double.NaN)),
            Map.entry("DPPL", (a, d) -> accepted(a) - accepted(d)),
            Map.entry("DI", (a, d) -> divide(accepted(d), accepted(a))),
            Map.entry(
                    "DCA",
                    (a, d) -> minus(
                            divide(a.positives(), a.predictedPositives()),
                            divide(d.positives(), d.predictedPositives()))),
            Map.entry("DCR", (a, d) -> minus(divide(d.negatives(), refused(d)), divide(a.negatives(), refused(a)))),
            Map.entry(
                    "RD",
                    (a, d) ->
                            minus(divide(a.truePositives(), a.positives()), divide(d.truePositives(), d.positives()))),
            Map.entry(
                    "SD",
                    (a, d) ->
                            minus(divide(d.trueNegatives(), d.negatives()), divide(a.trueNegatives(), a.negatives()))),
            Map.entry(
                    "DAR",
                    (a, d) -> minus(
                            divide(a.truePositives(), a.predictedPositives()),
                            divide(d.truePositives(), d.predictedPositives()))),
            Map.entry(
                    "DRR",
                    (a, d) -> minus(divide(d.trueNegatives(), refused(d)), divide(a.trueNegatives(), refused(a)))),
            Map.entry("AD", (a, d) -> minus(accuracy(a), accuracy(d))),
            Map.entry(
                    "TE",
                    (a, d) -> minus(
                            divide(d.falseNegatives(), d.falsePositives()),
                            divide(a.falseNegatives(), a.falsePositives()))));

    private Clarify() {}

    static boolean knows(String id) {
        return RULES.containsKey(id);
    }

    /** Everyone who is not in the disfavoured group is favoured, and every row has a label. */
    static Sides sides(Outcomes whole, Sides strict) {
        Outcomes d = strict.disfavoured();
        Outcomes a = counts(
                whole.truePositives() - d.truePositives(),
                whole.falsePositives() + whole.unlabelledPositives() - d.falsePositives() - d.unlabelledPositives(),
                whole.trueNegatives() + whole.unlabelledNegatives() - d.trueNegatives() - d.unlabelledNegatives(),
                whole.falseNegatives() - d.falseNegatives());
        return new Sides(a, labelled(d), strict.facet());
    }

    /** A row without a label has a negative one. */
    static Outcomes labelled(Outcomes o) {
        return counts(
                o.truePositives(),
                o.falsePositives() + o.unlabelledPositives(),
                o.trueNegatives() + o.unlabelledNegatives(),
                o.falseNegatives());
    }

    private static Outcomes counts(long tp, long fp, long tn, long fn) {
        Outcomes none = Outcomes.NONE;
        return new Outcomes(
                tp,
                fp,
                tn,
                fn,
                0,
                0,
                0,
                none.squaredError(),
                none.squaredErrorSquares(),
                none.logLoss(),
                none.logLossSquares(),
                none.bins());
    }

    static MetricValue of(String id, Sides sides, MetricValue strict) {
        return value(RULES.get(id).applyAsDouble(sides.favoured(), sides.disfavoured()), strict, sides.rows());
    }

    /** The strict value with its interval where both agree; else the number that Clarify reports, which has none. */
    static MetricValue value(double reported, MetricValue strict, long n) {
        if (Double.isNaN(reported)) {
            return MetricValue.undefined("Clarify reports an error: the sides have no class of label in common", n);
        }
        if (Double.isInfinite(reported)) {
            return MetricValue.undefined("Clarify reports " + (reported > 0 ? "Infinity" : "-Infinity"), n);
        }
        if (strict.value().isPresent() && Math.abs(strict.value().get() - reported) <= SAME) {
            return strict;
        }
        String why = strict.reason().isEmpty() ? "strict " + strict.value().orElseThrow() : strict.reason();
        return MetricValue.exact(reported, n).withDetail("as Clarify reports it, without interval; strictly: " + why);
    }

    static double divide(double a, double b) {
        return a == 0 && b == 0 ? 0 : a / b;
    }

    private static double minus(double first, double second) {
        return first == second ? 0 : first - second;
    }

    private static double accepted(Outcomes o) {
        return divide(o.predictedPositives(), o.rows());
    }

    private static long refused(Outcomes o) {
        return o.rows() - o.predictedPositives();
    }

    private static double accuracy(Outcomes o) {
        return divide(o.truePositives() + o.trueNegatives(), o.rows());
    }

    @FunctionalInterface
    private interface Term {
        double of(double favoured, double disfavoured);
    }

    /** Of those classes that both sides have; shares are of all rows. */
    private static DoubleStream common(Outcomes a, Outcomes d, Term term) {
        DoubleStream.Builder terms = DoubleStream.builder();
        if (a.negatives() > 0 && d.negatives() > 0) {
            terms.add(term.of((double) a.negatives() / a.rows(), (double) d.negatives() / d.rows()));
        }
        if (a.positives() > 0 && d.positives() > 0) {
            terms.add(term.of((double) a.positives() / a.rows(), (double) d.positives() / d.rows()));
        }
        return terms.build();
    }

    private static double sum(Outcomes a, Outcomes d, Term term) {
        return common(a, d, term).reduce(Double::sum).orElse(Double.NaN);
    }

    private static double jensenShannon(Outcomes a, Outcomes d) {
        return sum(a, d, (p, q) -> {
            double middle = (p + q) / 2;
            return (p * StrictMath.log(p / middle) + q * StrictMath.log(q / middle)) / 2;
        });
    }
}
