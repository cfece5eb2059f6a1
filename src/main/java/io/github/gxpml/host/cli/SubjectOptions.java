// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.data.PredictionColumns;
import io.github.gxpml.data.WrongCallException;
import io.github.gxpml.metric.adhoc.Subject;
import io.github.gxpml.metric.adhoc.Words;
import io.github.gxpml.spec.DataSpec.LabelSpec;
import io.github.gxpml.spec.DataSpec.LabelSpec.Type;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that name a table with its labels and predictions. */
final class SubjectOptions {
    @Option(names = "--data", paramLabel = "FILES", required = true, description = StatisticsCommand.FILES)
    private String data;

    @Option(names = "--label", paramLabel = "COL", required = true, description = "Column of the label.")
    private String label;

    @Option(
            names = "--task",
            paramLabel = "TASK",
            defaultValue = "binary",
            description = "What the label holds: binary, multiclass or regression (default: ${DEFAULT-VALUE}).")
    private Type task;

    @Option(
            names = "--positive",
            paramLabel = "V",
            description = "The label's positive class, V,V for several that count as one, or '>T' for numbers above T "
                    + "(in quotes, for the shell); everything else is negative. With --task multiclass or regression "
                    + "it is needed only for metrics of two classes, such as those of bias. A value with a comma in "
                    + "it stands in double quotes.")
    private String positive;

    @Option(
            names = "--prediction",
            paramLabel = "COL",
            description = "Column of the predicted class, in the values of the label, or of the predicted number.")
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

    @Option(
            names = "--scores",
            paramLabel = "CLASS=COL,...",
            description = "With --task multiclass: columns of the scores of all classes, 1 in sum.")
    private String scores;

    @Option(
            names = "--lower",
            paramLabel = "COL",
            description = "With --task regression: column of the lower bound of the prediction interval.")
    private String lower;

    @Option(
            names = "--upper",
            paramLabel = "COL",
            description = "With --task regression: column of the upper bound of the prediction interval.")
    private String upper;

    @Option(
            names = "--interval-level",
            paramLabel = "LEVEL",
            description = "The share of labels that the prediction intervals promise to cover, such as 0.9.")
    private Double intervalLevel;

    void check() throws UsageException {
        check(false);
    }

    /** Checks, of a call that may name other numbers to measure. */
    void check(boolean others) throws UsageException {
        switch (task) {
            case BINARY -> checkBinary(others);
            case MULTICLASS -> checkMulticlass();
            case REGRESSION -> checkRegression();
            default -> throw new IllegalStateException("task " + task + " has no check");
        }
    }

    private void checkBinary(boolean others) throws UsageException {
        if (positive == null) {
            throw new UsageException("nothing says what is positive: give --positive V, --positive V,V or"
                    + " --positive '>T', or --task multiclass or --task regression for a label without");
        }
        refuse("--scores", scores, Type.MULTICLASS);
        refuseIntervals();
        if (prediction == null && score == null && !others) {
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

    boolean scored() {
        return score != null;
    }

    boolean binary() {
        return task == Type.BINARY;
    }

    private void checkMulticlass() throws UsageException {
        refuse("--score", score, Type.BINARY);
        refuse("--threshold", threshold, Type.BINARY);
        refuseIntervals();
        if (prediction == null && scores == null) {
            throw new UsageException("there is nothing to measure: give --prediction, --scores, or both");
        }
    }

    private void checkRegression() throws UsageException {
        refuse("--score", score, Type.BINARY);
        refuse("--threshold", threshold, Type.BINARY);
        refuse("--scores", scores, Type.MULTICLASS);
        if (prediction == null) {
            throw new UsageException("there is nothing to measure: give --prediction");
        }
        if ((lower == null) != (upper == null)) {
            throw new UsageException("a prediction interval has two bounds: give --lower and --upper, or neither");
        }
        if (intervalLevel != null && (lower == null || !(intervalLevel > 0 && intervalLevel < 1))) {
            throw new UsageException(
                    "--interval-level is the level of --lower and --upper, between 0 and 1, such as 0.9");
        }
    }

    private void refuseIntervals() throws UsageException {
        refuse("--lower", lower, Type.REGRESSION);
        refuse("--upper", upper, Type.REGRESSION);
        refuse("--interval-level", intervalLevel, Type.REGRESSION);
    }

    private void refuse(String option, Object given, Type home) throws UsageException {
        if (given != null) {
            throw new UsageException(option + " is for --task " + name(home) + ", not for " + name(task));
        }
    }

    private static String name(Type type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    /** Refuses a label that metrics of two classes cannot be computed of. */
    void checkTwoSided() throws UsageException {
        if (positive == null) {
            throw new UsageException("bias is measured of what is positive: give --positive "
                    + (task == Type.REGRESSION ? "'>T'" : "V or --positive V,V"));
        }
    }

    Subject subject(Optional<String> groupVariable, List<String> features) throws WrongCallException {
        return new Subject(
                data,
                label(),
                new PredictionColumns(
                        Optional.ofNullable(prediction),
                        Optional.ofNullable(score),
                        Optional.ofNullable(threshold),
                        scores == null ? Map.of() : Words.pairs(scores),
                        Optional.ofNullable(lower),
                        Optional.ofNullable(upper)),
                groupVariable,
                features);
    }

    private LabelSpec label() throws WrongCallException {
        Words.Positive read =
                positive == null ? new Words.Positive(List.of(), Optional.empty()) : Words.positive(positive);
        if (task == Type.REGRESSION && !read.values().isEmpty()) {
            throw new WrongCallException(
                    "--positive is `" + positive + "`, of a regression it must be a limit such as '>50'");
        }
        if (task == Type.MULTICLASS && read.above().isPresent()) {
            throw new WrongCallException("--positive is `" + positive
                    + "`, of several classes it must be some of them; a class that is called so stands in double"
                    + " quotes");
        }
        return new LabelSpec(label, task, read.values(), read.above(), List.of(), Optional.ofNullable(intervalLevel));
    }
}
