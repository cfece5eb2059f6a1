// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.io.Json;
import io.github.gxpml.lineage.Graph;
import io.github.gxpml.lineage.Graph.Edge;
import io.github.gxpml.lineage.Graph.Node;
import io.github.gxpml.lineage.HyperparameterRecord;
import io.github.gxpml.lineage.HyperparameterRecord.Change;
import io.github.gxpml.lineage.LineageDocument;
import io.github.gxpml.lineage.SourceRecord;
import io.github.gxpml.lineage.SplitRecord;
import io.github.gxpml.lineage.StepRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The parts of the lineage as tables: sources, steps, split, hyperparameters, and the whole graph. */
final class Provenance {
    private Provenance() {}

    static void sources(Html html, LineageDocument lineage) {
        if (lineage.sources().isEmpty()) {
            return;
        }
        html.element("h3", "Where the files come from");
        Parts.openTable(
                html,
                "plain",
                "Declared sources of tables",
                List.of("Table", "Source", "Declared", "Compared", "Digest"));
        for (SourceRecord source : lineage.sources()) {
            html.open("tr").open("th", "scope", "row").data(source.table()).close("th");
            html.element("td", source.kind()).open("td");
            html.data(source.details().entrySet().stream()
                    .map(detail -> detail.getKey() + " " + detail.getValue())
                    .collect(Collectors.joining(", ")));
            html.close("td").open("td").element("strong", words(source.state()));
            html.text(" ").data(source.note()).close("td").open("td", "class", "path");
            html.element("code", source.digest().orElse("")).close("td").close("tr");
        }
        Parts.closeTable(html);
    }

    private static String words(SourceRecord.State state) {
        return switch (state) {
            case MATCHES -> "the same";
            case DIFFERS -> "another file";
            case UNREADABLE -> "cannot be read";
            case CONFIRMED -> "known to the service, content not compared";
            case DECLARED -> "not compared";
        };
    }

    static void steps(Html html, LineageDocument lineage) {
        if (lineage.steps().isEmpty()) {
            return;
        }
        html.element("h3", "Steps that made the files");
        html.element("p", "As declared, with the digests of the files as they were found. No step was run here.");
        Parts.openTable(html, "plain", "Declared steps", List.of("Step", "Script", "Read", "Wrote"));
        for (StepRecord step : lineage.steps()) {
            html.open("tr").open("th", "scope", "row").data(step.name()).open("small", "class", "about");
            html.data(String.join(" ", step.command()))
                    .close("small")
                    .close("th")
                    .open("td");
            step.script()
                    .ifPresentOrElse(
                            script -> {
                                html.data(script.path()).text(" ");
                                Parts.digest(html, script.sha256());
                            },
                            () -> html.text("none declared"));
            html.close("td").open("td");
            files(html, step.inputs());
            html.close("td").open("td");
            files(html, step.outputs());
            html.close("td").close("tr");
        }
        Parts.closeTable(html);
    }

    private static void files(Html html, List<StepRecord.Found> files) {
        html.open("ul", "class", "notes");
        for (StepRecord.Found file : files) {
            html.open("li").data(file.path()).text(" ");
            if (file.sha256().isPresent()) {
                Parts.digest(html, file.sha256().get());
            } else {
                html.element("small", "not here");
            }
            html.close("li");
        }
        html.close("ul");
    }

    static void split(Html html, LineageDocument lineage) {
        if (lineage.split().isEmpty()) {
            return;
        }
        SplitRecord split = lineage.split().get();
        html.element("h3", "Which rows are in which table").open("p");
        html.text("Rows are told apart by the column ").data(split.key());
        html.text(". Two tables with the same digest hold the same keys.").close("p");
        List<String> names =
                split.tables().stream().map(SplitRecord.Keys::table).toList();
        var heads = new ArrayList<>(List.of("Table", "Rows", "Keys, SHA-256"));
        names.stream().limit(Math.max(0, names.size() - 1L)).forEach(name -> heads.add("Shared with " + name));
        Parts.openTable(html, "plain", "Keys of each table, and rows that two tables share", heads);
        for (int i = 0; i < names.size(); i++) {
            SplitRecord.Keys keys = split.tables().get(i);
            html.open("tr").open("th", "scope", "row").data(keys.table()).close("th");
            html.element("td", Figures.count(keys.rows()), "class", "number").open("td");
            Parts.digest(html, keys.sha256());
            html.close("td");
            for (String other : names.subList(0, Math.max(0, names.size() - 1))) {
                html.element("td", shared(split, keys.table(), other), "class", "number");
            }
            html.close("tr");
        }
        Parts.closeTable(html);
    }

    private static String shared(SplitRecord split, String table, String other) {
        if (table.equals(other)) {
            return "\u2013";
        }
        return split.overlaps().stream()
                .filter(pair -> pair.table().equals(table) && pair.other().equals(other)
                        || pair.table().equals(other) && pair.other().equals(table))
                .map(pair -> Figures.count(pair.keys()))
                .findFirst()
                .orElse("not compared");
    }

    static void hyperparameters(Html html, Map<String, Object> values, Optional<HyperparameterRecord> record) {
        Optional<HyperparameterRecord.Before> before = record.flatMap(HyperparameterRecord::before);
        Map<String, Change> changes = new TreeMap<>();
        record.ifPresent(one -> one.changes().forEach(change -> changes.put(change.name(), change)));
        var heads = new ArrayList<>(List.of("Name", "Value"));
        record.ifPresent(one -> heads.add("From"));
        before.ifPresent(release -> heads.add("In version " + release.version()));
        record.ifPresent(one -> html.element("p", compared(one, changes.size())));
        Parts.openTable(html, "plain", "Hyperparameters, defaults included", heads);
        var names = new TreeSet<>(values.keySet());
        before.ifPresent(release -> names.addAll(release.values().keySet()));
        for (String name : names) {
            html.open("tr")
                    .open("th", "scope", "row")
                    .element("code", name)
                    .close("th")
                    .open("td");
            html.element("code", values.containsKey(name) ? text(values.get(name)) : "\u2013")
                    .close("td");
            record.ifPresent(one -> html.element("td", one.given().contains(name) ? "given" : "default"));
            before.ifPresent(release -> before(html, release, changes.containsKey(name), name));
            html.close("tr");
        }
        Parts.closeTable(html);
    }

    private static void before(Html html, HyperparameterRecord.Before release, boolean changed, String name) {
        html.open("td")
                .element(
                        "code",
                        release.values().containsKey(name)
                                ? text(release.values().get(name))
                                : "\u2013");
        if (changed) {
            html.text(" ").element("strong", "changed");
        }
        html.close("td");
    }

    private static String compared(HyperparameterRecord record, int changes) {
        if (record.before().isEmpty()) {
            return "Nothing to compare with: " + record.note() + ".";
        }
        return (changes == 0 ? "None differs" : changes + (changes == 1 ? " differs" : " differ")) + " from version "
                + record.before().get().version() + ", which was in use when this one was trained.";
    }

    private static String text(Object value) {
        return value instanceof String text ? text : Json.compact(value);
    }

    /** Says in words and rows what the picture shows, and all that it leaves out. */
    static void graph(Html html, Graph graph) {
        html.element("h3", "The whole graph");
        Parts.openTable(
                html,
                "plain",
                "Everything on record, and what it came from",
                List.of("What", "Kind", "SHA-256", "Came from"));
        for (Node node : graph.nodes()) {
            html.open("tr").open("th", "scope", "row").data(node.name()).open("small", "class", "about");
            html.data(node.id()).close("small").close("th");
            html.element("td", node.kind().name().toLowerCase(Locale.ROOT)).open("td");
            Parts.digest(html, node.sha256().orElse(""));
            html.close("td").open("td");
            List<String> from = graph.edges().stream()
                    .filter(edge -> edge.from().equals(node.id()))
                    .map(Provenance::words)
                    .toList();
            if (!from.isEmpty()) {
                Parts.list(html, "notes", from);
            }
            html.close("td").close("tr");
        }
        Parts.closeTable(html);
    }

    private static String words(Edge edge) {
        String verb = switch (edge.relation()) {
            case USED -> "used ";
            case GENERATED -> "made in ";
            case DERIVED -> "derived from ";
            case ASSOCIATED -> "carried out by ";
            case ATTRIBUTED -> "by ";
        };
        return verb + edge.to();
    }
}
