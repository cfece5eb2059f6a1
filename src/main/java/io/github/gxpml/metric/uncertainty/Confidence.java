// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.uncertainty;

import io.github.gxpml.data.ConfidenceCounts;
import io.github.gxpml.data.FixedPoint;
import io.github.gxpml.data.Need;
import io.github.gxpml.data.States;
import io.github.gxpml.metric.Input;
import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.Intervals;
import io.github.gxpml.metric.Intervals.Range;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.Metric.Qualifier;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricInfo.Direction;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Numbers;
import io.github.gxpml.metric.Share;
import io.github.gxpml.metric.Slices;
import io.github.gxpml.metric.uncertainty.SureMetric.Rows;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;

/**
 * Whether predictions that say how sure they are, are right as often as they say. The declared confidence is the column
 * of that name if the predictions have one, else the score given to the predicted class: max(score, 1 - score) where
 * the threshold is 0.5.
 */
public final class Confidence {
    /** The level of the coverage where a request names none. */
    static final double USUAL = 0.9;

    private static final String DECLARED =
            "declared confidence: the score given to the predicted class, or the column of confidences";

    /** How often sure predictions are right. */
    public static final Metric COVERAGE = new SureMetric(
            new MetricInfo(
                    "confidence_coverage",
                    "Accuracy of the sure predictions",
                    "share",
                    Scope.TABLE,
                    Direction.HIGHER,
                    Optional.of(1.0),
                    "Share of the rows with a declared confidence of at least `at` (" + USUAL
                            + " unless set) that are predicted right; below `at` the model is too sure of itself.",
                    "rows predicted right / rows with confidence >= at, of labelled rows; " + DECLARED,
                    "wilson"),
            Set.of(Input.LABELS, Input.CLASSES, Input.CONFIDENCE),
            Set.of(Qualifier.AT),
            (slice, request) -> Set.of(new Need.Confidence(slice, request.at().orElse(USUAL))),
            Confidence::coverage);

    /** How much surer predictions are than right. */
    public static final Metric GAP = new SureMetric(
            new MetricInfo(
                    "confidence_gap",
                    "Confidence less accuracy",
                    "",
                    Scope.TABLE,
                    Direction.IDEAL,
                    Optional.of(0.0),
                    "How much higher the mean declared confidence is than the accuracy; positive is too sure, negative"
                            + " not sure enough.",
                    "mean declared confidence - accuracy, of labelled rows; " + DECLARED,
                    "normal, variance of the rows' differences; where all rows are right, or all wrong, wilson of the"
                            + " accuracy"),
            Set.of(Input.LABELS, Input.CLASSES, Input.CONFIDENCE),
            Set.of(),
            (slice, request) -> Set.of(new Need.Confidence(slice, 0)),
            Confidence::gap);

    private Confidence() {}

    private static Optional<ConfidenceCounts> find(Rows rows, States states, double at) {
        return rows.all(states.uncertainty().confidences()).stream()
                .filter(counts -> counts.at() == at)
                .findFirst();
    }

    private static MetricValue coverage(Rows rows, States states, double level) {
        double at = rows.at(USUAL);
        if (!(at >= 0 && at <= 1)) {
            return MetricValue.undefined("`at` is " + at + ", a confidence lies between 0 and 1", states.rows());
        }
        Optional<ConfidenceCounts> found = find(rows, states, at);
        if (found.isEmpty()) {
            return rows.absent(states);
        }
        ConfidenceCounts counts = found.get();
        if (counts.rows() == 0) {
            String reason = counts.labelled() == 0
                    ? "no row has a label"
                    : "no labelled row has a declared confidence of at least " + Numbers.limit(at);
            return MetricValue.undefined(reason + rows.among(), counts.labelled());
        }
        Share right = new Share(counts.right(), counts.rows(), "sure rows");
        return MetricValue.estimate(right.value(), Intervals.wilson(right, level), counts.rows())
                .withDetail("confidence at least " + Numbers.limit(at) + " in " + counts.rows() + " of "
                        + counts.labelled() + " labelled rows, on average "
                        + Numbers.text(FixedPoint.mean(counts.declared(), counts.rows())));
    }

    private static MetricValue gap(Rows rows, States states, double level) {
        Optional<ConfidenceCounts> found = find(rows, states, 0);
        if (found.isEmpty()) {
            return rows.absent(states);
        }
        ConfidenceCounts counts = found.get();
        if (counts.rows() == 0) {
            return MetricValue.undefined("no row has a label" + rows.among(), counts.labelled());
        }
        Share right = new Share(counts.right(), counts.rows(), "labelled rows");
        double declared = FixedPoint.mean(counts.declared(), counts.rows());
        BigInteger ones = BigInteger.valueOf(counts.right()).multiply(BigInteger.valueOf(FixedPoint.ONE));
        var differences = new Means(counts.declared().subtract(ones), counts.gapSquares(), counts.rows());
        MetricValue value = right.count() == 0 || right.full()
                ? ofAccuracy(differences, declared, Intervals.wilson(right, level))
                : differences.estimate(Range.SIGNED, level);
        return Slices.alsoTelling(
                value, "mean confidence " + Numbers.text(declared) + ", accuracy " + Numbers.text(right.value()));
    }

    private static MetricValue ofAccuracy(Means differences, double declared, Interval accuracy) {
        double gap = differences.mean();
        double lower = Math.min(gap, declared - accuracy.upper());
        double upper = Math.max(gap, declared - accuracy.lower());
        return MetricValue.estimate(gap, new Interval(lower, upper, accuracy.level(), "wilson"), differences.n());
    }
}
