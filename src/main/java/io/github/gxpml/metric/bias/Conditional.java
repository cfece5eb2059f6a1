// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.bias;

import io.github.gxpml.data.Need;
import io.github.gxpml.data.Outcomes;
import io.github.gxpml.data.States;
import io.github.gxpml.data.Strata;
import io.github.gxpml.data.Strata.Stratum;
import io.github.gxpml.data.Strata.Tally;
import io.github.gxpml.metric.Context;
import io.github.gxpml.metric.Input;
import io.github.gxpml.metric.Intervals;
import io.github.gxpml.metric.Intervals.Part;
import io.github.gxpml.metric.Intervals.Range;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricInfo.Direction;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.Share;
import io.github.gxpml.metric.Slices;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Conditional demographic disparity: the disfavoured group's share of the refused less its share of the accepted,
 * within each value of the group variable, weighted by rows. Strict: a value where no one is refused or no one is
 * accepted has no disparity, and then the whole has none.
 *
 * @param info what it is
 * @param outcome what counts as accepted and as refused
 */
public record Conditional(MetricInfo info, Outcome outcome) implements Metric {
    /** Disparity in labels. */
    public static final Metric CDDL = new Conditional(
            info(
                    "CDDL",
                    "Conditional demographic disparity in labels",
                    "Positive means that, within the values of the group variable, the disfavoured group makes up more"
                            + " of those labelled negative than of those labelled positive.",
                    "sum of n_i DD_i / n, DD_i = n_di(0)/n_i(0) - n_di(1)/n_i(1) for each value i of the group"
                            + " variable; Wachter, Mittelstadt and Russell 2021"),
            Outcome.LABEL);

    /** Disparity in predicted labels. */
    public static final Metric CDDPL = new Conditional(
            info(
                    "CDDPL",
                    "Conditional demographic disparity in predicted labels",
                    "Positive means that, within the values of the group variable, the disfavoured group makes up more"
                            + " of those predicted negative than of those predicted positive.",
                    "sum of n_i DD_i / n, DD_i = n'_di(0)/n'_i(0) - n'_di(1)/n'_i(1) for each value i of the group"
                            + " variable; Wachter, Mittelstadt and Russell 2021"),
            Outcome.PREDICTION);

    private static final String METHOD = "stratified-newcombe";

    /** What counts as accepted and as refused. */
    enum Outcome {
        LABEL,
        PREDICTION;

        long accepted(Tally tally) {
            return this == LABEL ? tally.labelPositive() : tally.predictedPositive();
        }

        long refused(Tally tally) {
            return this == LABEL ? tally.labelNegative() : tally.predictedNegative();
        }

        long rows(Stratum stratum) {
            Tally both = stratum.disfavoured().plus(stratum.favoured());
            return accepted(both) + refused(both);
        }
    }

    private static MetricInfo info(String id, String title, String meaning, String formula) {
        return new MetricInfo(
                id,
                title,
                "",
                Scope.FACET,
                Direction.IDEAL,
                Optional.of(0.0),
                meaning,
                formula,
                "newcombe within each value of the group variable, added with fixed weights; Zou and Donner 2008");
    }

    @Override
    public Set<Need> needs(Request request, Context context) {
        if (!context.twoClasses(inputs())) {
            return Set.of();
        }
        Set<Need> needs = new HashSet<>(Set.of(new Need.Counts()));
        context.facet(request.facet()).ifPresent(facet -> needs.add(new Need.ByGroup(facet)));
        return needs;
    }

    @Override
    public Set<Input> inputs() {
        return Set.of(outcome == Outcome.LABEL ? Input.LABELS : Input.CLASSES);
    }

    @Override
    public MetricValue compute(Request request, States states, Options options) {
        return Slices.groups(states, request.facet(), groups -> {
            if (groups.favoured().rows() + (options.asClarify() ? groups.neither() : 0) == 0) {
                return FacetMetric.everyone(groups, request.facet());
            }
            Strata strata = states.strata().get(request.facet());
            return strata == null
                    ? MetricValue.undefined(
                            "table " + states.table() + " has no group variable: name one in `data.groupVariable`, or"
                                    + " with --group-variable, whose column is there",
                            states.rows())
                    : options.asClarify()
                            ? clarify(strata, states, options.level())
                            : compute(strata, states, options.level());
        });
    }

    /**
     * As smclarify does: each missing side counts as 0, but there must be one of the accepted and one of the refused.
     */
    private MetricValue clarify(Strata strata, States states, double level) {
        if (strata.tooMany()) {
            return MetricValue.undefined(tooMany(strata), states.rows());
        }
        long all = 0;
        double sum = 0;
        for (Stratum stratum : strata.strata()) {
            Tally d = stratum.disfavoured();
            Tally both = d.plus(stratum.favoured()).plus(stratum.neither());
            double refused = Clarify.divide(d.rows() - outcome.accepted(d), both.rows() - outcome.accepted(both));
            sum += both.rows() * (refused - Clarify.divide(outcome.accepted(d), outcome.accepted(both)));
            all += both.rows();
        }
        Outcomes whole = states.whole().orElseThrow();
        long accepted = outcome == Outcome.LABEL ? whole.positives() : whole.predictedPositives();
        return accepted == 0 || accepted == whole.rows()
                ? MetricValue.undefined("Clarify reports an error: all rows have the same outcome", whole.rows())
                : Clarify.value(Clarify.divide(sum, all), compute(strata, states, level), all);
    }

    private MetricValue compute(Strata strata, States states, double level) {
        if (strata.tooMany()) {
            return MetricValue.undefined(tooMany(strata), states.rows());
        }
        List<Stratum> used = strata.strata().stream()
                .filter(stratum -> outcome.rows(stratum) > 0)
                .toList();
        long n = used.stream().mapToLong(outcome::rows).sum();
        if (n == 0) {
            return MetricValue.undefined("no row has a value of the group variable and a side and a label", n);
        }
        List<Part> parts = new ArrayList<>();
        double value = 0;
        for (Stratum stratum : used) {
            Share refused = share(stratum, false);
            Share accepted = share(stratum, true);
            if (refused.empty() || accepted.empty()) {
                return MetricValue.undefined(oneSided(strata, stratum, used), n);
            }
            double weight = (double) outcome.rows(stratum) / n;
            double disparity = refused.value() - accepted.value();
            parts.add(new Part(disparity, Intervals.newcombe(refused, accepted, level), weight));
            value += weight * disparity;
        }
        return MetricValue.estimate(value, Intervals.sum(parts, Range.SIGNED, level, METHOD), n)
                .withDetail(told(strata, used.size()));
    }

    static String tooMany(Strata strata) {
        return "the group variable " + strata.column() + " has more than " + Strata.MOST
                + " different values - put them into fewer groups";
    }

    private Share share(Stratum stratum, boolean accepted) {
        Tally both = stratum.disfavoured().plus(stratum.favoured());
        return accepted
                ? new Share(outcome.accepted(stratum.disfavoured()), outcome.accepted(both), "accepted")
                : new Share(outcome.refused(stratum.disfavoured()), outcome.refused(both), "refused");
    }

    private String oneSided(Strata strata, Stratum first, List<Stratum> used) {
        long count = used.stream()
                .filter(stratum ->
                        share(stratum, true).empty() || share(stratum, false).empty())
                .count();
        String kind = outcome == Outcome.LABEL ? "labelled" : "predicted";
        return "all rows with " + strata.column() + "=" + first.value() + " are " + kind + " "
                + (share(first, true).empty() ? "negative" : "positive") + ", so there is no disparity in them"
                + (count > 1 ? "; the same holds for " + (count - 1) + " more of its values" : "");
    }

    private String told(Strata strata, int values) {
        List<String> told = new ArrayList<>();
        told.add("within " + values + " values of " + strata.column());
        long neither =
                strata.strata().stream().mapToLong(s -> s.neither().rows()).sum();
        long unlabelled = strata.strata().stream()
                .mapToLong(s -> s.disfavoured().plus(s.favoured()).unlabelled())
                .sum();
        if (strata.missing() > 0) {
            told.add(strata.missing() + " rows without a value of it are left out");
        }
        if (neither > 0) {
            told.add(neither + " rows on neither side of the facet are left out");
        }
        if (outcome == Outcome.LABEL && unlabelled > 0) {
            told.add(Slices.leftOut(unlabelled));
        }
        return String.join("; ", told);
    }
}
