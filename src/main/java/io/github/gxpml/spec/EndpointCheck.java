// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

/** Gates on an endpoint need one, in stage monitor; an endpoint needs a name. */
final class EndpointCheck implements Check {
    private static final String PREFIX = "endpoint_";

    @Override
    public void check(Draft draft, Problems problems) {
        Part endpoint = draft.root().at("monitor", "endpoint");
        Part scoring = draft.root().at("train", "sagemaker", "endpoint");
        if (endpoint.isPresent() && !endpoint.at("name").isPresent() && !scoring.isPresent()) {
            problems.add(
                    draft.root().at("monitor").key("endpoint"),
                    "`endpoint` has no name, and `train.sagemaker.endpoint` names none either",
                    "add `name`");
        }
        for (Draft.StageGates stage : draft.gates()) {
            for (Part gate : stage.gates()) {
                if (gate.at("metric").text("").startsWith(PREFIX)) {
                    judge(stage.stage(), gate, endpoint, problems);
                }
            }
        }
    }

    private static void judge(String stage, Part gate, Part endpoint, Problems problems) {
        if (!stage.equals("monitor")) {
            problems.add(
                    gate.at("metric").place(),
                    "an endpoint serves a version in use, so it is judged in stage monitor",
                    "move the gate to `monitor.qualityGates`");
        } else if (!endpoint.isPresent()) {
            problems.add(
                    gate.at("metric").place(),
                    "the gate is about an endpoint, and there is no `monitor.endpoint`",
                    "add it with the name of the endpoint");
        }
        if (gate.at("against").isPresent()) {
            problems.add(
                    gate.key("against"),
                    "nobody keeps what an endpoint did before, so it cannot be compared",
                    "remove `against`");
        }
    }
}
