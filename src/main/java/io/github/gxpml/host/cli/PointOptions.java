// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.metric.adhoc.Asked.Point;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What thresholds must meet. */
final class PointOptions {
    @Option(
            names = "--at-sensitivity",
            paramLabel = "S",
            description =
                    "Measure specificity at the threshold with this sensitivity, such as 0.9; may be given several"
                            + " times, as the other three.")
    private final List<Double> sensitivities = new ArrayList<>();

    @Option(
            names = "--at-specificity",
            paramLabel = "S",
            description = "Measure sensitivity at the threshold with this specificity.")
    private final List<Double> specificities = new ArrayList<>();

    @Option(
            names = "--at-recall",
            paramLabel = "R",
            description = "Measure the best precision of thresholds with this recall.")
    private final List<Double> recalls = new ArrayList<>();

    @Option(
            names = "--at-precision",
            paramLabel = "P",
            description = "Measure the best recall of thresholds with this precision.")
    private final List<Double> precisions = new ArrayList<>();

    void check() throws UsageException {
        for (Point point : points()) {
            if (!(point.at() >= 0 && point.at() <= 1)) {
                throw new UsageException("--at-" + point.metric().replaceFirst(".*_at_", "") + " is " + point.at()
                        + ", it must be a share from 0 to 1, such as 0.9");
            }
        }
    }

    boolean given() {
        return !points().isEmpty();
    }

    List<Point> points() {
        List<Point> points = new ArrayList<>();
        sensitivities.forEach(at -> points.add(new Point("specificity_at_sensitivity", at)));
        specificities.forEach(at -> points.add(new Point("sensitivity_at_specificity", at)));
        recalls.forEach(at -> points.add(new Point("precision_at_recall", at)));
        precisions.forEach(at -> points.add(new Point("recall_at_precision", at)));
        return points;
    }
}
