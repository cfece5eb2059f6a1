// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import io.github.gxpml.io.Json;
import io.github.gxpml.lineage.Graph.Kind;
import io.github.gxpml.lineage.Graph.Node;
import io.github.gxpml.lineage.Graph.Relation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Writes a graph as OpenLineage events, one a line (<a href="https://openlineage.io/spec/2-0-2/OpenLineage.json">spec
 * 2-0-2</a>): START and COMPLETE, FAIL or ABORT for each stage, and a job event without a run for each declared step,
 * which nobody here has run. Equal graphs give equal bytes.
 */
public final class OpenLineageFile {
    private static final String SCHEMA = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/";

    private final Graph graph;
    private final OpenLineageFacets facets;
    private final List<String> lines = new ArrayList<>();

    private OpenLineageFile(Graph graph) {
        this.graph = graph;
        this.facets = new OpenLineageFacets(graph);
    }

    /**
     * Writes a graph.
     *
     * @param graph the graph
     * @return JSON lines, UTF-8, in order of time
     */
    public static byte[] of(Graph graph) {
        var file = new OpenLineageFile(graph);
        List<Node> stages = graph.of(Kind.STAGE).stream()
                .filter(stage -> stage.fact("startedAt").isPresent())
                .sorted(Comparator.comparing(
                        stage -> Instant.parse(stage.fact("startedAt").orElseThrow())))
                .toList();
        if (!stages.isEmpty()) {
            graph.of(Kind.STEP).forEach(step -> file.step(step, stages.get(0)));
        }
        stages.forEach(file::stage);
        return file.lines.stream()
                .map(line -> line + "\n")
                .reduce("", String::concat)
                .getBytes(StandardCharsets.UTF_8);
    }

    private void step(Node step, Node recorded) {
        Map<String, Object> event = event("JobEvent", recorded.fact("startedAt").orElseThrow());
        event.put("job", job(step));
        event.put("inputs", inputs(step));
        event.put("outputs", outputs(step));
        lines.add(Json.compact(event));
    }

    private void stage(Node stage) {
        Map<String, Object> start = event("RunEvent", stage.fact("startedAt").orElseThrow());
        start.put("eventType", "START");
        start.put("job", job(stage));
        start.put("run", run(stage));
        start.put("inputs", inputs(stage));
        start.put("outputs", List.of());
        lines.add(Json.compact(start));
        stage.fact("finishedAt").ifPresent(at -> {
            Map<String, Object> end = event("RunEvent", at);
            end.put("eventType", stage.fact("ended").orElse("COMPLETE"));
            end.put("job", job(stage));
            end.put("run", run(stage));
            end.put("inputs", inputs(stage));
            end.put("outputs", outputs(stage));
            lines.add(Json.compact(end));
        });
    }

    private Map<String, Object> event(String type, String at) {
        Map<String, Object> event = new TreeMap<>();
        event.put("eventTime", at);
        event.put("producer", facets.producer());
        event.put("schemaURL", SCHEMA + type);
        return event;
    }

    private Map<String, Object> job(Node activity) {
        return Map.of("namespace", namespace(), "name", activity.id(), "facets", facets.job(activity));
    }

    /** The id of a stage's run is made of what names it, so that a later seal of the same run speaks of the same. */
    private Map<String, Object> run(Node stage) {
        return Map.of(
                "runId",
                id(stage.id() + "/" + stage.fact("startedAt").orElseThrow()),
                "facets",
                facets.run(stage, parent()));
    }

    private Map<String, Object> parent() {
        return Map.of("run", Map.of("runId", id("")), "job", Map.of("namespace", namespace(), "name", graph.model()));
    }

    private String id(String of) {
        String name = graph.model() + "/" + graph.run() + "/" + of;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private String namespace() {
        return "gxp://" + graph.model();
    }

    private List<Map<String, Object>> inputs(Node activity) {
        return graph.from(activity.id(), Relation.USED)
                .map(node -> dataset(node, "inputFacets", facets.read(node)))
                .toList();
    }

    private List<Map<String, Object>> outputs(Node activity) {
        return graph.to(activity.id(), Relation.GENERATED)
                .map(node -> dataset(node, "outputFacets", facets.written(node)))
                .toList();
    }

    private Map<String, Object> dataset(Node node, String kind, Map<String, Object> counted) {
        Map<String, Object> dataset = new TreeMap<>();
        Optional<String> path = node.kind() == Kind.FILE || node.kind() == Kind.SCRIPT
                ? Optional.of(node.name())
                : node.kind() == Kind.DATASET ? node.fact("path") : Optional.empty();
        dataset.put("namespace", path.isPresent() ? "file" : namespace());
        dataset.put("name", path.orElse(node.id()));
        dataset.put("facets", facets.dataset(node));
        if (!counted.isEmpty()) {
            dataset.put(kind, counted);
        }
        return dataset;
    }
}
