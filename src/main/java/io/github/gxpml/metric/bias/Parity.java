// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.bias;

import io.github.gxpml.data.Outcomes;
import io.github.gxpml.metric.Input;
import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.Intervals;
import io.github.gxpml.metric.Intervals.Part;
import io.github.gxpml.metric.Intervals.Range;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricInfo.Direction;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Share;
import io.github.gxpml.metric.bias.FacetMetric.Sides;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Bias metrics as Fairlearn and AI Fairness 360 define them, for the disfavoured group (d) against the rest (a). */
public final class Parity {
    /** Difference in selection rates. */
    public static final Metric DEMOGRAPHIC_PARITY_DIFFERENCE = new FacetMetric(
            distance(
                    "demographic_parity_difference",
                    "Demographic parity difference",
                    "How far apart the shares of people predicted positive are; 0 is parity, DPPL tells who is behind.",
                    "|n'_a(1)/n_a - n'_d(1)/n_d|; Fairlearn"),
            Set.of(Input.CLASSES),
            (sides, level) -> gap(sides, level, Share::predictedPositive));

    /** Ratio of selection rates. */
    public static final Metric DEMOGRAPHIC_PARITY_RATIO = new FacetMetric(
            new MetricInfo(
                    "demographic_parity_ratio",
                    "Demographic parity ratio",
                    "",
                    Scope.FACET,
                    Direction.HIGHER,
                    Optional.of(1.0),
                    "The smaller share of people predicted positive over the larger; 1 is parity, DI tells who is"
                            + " behind.",
                    "min(p_a, p_d) / max(p_a, p_d), p = n'(1)/n; Fairlearn",
                    "log-ratio or ratio-wilson, folded at 1"),
            Set.of(Input.CLASSES),
            Parity::ratio);

    /** Difference in recall. */
    public static final Metric EQUAL_OPPORTUNITY_DIFFERENCE = new FacetMetric(
            distance(
                    "equal_opportunity_difference",
                    "Equal opportunity difference",
                    "How far apart the shares of positives that are found are; 0 is parity, RD tells who is behind.",
                    "|TPR_a - TPR_d|; Fairlearn, Hardt et al. 2016"),
            Set.of(Input.LABELS, Input.CLASSES),
            (sides, level) -> gap(sides, level, Share::recall));

    /** Larger of the differences in true and false positive rate. */
    public static final Metric EQUALIZED_ODDS_DIFFERENCE = new FacetMetric(
            new MetricInfo(
                    "equalized_odds_difference",
                    "Equalised odds difference",
                    "",
                    Scope.FACET,
                    Direction.LOWER,
                    Optional.of(0.0),
                    "How far apart the groups' true positive rates or false positive rates are, whichever is worse; 0"
                            + " is parity, RD and SD tell who is behind.",
                    "max(|TPR_a - TPR_d|, |FPR_a - FPR_d|); Fairlearn, Hardt et al. 2016",
                    "newcombe on both differences, Bonferroni, folded at 0"),
            Set.of(Input.LABELS, Input.CLASSES),
            Parity::odds);

    /** Mean of the differences in true and false positive rate. */
    public static final Metric AVERAGE_ODDS_DIFFERENCE = new FacetMetric(
            new MetricInfo(
                    "average_odds_difference",
                    "Average odds difference",
                    "",
                    Scope.FACET,
                    Direction.IDEAL,
                    Optional.of(0.0),
                    "Negative means that the disfavoured group, at the same label, is predicted positive less often.",
                    "[(FPR_d - FPR_a) + (TPR_d - TPR_a)] / 2; AI Fairness 360",
                    "newcombe on both differences, added; Zou and Donner 2008"),
            Set.of(Input.LABELS, Input.CLASSES),
            Parity::averageOdds);

    private static final double HALF = 0.5;

    private Parity() {}

    private static MetricInfo distance(String id, String title, String meaning, String formula) {
        return new MetricInfo(
                id,
                title,
                "",
                Scope.FACET,
                Direction.LOWER,
                Optional.of(0.0),
                meaning,
                formula,
                "newcombe, folded at 0");
    }

    private static Share falsePositives(Outcomes o) {
        return new Share(o.falsePositives(), o.negatives(), "negative labels");
    }

    private static MetricValue gap(Sides sides, double level, Function<Outcomes, Share> share) {
        Share a = share.apply(sides.favoured());
        Share d = share.apply(sides.disfavoured());
        if (a.empty() || d.empty()) {
            return Differences.missing(a, sides);
        }
        Interval interval = Intervals.folded(Intervals.newcombe(a, d, level), "newcombe-folded");
        return MetricValue.estimate(Math.abs(a.value() - d.value()), interval, a.total() + d.total())
                .withDetail(Differences.told(a, d, sides));
    }

    private static MetricValue ratio(Sides sides, double level) {
        Share a = Share.predictedPositive(sides.favoured());
        Share d = Share.predictedPositive(sides.disfavoured());
        if (a.count() == 0 && d.count() == 0) {
            return MetricValue.undefined("no one is predicted positive", sides.rows());
        }
        boolean behind = d.value() <= a.value();
        Share small = behind ? d : a;
        Share large = behind ? a : d;
        Interval ratio = Intervals.ratio(small, large, level);
        // a ratio that may as well lie on the other side of 1 is folded back
        Interval interval = ratio.upper() <= 1
                ? ratio
                : new Interval(Math.min(ratio.lower(), 1 / ratio.upper()), 1, level, ratio.method());
        return MetricValue.estimate(small.value() / large.value(), interval, sides.rows())
                .withDetail(Differences.told(a, d, sides));
    }

    private static MetricValue odds(Sides sides, double level) {
        double each = (1 + level) / 2;
        MetricValue found = gap(sides, each, Share::recall);
        MetricValue alarmed = gap(sides, each, Parity::falsePositives);
        if (found.value().isEmpty() || alarmed.value().isEmpty()) {
            return found.value().isEmpty() ? found : alarmed;
        }
        Interval first = found.interval().orElseThrow();
        Interval second = alarmed.interval().orElseThrow();
        Interval interval = new Interval(
                Math.max(first.lower(), second.lower()),
                Math.max(first.upper(), second.upper()),
                level,
                "newcombe-bonferroni-folded");
        return MetricValue.estimate(
                        Math.max(found.value().get(), alarmed.value().get()), interval, found.n() + alarmed.n())
                .withDetail(found.value().get() >= alarmed.value().get() ? found.detail() : alarmed.detail());
    }

    private static MetricValue averageOdds(Sides sides, double level) {
        Share recallA = Share.recall(sides.favoured());
        Share recallD = Share.recall(sides.disfavoured());
        Share alarmsA = falsePositives(sides.favoured());
        Share alarmsD = falsePositives(sides.disfavoured());
        if (recallA.empty() || recallD.empty()) {
            return Differences.missing(recallA, sides);
        }
        if (alarmsA.empty() || alarmsD.empty()) {
            return Differences.missing(alarmsA, sides);
        }
        double alarms = alarmsD.value() - alarmsA.value();
        double recall = recallD.value() - recallA.value();
        Interval interval = Intervals.sum(
                List.of(
                        new Part(alarms, Intervals.newcombe(alarmsD, alarmsA, level), HALF),
                        new Part(recall, Intervals.newcombe(recallD, recallA, level), HALF)),
                Range.SIGNED,
                level,
                "newcombe-sum");
        return MetricValue.estimate(
                        HALF * alarms + HALF * recall,
                        interval,
                        alarmsA.total() + alarmsD.total() + recallA.total() + recallD.total())
                .withDetail(
                        Differences.told(recallA, recallD, sides) + "; " + Differences.told(alarmsA, alarmsD, sides));
    }
}
