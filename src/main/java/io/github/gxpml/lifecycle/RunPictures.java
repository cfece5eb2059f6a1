// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.StatesFile;
import io.github.gxpml.evidence.report.CurveView;
import io.github.gxpml.evidence.report.DriftView;
import io.github.gxpml.evidence.report.GroupView;
import io.github.gxpml.evidence.report.Pictures;
import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.io.Json;
import io.github.gxpml.metric.EvaluationDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers what the report draws, from the states of the tables that were judged. */
final class RunPictures {
    private RunPictures() {}

    /** In the order in which tables were judged. */
    static Pictures of(Run run) throws IOException {
        Map<String, List<GateResult>> files = new LinkedHashMap<>();
        for (GateResult result : run.gates()) {
            Gate gate = result.gate();
            if (!gate.table().isEmpty() && gate.against().isEmpty()) {
                files.computeIfAbsent(StatesFile.of(gate), file -> new ArrayList<>())
                        .add(result);
            }
        }
        List<CurveView> curves = new ArrayList<>();
        List<GroupView> groups = new ArrayList<>();
        List<DriftView> drifts = new ArrayList<>();
        for (Map.Entry<String, List<GateResult>> file : files.entrySet()) {
            if (run.bag().has(file.getKey())) {
                String stage = file.getValue().get(0).gate().stage();
                List<Gate> gates =
                        file.getValue().stream().map(GateResult::gate).toList();
                var document = Json.read(run.bag().read(file.getKey()), EvaluationDocument.class);
                CurveView.of(stage, document).ifPresent(curves::add);
                GroupView.of(stage, document, gates).ifPresent(groups::add);
                DriftView.of(stage, document, file.getValue()).ifPresent(drifts::add);
            }
        }
        return new Pictures(curves, groups, drifts);
    }
}
