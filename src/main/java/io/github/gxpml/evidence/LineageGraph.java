// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.evidence.BundleDocument.StageRecord;
import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Verdict;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.lineage.Graph;
import io.github.gxpml.lineage.Graph.Kind;
import io.github.gxpml.lineage.Graph.Relation;
import io.github.gxpml.lineage.GraphBuilder;
import io.github.gxpml.lineage.LineageDocument;
import io.github.gxpml.lineage.TrainingGraph;
import io.github.gxpml.port.ModelRegistry.ModelVersion;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Draws the graph of a run from the documents of its bundle alone, so that whoever verifies the bundle can draw it
 * again: what the model was made of, what was measured on it, who approved it, what came of it.
 */
final class LineageGraph {
    private static final String RELEASE = "release";
    private static final String BASELINE = "baseline.json";

    private final BagFiles bag;
    private final BundleDocument bundle;
    private final GraphBuilder graph = new GraphBuilder();
    private final List<String> files;

    private LineageGraph(BagFiles bag, BundleDocument bundle) throws IOException {
        this.bag = bag;
        this.bundle = bundle;
        this.files = bag.names();
    }

    /**
     * Draws.
     *
     * @param bag the documents
     * @param bundle what the run is; its seal and its gaps do not matter
     * @param lineage what the run was made of; a graph in it does not matter
     * @param trainedOn name of the table that the model was trained on
     * @return the graph
     * @throws IOException if a document is malformed
     */
    static Graph of(BagFiles bag, BundleDocument bundle, LineageDocument lineage, String trainedOn) throws IOException {
        var part = new LineageGraph(bag, bundle);
        TrainingGraph.add(lineage, bundle.model(), trainedOn, part.graph);
        part.environment();
        part.stages();
        if (part.files.contains(MonitoredDocument.FILE)) {
            part.monitored(Approvals.document(
                    MonitoredDocument.FILE, bag.read(MonitoredDocument.FILE), MonitoredDocument.class));
        }
        part.evaluations();
        if (bundle.registered()) {
            part.release();
        }
        return part.graph.build(bundle.model(), bundle.run(), bundle.product());
    }

    private void environment() throws IOException {
        if (!files.contains(BagLayout.ENVIRONMENT)) {
            return;
        }
        byte[] bytes = bag.read(BagLayout.ENVIRONMENT);
        graph.node("environment", Kind.ENVIRONMENT, "machine and software", Optional.of(Sha256.of(bytes)));
        graph.edge(TrainingGraph.TRAIN, Relation.USED, "environment");
        String container = Approvals.document(BagLayout.ENVIRONMENT, bytes, JsonNode.class)
                .path("container")
                .asText("");
        if (!container.isBlank()) {
            int at = container.indexOf("sha256:");
            String digest = at < 0 ? "" : container.substring(at + "sha256:".length());
            graph.node(
                    "container",
                    Kind.CONTAINER,
                    container,
                    digest.matches("[0-9a-f]{64}") ? Optional.of(digest) : Optional.empty(),
                    "state",
                    "DECLARED");
            graph.edge(TrainingGraph.TRAIN, Relation.USED, "container");
        }
    }

    private void stages() {
        String software = graph.node("software", Kind.SOFTWARE, bundle.product(), Optional.empty());
        List<StageRecord> stages = bundle.stages();
        for (int i = 0; i < stages.size(); i++) {
            StageRecord stage = stages.get(i);
            String id = graph.node(
                    "stage/" + stage.name(),
                    Kind.STAGE,
                    stage.name(),
                    Optional.empty(),
                    "startedAt",
                    stage.startedAt().toString(),
                    "finishedAt",
                    stage.finishedAt().map(Object::toString).orElse(""),
                    "ended",
                    stage.finishedAt().isEmpty() ? "" : ended(i == stages.size() - 1));
            graph.edge(id, Relation.ASSOCIATED, software);
            if (!bundle.startedBy().isBlank()) {
                graph.edge(id, Relation.ASSOCIATED, TrainingGraph.person(bundle.startedBy(), graph));
            }
        }
    }

    private String ended(boolean last) {
        if (last && bundle.state() == State.ERROR) {
            return "FAIL";
        }
        return last && bundle.state() == State.INTERRUPTED ? "ABORT" : "COMPLETE";
    }

    private void monitored(MonitoredDocument monitored) {
        ModelVersion version = monitored.version();
        graph.edge("stage/monitor", Relation.USED, TrainingGraph.dataset(monitored.table(), graph));
        if (version.version() == bundle.run()) {
            graph.edge("stage/monitor", Relation.USED, TrainingGraph.MODEL);
            return;
        }
        String released = graph.node(
                RELEASE + "/" + version.version(),
                Kind.RELEASE,
                version.model() + " " + version.version(),
                Optional.of(version.sha256()),
                "bundle",
                version.bundle());
        graph.edge("stage/monitor", Relation.USED, released);
    }

    private void evaluations() throws IOException {
        if (!files.contains(BagLayout.VERDICTS)) {
            return;
        }
        byte[] bytes = bag.read(BagLayout.VERDICTS);
        List<GateResult> gates = Approvals.document(BagLayout.VERDICTS, bytes, VerdictsDocument.class)
                .gates();
        String verdicts = graph.node(
                "verdicts",
                Kind.VERDICTS,
                gates.size() + " gates",
                Optional.of(Sha256.of(bytes)),
                Verdict.PASS.name(),
                count(gates, Verdict.PASS),
                Verdict.FAIL.name(),
                count(gates, Verdict.FAIL),
                Verdict.UNDECIDED.name(),
                count(gates, Verdict.UNDECIDED));
        for (GateResult result : gates) {
            Gate gate = result.gate();
            String stage = "stage/" + gate.stage();
            graph.edge(verdicts, Relation.GENERATED, stage);
            if (!gate.table().isEmpty() && files.contains(StatesFile.of(gate))) {
                graph.edge(verdicts, Relation.DERIVED, evaluation(gate, stage));
            }
        }
    }

    private static String count(List<GateResult> gates, Verdict verdict) {
        return Long.toString(
                gates.stream().filter(result -> result.verdict() == verdict).count());
    }

    private String evaluation(Gate gate, String stage) throws IOException {
        String file = StatesFile.of(gate);
        String id = "evaluation/" + file.substring("metrics/".length(), file.length() - ".json".length());
        if (!graph.has(id)) {
            graph.node(id, Kind.EVALUATION, file, Optional.of(Sha256.of(bag.read(file))));
            graph.edge(id, Relation.GENERATED, stage);
            graph.edge(stage, Relation.USED, TrainingGraph.dataset(gate.table()));
            graph.edge(id, Relation.DERIVED, TrainingGraph.dataset(gate.table()));
            String predictions = "predictions/" + gate.table();
            if (gate.stage().equals("validate") && graph.has(predictions)) {
                graph.edge(stage, Relation.USED, predictions);
                graph.edge(id, Relation.DERIVED, predictions);
            }
        }
        return id;
    }

    private void release() throws IOException {
        String release = graph.node(
                RELEASE, Kind.RELEASE, bundle.model() + " " + bundle.run(), Optional.empty(), "state", decision());
        graph.edge(release, Relation.GENERATED, "stage/register");
        graph.edge(release, Relation.DERIVED, TrainingGraph.MODEL);
        graph.edge(release, Relation.DERIVED, "verdicts");
        for (String file : Approvals.numbered(bag)) {
            approval(file, release);
        }
        if (files.contains(BASELINE)) {
            graph.node("baseline", Kind.BASELINE, BASELINE, Optional.of(Sha256.of(bag.read(BASELINE))));
            graph.edge("baseline", Relation.GENERATED, "stage/register");
            graph.edge("baseline", Relation.DERIVED, TrainingGraph.MODEL);
            graph.edge(release, Relation.DERIVED, "baseline");
        }
    }

    /** A baseline is frozen when the version is released, and only then. */
    private String decision() {
        if (bundle.state() == State.REJECTED) {
            return "REJECTED";
        }
        return files.contains(BASELINE) ? "RELEASED" : "REGISTERED";
    }

    private void approval(String file, String release) throws IOException {
        Approval approval = new ApprovalReader(bag).read(file);
        Approval.Person person = approval.claim().person();
        Approval.Vote vote = approval.claim().vote();
        String name = file.substring(BagLayout.ATTESTATIONS.length()).replace(".dsse.json", "");
        String id = graph.node(
                "approval/" + name.substring(name.lastIndexOf('-') + 1),
                Kind.APPROVAL,
                person.role(),
                Optional.of(Sha256.of(bag.read(file))),
                "meaning",
                vote.meaning().name(),
                "at",
                vote.at().toString(),
                "key",
                approval.keyId(),
                "seal",
                Integer.toString(approval.claim().seal()));
        graph.edge(id, Relation.ATTRIBUTED, TrainingGraph.person(person.name() + " <" + person.email() + ">", graph));
        graph.edge(id, Relation.DERIVED, TrainingGraph.MODEL);
        graph.edge(release, Relation.DERIVED, id);
    }
}
