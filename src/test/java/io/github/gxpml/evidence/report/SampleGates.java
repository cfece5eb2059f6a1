// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Verdict;
import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.spec.GateSpec.Criticality;
import io.github.gxpml.spec.GateSpec.On;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Gates and metrics to test with. The numbers are made up; their shape is that of the free light chain example. */
final class SampleGates {
    private SampleGates() {}

    /** The path is stage, metric, table, facet and column with slashes between. */
    static Gate createGate(String path, Double min, Double max, On on, Criticality criticality) {
        String[] parts = path.split("/", -1);
        return new Gate(
                parts[0],
                parts[1],
                parts[2],
                parts[3],
                parts[4],
                Optional.ofNullable(min),
                Optional.ofNullable(max),
                on,
                criticality,
                parts[1].equals("DI") ? "URS-12" : "",
                Optional.empty(),
                "",
                "");
    }

    static MetricValue estimate(double value, double lower, double upper, long n, String method) {
        return MetricValue.estimate(value, new Interval(lower, upper, 0.95, method), n);
    }

    static List<GateResult> createGates() {
        return Stream.of(createTrained(), createValidated(), createMonitored())
                .flatMap(List::stream)
                .toList();
    }

    private static List<GateResult> createTrained() {
        return List.of(
                new GateResult(
                        createGate("train/duplicate_keys/train//", null, 0.0, On.VALUE, Criticality.FAILURE),
                        MetricValue.exact(0, 4512),
                        Verdict.PASS,
                        "0 is at most 0"),
                new GateResult(
                        createGate("train/identical_predictions///", 1.0, null, On.VALUE, Criticality.FAILURE),
                        MetricValue.exact(1, 2),
                        Verdict.PASS,
                        "1 is at least 1"),
                new GateResult(
                        createGate("train/shared_rows/validation//", null, 0.0, On.VALUE, Criticality.FAILURE),
                        MetricValue.exact(3, 1635).withDetail("keys 118, 2071, 6604 are also in train"),
                        Verdict.FAIL,
                        "3 is above 0"));
    }

    private static List<GateResult> createValidated() {
        return List.of(
                new GateResult(
                        createGate("validate/roc_auc/validation//", 0.78, null, On.LOWER_BOUND, Criticality.FAILURE),
                        estimate(0.8617, 0.8406, 0.8829, 1635, "delong"),
                        Verdict.PASS,
                        "lower bound 0.841 is at least 0.78"),
                new GateResult(
                        createGate("validate/roc_auc/outOfTime//", 0.75, null, On.INTERVAL, Criticality.FAILURE),
                        estimate(0.8213, 0.7791, 0.8635, 1037, "delong"),
                        Verdict.PASS,
                        "the interval [0.779, 0.864] lies at or above 0.75"),
                new GateResult(
                        createGate("validate/ece/validation//", null, 0.08, On.VALUE, Criticality.FAILURE),
                        estimate(0.0241, 0.0150, 0.0411, 1635, "bootstrap"),
                        Verdict.PASS,
                        "0.024 is at most 0.08"),
                new GateResult(
                        createGate("validate/DI/validation/sex=F/", 0.8, 1.25, On.INTERVAL, Criticality.FAILURE),
                        estimate(0.93, 0.8049, 1.0711, 1635, "log-ratio"),
                        Verdict.PASS,
                        "the interval [0.805, 1.071] lies within 0.8 to 1.25"),
                new GateResult(
                        createGate("validate/DI/validation/age>75/", 0.8, 1.25, On.INTERVAL, Criticality.FAILURE),
                        estimate(6.2, 4.91, 7.83, 1635, "log-ratio"),
                        Verdict.FAIL,
                        "the interval [4.91, 7.83] lies above 1.25"),
                new GateResult(
                        createGate("validate/RD/validation/sex=F/", -0.1, 0.1, On.INTERVAL, Criticality.UNSTABLE),
                        estimate(0.0412, -0.0904, 0.1716, 212, "newcombe"),
                        Verdict.UNDECIDED,
                        "the interval [-0.090, 0.172] crosses 0.1: 212 positives, about 480 would decide"),
                new GateResult(
                        createGate("validate/DPPL/validation/race=B/", -0.1, 0.1, On.INTERVAL, Criticality.FAILURE),
                        MetricValue.undefined("no row of the facet race=B is in this table", 0),
                        Verdict.UNDECIDED,
                        "no row of the facet race=B is in this table; add rows of that group, or remove the facet"));
    }

    private static List<GateResult> createMonitored() {
        return List.of(
                new GateResult(
                        createGate("monitor/psi/live//age", null, 0.2, On.INTERVAL, Criticality.FAILURE),
                        estimate(0.0713, 0.0432, 0.1204, 690, "bootstrap"),
                        Verdict.PASS,
                        "the interval [0.043, 0.120] lies at or below 0.2"),
                new GateResult(
                        createGate("monitor/psi/live//creatinine", null, 0.2, On.INTERVAL, Criticality.FAILURE),
                        estimate(1.413, 1.207, 1.655, 690, "bootstrap"),
                        Verdict.FAIL,
                        "the interval [1.207, 1.655] lies above 0.2"),
                new GateResult(
                        createGate("monitor/ks_p/live//prediction", 0.01, null, On.VALUE, Criticality.UNSTABLE),
                        MetricValue.exact(0.0000321, 690),
                        Verdict.FAIL,
                        "3.21e-5 is below 0.01"));
    }

    static Map<String, MetricView> createMetrics() {
        return Map.of(
                "duplicate_keys", new MetricView("duplicate row keys", "Lower is better.", Optional.of(0.0), ""),
                "identical_predictions",
                        new MetricView(
                                "identical predictions",
                                "1 if every prediction of every training is the same.",
                                Optional.of(1.0),
                                ""),
                "shared_rows", new MetricView("rows shared with training", "Lower is better.", Optional.of(0.0), ""),
                "roc_auc",
                        new MetricView(
                                "area under the ROC curve",
                                "Higher is better.",
                                Optional.of(1.0),
                                "Below 0.5 the scores rank the classes the wrong way round."),
                "ece", new MetricView("expected calibration error", "Lower is better.", Optional.of(0.0), ""),
                "DI",
                        new MetricView(
                                "disparate impact",
                                "Nearer to 1 is better.",
                                Optional.of(1.0),
                                "Below 1 the disfavoured group is predicted positive less often than the others."),
                "RD",
                        new MetricView(
                                "recall difference",
                                "Nearer to 0 is better.",
                                Optional.of(0.0),
                                "Above 0 the recall of the favoured group is the higher one."),
                "DPPL",
                        new MetricView(
                                "difference in positive proportions in predicted labels",
                                "Nearer to 0 is better.",
                                Optional.of(0.0),
                                "Above 0 the favoured group is predicted positive more often."),
                "psi", new MetricView("population stability index", "Lower is better.", Optional.of(0.0), ""),
                "ks_p",
                        new MetricView(
                                "p-value of the Kolmogorov-Smirnov test",
                                "Higher means less evidence of drift.",
                                Optional.empty(),
                                ""));
    }
}
