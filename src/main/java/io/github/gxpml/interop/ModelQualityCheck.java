// SPDX-License-Identifier: MIT
package io.github.gxpml.interop;

import io.github.gxpml.interop.ModelQuality.Alarm;
import io.github.gxpml.interop.ModelQuality.Figure;
import io.github.gxpml.interop.ModelQuality.Limit;
import io.github.gxpml.interop.ModelQuality.Limits;
import io.github.gxpml.interop.ModelQuality.Problem;
import io.github.gxpml.interop.ModelQuality.Violation;
import io.github.gxpml.metric.adhoc.Result;
import io.github.gxpml.spec.DataSpec.LabelSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes Model Monitor's numbers of model quality from counts, suggests limits for them, and judges them. Numbers have
 * no standard deviation, which Model Monitor gets from random samples; those of its constant classifiers are left out.
 */
public final class ModelQualityCheck {
    private static final Set<String> ERRORS =
            Set.of("false_positive_rate", "false_negative_rate", "mae", "mse", "rmse");

    private ModelQualityCheck() {}

    /**
     * Makes the numbers of a binary classification.
     *
     * @param tp label positive, predicted positive
     * @param fp label negative, predicted positive
     * @param tn label negative, predicted negative
     * @param fn label positive, predicted negative
     * @param auc area under the ROC curve, if there are scores
     * @return the statistics; a number whose divisor is 0 is absent
     */
    public static ModelQuality binary(long tp, long fp, long tn, long fn, Optional<Double> auc) {
        Map<String, Figure> metrics = new LinkedHashMap<>();
        metrics.put("recall", share(tp, tp + fn));
        metrics.put("precision", share(tp, tp + fp));
        metrics.put("accuracy", share(tp + tn, tp + fp + tn + fn));
        metrics.put("true_positive_rate", share(tp, tp + fn));
        metrics.put("true_negative_rate", share(tn, tn + fp));
        metrics.put("false_positive_rate", share(fp, tn + fp));
        metrics.put("false_negative_rate", share(fn, tp + fn));
        auc.ifPresent(area -> metrics.put("auc", new Figure(Optional.of(area), Optional.empty())));
        metrics.put("f0_5", f(0.25, tp, fp, fn));
        metrics.put("f1", f(1, tp, fp, fn));
        metrics.put("f2", f(4, tp, fp, fn));
        return new ModelQuality(
                Problem.BINARY, Optional.of(tp + fp + tn + fn), matrix(row(tn, fp), row(fn, tp)), metrics);
    }

    /**
     * Makes the numbers of a model from performance metrics.
     *
     * @param metrics by id
     * @param label what the label holds
     * @return the statistics; empty without predicted classes or numbers. Of several classes there is no confusion
     *     matrix, and neither of the F scores but F1
     */
    public static Optional<ModelQuality> of(Map<String, Result> metrics, LabelSpec.Type label) {
        return switch (label) {
            case BINARY -> binary(metrics);
            case MULTICLASS ->
                named(Problem.MULTICLASS, metrics, "accuracy", "weighted_recall", "weighted_precision", "weighted_f1");
            case REGRESSION -> named(Problem.REGRESSION, metrics, "mae", "mse", "rmse", "r2");
        };
    }

    private static Optional<ModelQuality> named(Problem problem, Map<String, Result> metrics, String... names) {
        Map<String, Figure> figures = new LinkedHashMap<>();
        for (String name : names) {
            Optional<Double> value =
                    name.equals("mse") ? value(metrics.get("rmse")).map(root -> root * root) : value(metrics.get(name));
            figures.put(name, new Figure(value, Optional.empty()));
        }
        boolean some =
                figures.values().stream().anyMatch(figure -> figure.value().isPresent());
        return some ? Optional.of(new ModelQuality(problem, Optional.empty(), Map.of(), figures)) : Optional.empty();
    }

    /** Counts follow from the shares of positive and negative labels that were found and how many labels these are. */
    private static Optional<ModelQuality> binary(Map<String, Result> metrics) {
        Result recall = metrics.get("recall");
        Result specificity = metrics.get("specificity");
        if (value(recall).isEmpty() && value(specificity).isEmpty()) {
            return Optional.empty();
        }
        long tp = found(recall);
        long tn = found(specificity);
        return Optional.of(
                binary(tp, labels(specificity) - tn, tn, labels(recall) - tp, value(metrics.get("roc_auc"))));
    }

    private static Optional<Double> value(Result result) {
        return result == null ? Optional.empty() : result.value();
    }

    private static long found(Result share) {
        return value(share).map(found -> Math.round(found * share.n())).orElse(0L);
    }

    private static long labels(Result share) {
        return value(share).isPresent() ? share.n() : 0;
    }

    private static Map<String, Map<String, Long>> matrix(Map<String, Long> negatives, Map<String, Long> positives) {
        Map<String, Map<String, Long>> matrix = new LinkedHashMap<>();
        matrix.put("0", negatives);
        matrix.put("1", positives);
        return matrix;
    }

    private static Map<String, Long> row(long negative, long positive) {
        Map<String, Long> row = new LinkedHashMap<>();
        row.put("0", negative);
        row.put("1", positive);
        return row;
    }

    private static Figure share(long part, long whole) {
        return new Figure(whole == 0 ? Optional.empty() : Optional.of((double) part / whole), Optional.empty());
    }

    /** The F score for a squared beta. */
    private static Figure f(double square, long tp, long fp, long fn) {
        double whole = (1 + square) * tp + square * fn + fp;
        return new Figure(whole == 0 ? Optional.empty() : Optional.of((1 + square) * tp / whole), Optional.empty());
    }

    /**
     * Suggests limits: no metric may get worse than it is.
     *
     * @param quality the statistics
     * @return one for each number
     */
    public static Limits suggest(ModelQuality quality) {
        Map<String, Limit> limits = new LinkedHashMap<>();
        quality.metrics()
                .forEach((name, figure) -> figure.value()
                        .filter(value -> !name.endsWith("_best_constant_classifier"))
                        .ifPresent(value -> limits.put(
                                name, new Limit(value, ERRORS.contains(name) ? Alarm.GREATER_THAN : Alarm.LESS_THAN))));
        return new Limits(quality.problem(), limits);
    }

    /**
     * What a check of limits came to.
     *
     * @param violations metrics on the bad side
     * @param undecided metrics with a limit but without a number, each with its reason
     */
    public record Outcome(List<Violation> violations, List<String> undecided) {
        /** Copies the lists. */
        public Outcome {
            violations = List.copyOf(violations);
            undecided = List.copyOf(undecided);
        }
    }

    /**
     * Judges statistics.
     *
     * @param limits the limits
     * @param quality the statistics
     * @return what it came to
     */
    public static Outcome of(Limits limits, ModelQuality quality) {
        List<Violation> violations = new ArrayList<>();
        List<String> undecided = new ArrayList<>();
        if (limits.problem() != quality.problem()) {
            undecided.add("the limits are for another kind of problem");
            return new Outcome(violations, undecided);
        }
        limits.limits().forEach((name, limit) -> {
            Optional<Double> value =
                    Optional.ofNullable(quality.metrics().get(name)).flatMap(Figure::value);
            if (value.isEmpty()) {
                undecided.add("metric " + name + " has a limit but no number");
            } else if (limit.alarm() == Alarm.LESS_THAN
                    ? value.get() < limit.threshold()
                    : value.get() > limit.threshold()) {
                violations.add(new Violation(
                        name,
                        limit.alarm(),
                        "Metric " + name + " with " + value.get() + " was "
                                + limit.alarm().word() + " " + limit.threshold()));
            }
        });
        return new Outcome(violations, undecided);
    }
}
