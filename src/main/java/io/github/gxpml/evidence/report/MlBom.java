// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.gate.GateResult;
import io.github.gxpml.io.Json;
import io.github.gxpml.lineage.LineageDocument.TableRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The bill of materials of the model, as CycloneDX 1.6 (ECMA-424): the model with its card, the tables by digest, and
 * the software of the environment that it was trained in.
 */
public final class MlBom {
    private static final String MODEL = "model";
    private static final Pattern SHA256 = Pattern.compile("[a-f0-9]{64}");

    private final ReportData data;

    private MlBom(ReportData data) {
        this.data = data;
    }

    /**
     * Writes the bill of materials.
     *
     * @param data what the report shows
     * @return JSON, UTF-8
     */
    public static byte[] write(ReportData data) {
        return Json.pretty(new MlBom(data).bom());
    }

    private Map<String, Object> bom() {
        List<Map<String, Object>> components = new ArrayList<>();
        data.lineage().tables().forEach(table -> components.add(table(table)));
        components.add(software("platform", data.environment().os(), ""));
        components.add(software("platform", data.environment().java(), ""));
        if (!data.environment().container().isEmpty()) {
            components.add(software("container", data.environment().container(), ""));
        }
        data.environment().libraries().forEach((name, version) -> components.add(software("library", name, version)));
        Map<String, Object> bom = new LinkedHashMap<>();
        bom.put("bomFormat", "CycloneDX");
        bom.put("specVersion", "1.6");
        bom.put("serialNumber", "urn:uuid:" + serial());
        bom.put("version", 1);
        bom.put("metadata", metadata());
        List<Map<String, Object>> distinct = components.stream().distinct().toList();
        bom.put("components", distinct);
        bom.put(
                "dependencies",
                List.of(Map.of(
                        "ref",
                        MODEL,
                        "dependsOn",
                        distinct.stream()
                                .map(component -> component.get("bom-ref"))
                                .distinct()
                                .toList())));
        return bom;
    }

    /** Equal runs have equal numbers, runs that differ in anything that was started with do not. */
    private UUID serial() {
        String identity = data.bundle().identifier() + " " + data.bundle().startedAt() + " "
                + data.lineage().spec();
        return UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, Object> metadata() {
        Map<String, Object> tool = software("application", data.bundle().product(), "");
        tool.remove("bom-ref");
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("timestamp", data.bundle().startedAt().toString());
        metadata.put("tools", Map.of("components", List.of(tool)));
        metadata.put("component", model());
        return metadata;
    }

    private Map<String, Object> model() {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("type", "machine-learning-model");
        model.put("bom-ref", MODEL);
        model.put("name", data.bundle().model());
        model.put("version", Integer.toString(data.bundle().run()));
        Optional<Map<String, Object>> parameters = data.lineage().trainings().stream()
                .findFirst()
                .map(training -> {
                    hash(model, training.model().sha256());
                    return Map.of(
                            "modelArchitecture",
                            training.algorithm(),
                            "datasets",
                            data.lineage().tables().stream()
                                    .filter(table -> table.name().equals(data.trainedOn()))
                                    .map(table -> Map.of("ref", reference(table)))
                                    .distinct()
                                    .toList());
                });
        Map<String, Object> card = new LinkedHashMap<>();
        parameters.ifPresent(found -> card.put("modelParameters", found));
        card.put(
                "quantitativeAnalysis",
                Map.of(
                        "performanceMetrics",
                        data.verdicts().gates().stream()
                                .flatMap(result -> metric(result).stream())
                                .toList()));
        card.put(
                "considerations",
                Map.of(
                        "useCases",
                        List.of(data.bundle().intendedUse()),
                        "technicalLimitations",
                        data.bundle().notChecked()));
        model.put("modelCard", card);
        return model;
    }

    private static Optional<Map<String, Object>> metric(GateResult result) {
        return result.metric().value().map(value -> {
            Map<String, Object> metric = new LinkedHashMap<>();
            metric.put("type", result.gate().metric());
            metric.put("value", Figures.plain(value));
            metric.put("slice", LimitText.about(result.gate()));
            result.metric()
                    .interval()
                    .ifPresent(interval -> metric.put(
                            "confidenceInterval",
                            Map.of(
                                    "lowerBound",
                                    Figures.plain(interval.lower()),
                                    "upperBound",
                                    Figures.plain(interval.upper()))));
            return metric;
        });
    }

    private static Map<String, Object> table(TableRecord table) {
        Map<String, Object> component = new LinkedHashMap<>();
        component.put("type", "data");
        component.put("bom-ref", reference(table));
        component.put("name", table.path());
        hash(component, table.sha256());
        component.put("data", List.of(Map.of("type", "dataset", "name", table.name())));
        return component;
    }

    private static String reference(TableRecord table) {
        return "table " + table.name() + " at " + table.path();
    }

    private static Map<String, Object> software(String type, String name, String version) {
        Map<String, Object> component = new LinkedHashMap<>();
        component.put("type", type);
        component.put("bom-ref", type + " " + name);
        component.put("name", name);
        if (!version.isEmpty()) {
            component.put("version", version);
        }
        return component;
    }

    /** What is no digest is left out: the schema refuses the whole bill for it. */
    private static void hash(Map<String, Object> component, String digest) {
        if (SHA256.matcher(digest).matches()) {
            component.put("hashes", List.of(Map.of("alg", "SHA-256", "content", digest)));
        }
    }
}
