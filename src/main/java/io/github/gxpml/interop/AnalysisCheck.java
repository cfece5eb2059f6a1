// SPDX-License-Identifier: MIT
package io.github.gxpml.interop;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gxpml.interop.Analysis.Bias;
import io.github.gxpml.interop.Analysis.Explanation;
import io.github.gxpml.interop.Analysis.Group;
import io.github.gxpml.interop.Analysis.Measure;
import io.github.gxpml.interop.AnalysisViolation.BiasDrift;
import io.github.gxpml.io.Json;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.drift.AttributionDrift;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares an analysis with that of the baseline, as Clarify's monitors do: a bias metric must not be <a
 * href="https://docs.aws.amazon.com/sagemaker/latest/dg/clarify-model-monitor-bias-drift-violations.html">farther from
 * its ideal</a> than there (0; for DI 1, as a ratio), and the <a
 * href="https://docs.aws.amazon.com/sagemaker/latest/dg/clarify-model-monitor-model-attribution-drift-violations.html">nDCG
 * of global SHAP values</a> must not be below 0.9. What the baseline has and the analysis lacks is undecided.
 */
public final class AnalysisCheck {
    private static final double LEAST_NDCG = 0.9;

    private final List<AnalysisViolation> violations = new ArrayList<>();
    private final List<String> undecided = new ArrayList<>();
    private int checks;

    private AnalysisCheck() {}

    /**
     * What a comparison came to.
     *
     * @param checks how many numbers were to be compared
     * @param violations those that are worse than in the baseline
     * @param undecided those that cannot be compared, each with its reason
     */
    public record Outcome(int checks, List<AnalysisViolation> violations, List<String> undecided) {
        /** Copies the lists. */
        public Outcome {
            violations = List.copyOf(violations);
            undecided = List.copyOf(undecided);
        }
    }

    /**
     * Compares two analyses.
     *
     * @param baseline what it was
     * @param current what it is
     * @return what it came to
     */
    public static Outcome of(Analysis baseline, Analysis current) {
        var check = new AnalysisCheck();
        check.bias(baseline.preTraining(), current.preTraining());
        check.bias(baseline.postTraining(), current.postTraining());
        baseline.explanations()
                .forEach((label, then) -> check.attributions(
                        label, then, Optional.ofNullable(current.explanations().get(label))));
        return new Outcome(check.checks, check.violations, check.undecided);
    }

    private void bias(Optional<Bias> baseline, Optional<Bias> current) {
        baseline.map(Bias::facets).orElse(Map.of()).forEach((column, groups) -> {
            for (Group group : groups) {
                Optional<Group> now = current.flatMap(bias -> bias.facets().getOrDefault(column, List.of()).stream()
                        .filter(other -> other.value().equals(group.value()))
                        .findFirst());
                group.measures().forEach(measure -> measure(column, group, measure, now));
            }
        });
    }

    private void measure(String column, Group group, Measure then, Optional<Group> now) {
        Optional<Double> ideal = ClarifyMetrics.ideal(then.name());
        if (then.value().isEmpty() || ideal.isEmpty()) {
            return; // without a number there is no demand
        }
        checks++;
        String what = then.name() + " of " + column + " " + group.value();
        Optional<Measure> found = now.flatMap(other -> other.measures().stream()
                .filter(measure -> measure.name().equals(then.name()))
                .findFirst());
        if (found.flatMap(Measure::value).isEmpty()) {
            undecided.add(what + " has no number to compare"
                    + found.map(Measure::error)
                            .filter(error -> !error.isEmpty())
                            .map(error -> ": " + error)
                            .orElse(""));
        } else if (!(distance(found.get().value().get(), ideal.get())
                <= distance(then.value().get(), ideal.get()))) {
            violations.add(new BiasDrift(
                    column,
                    group.value(),
                    then.name(),
                    "Value " + text(found.get().value().get())
                            + " does not meet the constraint requirement. It is "
                            + text(then.value().get()) + " in the baseline."));
        }
    }

    /** A ratio and its inverse are equally far from 1. */
    private static double distance(double value, double ideal) {
        return ideal == 0 ? Math.abs(value) : Math.abs(Math.log(value));
    }

    private void attributions(String label, Explanation then, Optional<Explanation> now) {
        checks++;
        MetricValue score = now.map(current -> AttributionDrift.compare(then.attributions(), current.attributions()))
                .orElseGet(() -> MetricValue.undefined("the analysis lacks them", 0));
        if (score.value().isEmpty()) {
            undecided.add("the attributions of label " + label + " cannot be compared: " + score.reason());
        } else if (score.value().get() < LEAST_NDCG) {
            violations.add(new AnalysisViolation.AttributionDrift(
                    label, "Feature attribution drift " + score.value().get() + " exceeds threshold " + LEAST_NDCG));
        }
    }

    private static String text(double value) {
        return Double.isInfinite(value) ? value > 0 ? "Infinity" : "-Infinity" : Double.toString(value);
    }

    /**
     * Writes violations as Clarify's monitors do.
     *
     * @param violations in their order
     * @return the document {@code constraint_violations.json}
     */
    public static byte[] write(List<AnalysisViolation> violations) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode list = root.put("version", "1.0").putArray("violations");
        for (AnalysisViolation violation : violations) {
            ObjectNode node = list.addObject();
            if (violation instanceof BiasDrift drift) {
                node.put("facet", drift.facet())
                        .put("facet_value", drift.value())
                        .put("metric_name", drift.metric())
                        .put("constraint_check_type", "bias_drift_check");
            } else if (violation instanceof AnalysisViolation.AttributionDrift drift) {
                node.put("label", drift.label())
                        .put("metric_name", "shap")
                        .put("constraint_check_type", "feature_attribution_drift_check");
            }
            node.put("description", violation.description());
        }
        return Json.inOrder(root);
    }
}
