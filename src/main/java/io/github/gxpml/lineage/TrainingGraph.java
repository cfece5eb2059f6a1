// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.lineage.Graph.Kind;
import io.github.gxpml.lineage.Graph.Relation;
import io.github.gxpml.lineage.LineageDocument.Code;
import io.github.gxpml.lineage.LineageDocument.FileRecord;
import io.github.gxpml.lineage.LineageDocument.TableRecord;
import io.github.gxpml.lineage.LineageDocument.Training;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Draws what a run was made of: sources, steps, tables, code and settings, up to the model. */
public final class TrainingGraph {
    /** Id of the activity that trained. */
    public static final String TRAIN = "stage/train";

    /** Id of the model. */
    public static final String MODEL = "model";

    private final LineageDocument lineage;
    private final GraphBuilder graph;
    private final Map<String, String> tableOfPath = new HashMap<>();

    private TrainingGraph(LineageDocument lineage, GraphBuilder graph) {
        this.lineage = lineage;
        this.graph = graph;
    }

    /**
     * Adds what a lineage document says.
     *
     * @param lineage the document
     * @param model name of the model
     * @param trainedOn name of the table that it was trained on
     * @param graph to add to
     */
    public static void add(LineageDocument lineage, String model, String trainedOn, GraphBuilder graph) {
        var part = new TrainingGraph(lineage, graph);
        part.tables();
        part.sources();
        part.steps();
        part.split();
        part.settings();
        if (!lineage.trainings().isEmpty()) {
            part.model(model);
            graph.edge(MODEL, Relation.DERIVED, dataset(trainedOn));
        }
    }

    /**
     * Returns the id of a table.
     *
     * @param table its name
     * @return the id
     */
    public static String dataset(String table) {
        return "dataset/" + table;
    }

    private void tables() {
        for (TableRecord table : lineage.tables()) {
            dataset(table, graph);
            tableOfPath.put(normal(table.path()), table.name());
        }
    }

    /**
     * Adds a table.
     *
     * @param table the table
     * @param graph to add to
     * @return its id
     */
    public static String dataset(TableRecord table, GraphBuilder graph) {
        return graph.node(
                dataset(table.name()),
                Kind.DATASET,
                table.name(),
                Optional.of(table.sha256()),
                "path",
                table.path(),
                "rows",
                Long.toString(table.rows()),
                "bytes",
                Long.toString(table.bytes()),
                "columns",
                Json.compact(table.columns()),
                "positives",
                table.positives().map(count -> Long.toString(count)).orElse(""));
    }

    private void sources() {
        for (SourceRecord source : lineage.sources()) {
            String id = graph.node(
                    "source/" + source.table(),
                    Kind.SOURCE,
                    source.kind(),
                    Optional.empty(),
                    "state",
                    source.state().name(),
                    "digest",
                    source.digest().orElse(""),
                    "note",
                    source.note(),
                    "details",
                    source.details().isEmpty() ? "" : Json.compact(source.details()));
            graph.edge(dataset(source.table()), Relation.DERIVED, id);
        }
        lineage.source().filter(source -> !source.title().isBlank()).ifPresent(source -> {
            String id = graph.node(
                    "source",
                    Kind.SOURCE,
                    source.title(),
                    Optional.empty(),
                    "state",
                    SourceRecord.State.DECLARED.name(),
                    "citation",
                    source.citation(),
                    "licence",
                    source.licence(),
                    "owner",
                    source.owner());
            lineage.tables().forEach(table -> graph.edge(dataset(table.name()), Relation.DERIVED, id));
        });
    }

    private void steps() {
        for (StepRecord step : lineage.steps()) {
            String id = graph.node(
                    "step/" + step.name(),
                    Kind.STEP,
                    step.name(),
                    Optional.empty(),
                    "command",
                    String.join(" ", step.command()),
                    "state",
                    "DECLARED");
            step.script().ifPresent(script -> graph.edge(id, Relation.USED, script(script)));
            step.inputs().forEach(input -> graph.edge(id, Relation.USED, file(input)));
            step.outputs().forEach(output -> graph.edge(file(output), Relation.GENERATED, id));
        }
    }

    private String file(StepRecord.Found found) {
        String table = tableOfPath.get(normal(found.path()));
        return table == null
                ? graph.node(
                        "file/" + found.path(),
                        Kind.FILE,
                        found.path(),
                        found.sha256(),
                        "state",
                        found.sha256().isEmpty() ? "NOT_HERE" : "")
                : dataset(table);
    }

    /** The same for two spellings of one path; told by the text alone, which need not be a path on this machine. */
    private static String normal(String path) {
        var parts = new ArrayDeque<String>();
        for (String part : path.split("/+")) {
            if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) {
                parts.removeLast();
            } else if (!part.equals(".")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }

    private String script(FileRecord script) {
        return graph.node(
                "script/" + script.path(),
                Kind.SCRIPT,
                script.path(),
                Optional.of(script.sha256()),
                "bytes",
                Long.toString(script.bytes()));
    }

    private void split() {
        lineage.split().ifPresent(split -> {
            String id = graph.node(
                    "split",
                    Kind.SPLIT,
                    "rows by key " + split.key(),
                    Optional.of(Sha256.of(Json.compact(split))),
                    "sharedRows",
                    Long.toString(split.overlaps().stream()
                            .mapToLong(SplitRecord.Pair::keys)
                            .sum()));
            split.tables().forEach(table -> {
                graph.node(
                        dataset(table.table()), Kind.DATASET, table.table(), Optional.empty(), "keys", table.sha256());
                graph.edge(id, Relation.DERIVED, dataset(table.table()));
            });
        });
    }

    private void settings() {
        String spec = graph.node("spec", Kind.SPEC, "gxp.yaml", Optional.of(lineage.spec()));
        lineage.code().ifPresent(this::code);
        lineage.changePlan().ifPresent(plan -> graph.node("plan", Kind.PLAN, plan.path(), Optional.of(plan.sha256())));
        if (!lineage.features().isEmpty()) {
            graph.node(
                    "features",
                    Kind.FEATURES,
                    lineage.features().size() + " features",
                    Optional.of(Sha256.of(Json.compact(lineage.features()))),
                    "names",
                    Json.compact(lineage.features()));
            graph.edge("features", Relation.DERIVED, spec);
        }
    }

    private void code(Code code) {
        graph.node(
                "code",
                Kind.CODE,
                code.commit().orElse("no commit"),
                Optional.empty(),
                "branch",
                code.branch(),
                "origin",
                code.origin(),
                "tags",
                String.join(", ", code.tags()),
                "tree",
                code.clean() ? "clean" : "changed",
                "signature",
                code.signed() ? code.signature() + ", not checked" : "none");
        if (!code.author().isEmpty()) {
            graph.edge("code", Relation.ATTRIBUTED, person(code.author(), graph));
        }
    }

    /**
     * Adds a person.
     *
     * @param person name and address, as {@code Ann Author <ann@example.org>}
     * @param graph to add to
     * @return the id
     */
    public static String person(String person, GraphBuilder graph) {
        return graph.node("person/" + person, Kind.PERSON, person, Optional.empty());
    }

    private void model(String model) {
        Training kept = lineage.trainings().get(0);
        List<String> digests = lineage.trainings().stream()
                .map(training -> training.model().sha256())
                .toList();
        graph.node(
                TRAIN,
                Kind.STAGE,
                "train",
                Optional.empty(),
                "trainer",
                kept.trainer(),
                "algorithm",
                kept.algorithm(),
                "seed",
                Long.toString(kept.seed()),
                "trainings",
                Integer.toString(digests.size()),
                "identicalArtifacts",
                digests.size() < 2
                        ? ""
                        : Boolean.toString(digests.stream().distinct().count() == 1));
        hyperparameters(kept);
        for (String used : List.of("spec", "code", "plan", "features", "split", "hyperparameters")) {
            graph.edge(TRAIN, Relation.USED, used);
        }
        lineage.tables().forEach(table -> graph.edge(TRAIN, Relation.USED, dataset(table.name())));
        lineage.scripts().forEach(script -> graph.edge(TRAIN, Relation.USED, script(script)));
        graph.node(
                MODEL,
                Kind.MODEL,
                model,
                Optional.of(kept.model().sha256()),
                "file",
                kept.model().path(),
                "bytes",
                Long.toString(kept.model().bytes()));
        graph.edge(MODEL, Relation.GENERATED, TRAIN);
        kept.jobs().forEach(this::job);
        kept.predictions().forEach((table, digest) -> {
            String id = graph.node(
                    "predictions/" + table, Kind.PREDICTIONS, "predictions of " + table, Optional.of(digest));
            graph.edge(id, Relation.GENERATED, TRAIN);
            graph.edge(id, Relation.DERIVED, MODEL);
            graph.edge(id, Relation.DERIVED, dataset(table));
        });
    }

    private void job(JobRecord job) {
        var facts = new ArrayList<String>(List.of("kind", job.kind(), "arn", job.arn()));
        job.facts().forEach((name, value) -> facts.addAll(List.of(name, value)));
        String id = graph.node(
                "job/" + job.kind() + "/" + job.name(),
                Kind.JOB,
                job.name(),
                Optional.empty(),
                facts.toArray(String[]::new));
        lineage.tables().forEach(table -> graph.edge(id, Relation.USED, dataset(table.name())));
        if (job.kind().equals("training")) {
            graph.edge(MODEL, Relation.GENERATED, id);
        }
        String image = job.facts().getOrDefault("image", "");
        if (!image.isEmpty()) {
            int at = image.indexOf("@sha256:");
            String container = graph.node(
                    "container/" + image,
                    Kind.CONTAINER,
                    image,
                    at < 0 ? Optional.empty() : Optional.of(image.substring(at + "@sha256:".length())));
            graph.edge(id, Relation.USED, container);
        }
    }

    private void hyperparameters(Training kept) {
        Optional<HyperparameterRecord> record = lineage.hyperparameters();
        graph.node(
                "hyperparameters",
                Kind.HYPERPARAMETERS,
                kept.hyperparameters().size() + " hyperparameters",
                Optional.of(Sha256.of(Json.compact(kept.hyperparameters()))),
                "values",
                Json.compact(kept.hyperparameters()),
                "given",
                record.map(values -> Json.compact(values.given())).orElse(""),
                "comparedWithVersion",
                record.flatMap(HyperparameterRecord::before)
                        .map(before -> Integer.toString(before.version()))
                        .orElse(""),
                "changed",
                record.map(values -> values.changes().stream()
                                .map(HyperparameterRecord.Change::name)
                                .collect(Collectors.joining(", ")))
                        .orElse(""));
        graph.edge("hyperparameters", Relation.DERIVED, "spec");
    }
}
