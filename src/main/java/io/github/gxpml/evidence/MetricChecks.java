// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.metric.Evaluation;
import io.github.gxpml.metric.EvaluationDocument;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Computes the recorded numbers again, from the counts and sums that the bundle keeps, without the data. */
final class MetricChecks {
    private MetricChecks() {}

    static void metrics(Inspection in, Findings findings) throws IOException {
        Map<String, List<GateResult>> byFile = new LinkedHashMap<>();
        int again = 0;
        for (GateResult result : in.verdicts().gates()) {
            if (PlatformChecks.recounted(in, result, findings) || ServingChecks.recounted(in, result, findings)) {
                again++;
                continue;
            }
            String file = StatesFile.of(result.gate());
            if (result.gate().table().isEmpty()) {
                continue; // a count of the run itself, not of a table
            }
            if (in.has(file)) {
                byFile.computeIfAbsent(file, unused -> new ArrayList<>()).add(result);
            } else {
                // a number that cannot be computed again must not be taken on trust; its absence may be
                findings.problemIf(
                        result.metric().value().isPresent(),
                        "data/" + file + " is missing, from which the number of gate "
                                + result.gate().id() + " was computed");
            }
        }
        for (Map.Entry<String, List<GateResult>> file : byFile.entrySet()) {
            compare(in.document(file.getKey(), EvaluationDocument.class), file.getValue(), findings);
            again += file.getValue().size();
        }
        int others = in.verdicts().gates().size() - again;
        findings.good(again + " numbers computed again from their counts with the same result; " + others
                + " are counts of the run itself");
    }

    private static void compare(EvaluationDocument states, List<GateResult> results, Findings findings) {
        List<Request> requests =
                results.stream().map(GateResult::gate).map(Gate::request).toList();
        List<MetricValue> values = Evaluation.recompute(states, requests);
        for (int i = 0; i < results.size(); i++) {
            Gate gate = results.get(i).gate();
            findings.problemIf(
                    !same(values.get(i), results.get(i).metric()),
                    "the number of gate " + gate.id() + " is recorded as "
                            + text(results.get(i).metric()) + ", computed again from its counts it is "
                            + text(values.get(i)));
        }
    }

    /** Nobody to compare with is a reason that the counts of a table do not tell; no number decides nothing. */
    private static boolean same(MetricValue again, MetricValue recorded) {
        return again.value().isEmpty() && recorded.value().isEmpty() || again.equals(recorded);
    }

    private static String text(MetricValue metric) {
        return metric.value().map(value -> Double.toString(value)).orElse("undefined (" + metric.reason() + ")");
    }
}
