// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.regression;

import io.github.gxpml.data.Residuals;
import io.github.gxpml.metric.Input;
import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.Intervals;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricInfo.Direction;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Share;
import java.util.Optional;
import java.util.Set;

/** Whether the model's own prediction intervals hold as many labels as they promise. */
public final class Coverage {
    /** Share of labels covered. */
    public static final Metric COVERAGE = metric(
            new MetricInfo(
                    "interval_coverage",
                    "Coverage of the prediction intervals",
                    "share",
                    Scope.TABLE,
                    Direction.HIGHER,
                    Optional.empty(),
                    "Share of the labels that lie in the model's own intervals, bounds included; right if it is the"
                            + " declared level, not if it is 1.",
                    "n(lower <= label <= upper) / n",
                    "wilson"),
            false,
            (sums, declared, level) -> {
                Share covered = covered(sums);
                return MetricValue.estimate(covered.value(), Intervals.wilson(covered, level), covered.total());
            });

    /** Difference to the declared level. */
    public static final Metric COVERAGE_ERROR = metric(
            new MetricInfo(
                    "interval_coverage_error",
                    "Coverage less the declared level",
                    "",
                    Scope.TABLE,
                    Direction.IDEAL,
                    Optional.of(0.0),
                    "Negative means that the model's intervals hold fewer labels than they promise: it is too sure.",
                    "n(lower <= label <= upper) / n - declared level (`at`, else data.label.intervalLevel)",
                    "wilson, less the declared level"),
            true,
            Coverage::error);

    private Coverage() {}

    private static Metric metric(MetricInfo info, boolean atLevel, ErrorMetric.Rule rule) {
        return new ErrorMetric(
                info,
                Set.of(Input.LABELS, Input.CLASSES, Input.SCORES),
                atLevel,
                (sums, declared, level) -> sums.intervals() == 0
                        ? MetricValue.undefined(
                                "there are no prediction intervals: predictions have no columns lower and upper",
                                sums.rows())
                        : rule.of(sums, declared, level));
    }

    private static Share covered(Residuals sums) {
        return new Share(sums.covered(), sums.intervals(), "labels with an interval");
    }

    private static MetricValue error(Residuals sums, Optional<Double> declared, double level) {
        if (declared.isEmpty()) {
            return MetricValue.undefined(
                    "no level is declared: set `data.label.intervalLevel`, or `at` of the gate", sums.intervals());
        }
        double promised = declared.get();
        if (!(promised > 0 && promised < 1)) {
            return MetricValue.undefined("a level lies between 0 and 1, this is " + promised, sums.intervals());
        }
        Share covered = covered(sums);
        Interval wilson = Intervals.wilson(covered, level);
        Interval interval =
                new Interval(wilson.lower() - promised, wilson.upper() - promised, level, "wilson-transformed");
        return MetricValue.estimate(covered.value() - promised, interval, covered.total())
                .withDetail(covered.count() + " of " + covered.total() + " labels covered, declared " + promised);
    }
}
