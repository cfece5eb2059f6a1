// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.adhoc;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.gxpml.data.Outcomes;
import io.github.gxpml.data.ScoreCurve;
import io.github.gxpml.metric.performance.Curves;
import io.github.gxpml.metric.performance.Curves.Point;
import io.github.gxpml.metric.performance.Curves.ReliabilityBin;
import java.util.List;
import java.util.Optional;

/**
 * Points of curves: exact ones, at most {@value ScoreCurve#CELLS}, and all of them where there are no more scores.
 *
 * @param roc false positive rate, true positive rate and threshold, which is null where nothing is called positive
 * @param pr recall, precision and threshold
 * @param reliability mean score against share of positives
 */
public record CurveResults(List<List<Optional<Double>>> roc, List<List<Optional<Double>>> pr, Reliability reliability) {

    /**
     * Bins of scores.
     *
     * @param equalWidth of equal width, without empty ones
     * @param equalMass of as many rows each, as far as ties allow
     */
    public record Reliability(
            @JsonProperty("equal_width") List<ReliabilityRow> equalWidth,
            @JsonProperty("equal_mass") List<ReliabilityRow> equalMass) {}

    /**
     * A bin of scores.
     *
     * @param lower lower end
     * @param upper upper end
     * @param n labelled rows
     * @param score mean score
     * @param rate share of positives
     * @param interval of the share
     */
    public record ReliabilityRow(
            double lower,
            double upper,
            long n,
            @JsonProperty("mean_score") double score,
            double rate,
            List<Double> interval) {
        private static ReliabilityRow of(ReliabilityBin bin) {
            return new ReliabilityRow(
                    bin.lower(),
                    bin.upper(),
                    bin.n(),
                    bin.score(),
                    bin.rate(),
                    List.of(bin.interval().lower(), bin.interval().upper()));
        }
    }

    static CurveResults of(Outcomes outcomes, ScoreCurve curve, double level) {
        return new CurveResults(
                points(Curves.roc(curve)),
                points(Curves.precisionRecall(curve)),
                new Reliability(rows(Curves.equalWidth(outcomes, level)), rows(Curves.equalMass(curve, level))));
    }

    private static List<List<Optional<Double>>> points(List<Point> points) {
        return points.stream()
                .map(point -> List.of(Optional.of(point.x()), Optional.of(point.y()), point.threshold()))
                .toList();
    }

    private static List<ReliabilityRow> rows(List<ReliabilityBin> bins) {
        return bins.stream().map(ReliabilityRow::of).toList();
    }
}
