// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.lineage.LineageDocument;
import io.github.gxpml.lineage.LineageDocument.FileRecord;
import io.github.gxpml.lineage.LineageDocument.Training;
import io.github.gxpml.metric.Numbers;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The evidence of a run as facts by name, for comparing it with another run's.
 *
 * @param identifier model and run
 * @param sections facts of each part, in the order in which they are told
 */
record BundleFacts(String identifier, Map<String, Map<String, String>> sections) {
    static BundleFacts of(Inspection in) throws IOException {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        for (String name : new String[] {"data", "code", "hyperparameters", "environment", "model"}) {
            sections.put(name, new TreeMap<>());
        }
        if (in.has("spec/gxp.yaml")) {
            sections.get("code").put("gxp.yaml", Sha256.of(in.read("spec/gxp.yaml")));
        }
        if (in.has(BagLayout.LINEAGE)) {
            lineage(in.document(BagLayout.LINEAGE, LineageDocument.class), sections);
        }
        if (in.has(BagLayout.ENVIRONMENT)) {
            flatten("", in.document(BagLayout.ENVIRONMENT, JsonNode.class), sections.get("environment"));
        }
        gates(in, sections);
        Map<String, String> requirements = new TreeMap<>();
        if (in.has(TraceFiles.REQUIREMENTS)) {
            in.document(TraceFiles.REQUIREMENTS, RequirementsDocument.class)
                    .requirements()
                    .forEach(requirement -> requirements.put(
                            requirement.id(), requirement.state() + " (" + requirement.reason() + ")"));
        }
        sections.put("requirements", requirements);
        return new BundleFacts(in.bundle().identifier(), sections);
    }

    private static void lineage(LineageDocument lineage, Map<String, Map<String, String>> sections) {
        Map<String, String> data = sections.get("data");
        lineage.tables().forEach(table -> {
            data.put(table.name() + " sha256", table.sha256());
            data.put(table.name() + " rows", Long.toString(table.rows()));
            data.put(table.name() + " columns", String.join(", ", table.columns()));
        });
        lineage.split()
                .ifPresent(split -> split.tables().forEach(keys -> data.put(keys.table() + " keys", keys.sha256())));
        lineage.sources()
                .forEach(source ->
                        data.put(source.table() + " source", source.kind() + " " + Json.compact(source.details())));
        data.put("features", String.join(", ", lineage.features()));
        Map<String, String> code = sections.get("code");
        lineage.code().ifPresent(state -> {
            code.put("commit", state.commit().orElse("none"));
            code.put("branch", state.branch());
            code.put("working tree", state.clean() ? "clean" : "changed: " + String.join(", ", state.changes()));
        });
        lineage.scripts().forEach(script -> file(script, code));
        lineage.steps().forEach(step -> step.script().ifPresent(script -> file(script, code)));
        lineage.trainings().stream().findFirst().ifPresent(training -> training(training, sections));
    }

    private static void file(FileRecord file, Map<String, String> facts) {
        facts.put(file.path(), file.sha256());
    }

    private static void training(Training training, Map<String, Map<String, String>> sections) {
        training.hyperparameters()
                .forEach((name, value) -> sections.get("hyperparameters").put(name, Json.compact(value)));
        Map<String, String> model = sections.get("model");
        model.put("algorithm", training.algorithm());
        model.put("seed", Long.toString(training.seed()));
        model.put("sha256", training.model().sha256());
    }

    private static void flatten(String path, JsonNode node, Map<String, String> facts) {
        if (node.isObject()) {
            node.fields()
                    .forEachRemaining(field -> flatten(
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), facts));
        } else {
            facts.put(path, node.isTextual() ? node.textValue() : node.toString());
        }
    }

    private static void gates(Inspection in, Map<String, Map<String, String>> sections) throws IOException {
        Map<String, String> limits = new TreeMap<>();
        Map<String, String> numbers = new TreeMap<>();
        for (GateResult result : in.verdicts().gates()) {
            String id = result.gate().id();
            for (int other = 2; limits.containsKey(id); other++) {
                id = result.gate().id() + " (" + other + ")";
            }
            limits.put(id, limit(result.gate()));
            numbers.put(id, number(result));
        }
        sections.put("limits", limits);
        sections.put("numbers", numbers);
    }

    private static String limit(Gate gate) {
        return gate.min().map(min -> ">= " + Numbers.limit(min) + " ").orElse("")
                + gate.max().map(max -> "<= " + Numbers.limit(max) + " ").orElse("")
                + "on " + gate.on().name().toLowerCase(Locale.ROOT).replace('_', '-') + ", "
                + gate.criticality();
    }

    private static String number(GateResult result) {
        String value = result.metric().value().map(Numbers::text).orElse("no number");
        String interval = result.metric()
                .interval()
                .map(bounds -> " [" + Numbers.text(bounds.lower()) + ", " + Numbers.text(bounds.upper()) + "]")
                .orElse("");
        return value + interval + " " + result.verdict();
    }
}
