// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.data.PredictionColumns;
import io.github.gxpml.metric.adhoc.Subject;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that name a table with its labels and predictions. */
final class SubjectOptions {
    @Option(names = "--data", paramLabel = "FILES", required = true, description = StatisticsCommand.FILES)
    private String data;

    @Option(names = "--label", paramLabel = "COL", required = true, description = "Column of the label.")
    private String label;

    @Option(
            names = "--positive",
            paramLabel = "V",
            required = true,
            description = "The label's positive class; every other value counts as negative.")
    private String positive;

    @Option(
            names = "--prediction",
            paramLabel = "COL",
            description = "Column of the predicted class, in the values of the label.")
    private String prediction;

    @Option(
            names = "--score",
            paramLabel = "COL",
            description = "Column of the score of the positive class, a number from 0 to 1.")
    private String score;

    @Option(
            names = "--threshold",
            paramLabel = "T",
            description = "Without --prediction: a score at or above T is predicted positive.")
    private Double threshold;

    void check() throws UsageException {
        if (prediction == null && score == null) {
            throw new UsageException("there is nothing to measure: give --prediction, --score, or both");
        }
        if (threshold != null && (prediction != null || score == null)) {
            throw new UsageException(
                    "--threshold makes predictions from --score where there is no --prediction: give it with --score"
                            + " alone");
        }
        if (threshold != null && !Double.isFinite(threshold)) {
            throw new UsageException("--threshold is " + threshold + ", it must be a number");
        }
    }

    Subject subject(Optional<String> groupVariable, List<String> features) {
        return new Subject(
                data,
                label,
                positive,
                new PredictionColumns(
                        Optional.ofNullable(prediction), Optional.ofNullable(score), Optional.ofNullable(threshold)),
                groupVariable,
                features);
    }
}
