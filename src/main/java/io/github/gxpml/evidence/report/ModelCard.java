// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.gate.GateResult;
import io.github.gxpml.io.Json;
import io.github.gxpml.lineage.LineageDocument.TableRecord;
import io.github.gxpml.lineage.LineageDocument.Training;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The model card as JSON, with the fields of Amazon SageMaker Model Cards (schema version 1.0), so that it can be given
 * to {@code CreateModelCard} as it is, up to the 100,000 characters that call takes. Texts and lists are cut to what
 * the schema allows.
 */
public final class ModelCard {
    private static final int TITLE = 63;
    private static final int SHORT = 255;
    private static final int LONG = 1024;
    private static final int DATASETS = 10;
    private static final int TRAINING_METRICS = 50;
    private static final int HYPERPARAMETERS = 100;

    private final ReportData data;
    private final Optional<Training> training;

    private ModelCard(ReportData data) {
        this.data = data;
        this.training = data.lineage().trainings().stream().findFirst();
    }

    /**
     * Writes the card.
     *
     * @param data what the report shows
     * @return JSON, UTF-8
     */
    public static byte[] write(ReportData data) {
        return Json.pretty(new ModelCard(data).card());
    }

    private Map<String, Object> card() {
        Map<String, Object> card = new LinkedHashMap<>();
        card.put("model_overview", overview());
        card.put("intended_uses", uses());
        card.put("training_details", training());
        card.put("evaluation_details", evaluations());
        card.put("additional_information", more());
        return card;
    }

    private Map<String, Object> overview() {
        Map<String, Object> overview = new LinkedHashMap<>();
        overview.put("model_name", cut(data.bundle().model(), SHORT));
        overview.put("model_version", data.bundle().run());
        training.ifPresent(trained -> {
            overview.put("algorithm_type", cut(trained.algorithm(), LONG));
            overview.put("model_artifact", List.of("sha256:" + trained.model().sha256()));
        });
        String container = data.environment().container();
        if (!container.isEmpty()) {
            overview.put("inference_environment", Map.of("container_image", List.of(cut(container, LONG))));
        }
        return overview;
    }

    private Map<String, Object> uses() {
        Map<String, Object> uses = new LinkedHashMap<>();
        uses.put("intended_uses", cut(data.bundle().intendedUse(), 2 * LONG));
        uses.put(
                "risk_rating",
                switch (data.bundle().riskClass()) {
                    case HIGH -> "High";
                    case MODERATE -> "Medium";
                    case LOW -> "Low";
                    case RESEARCH -> "Unknown";
                });
        uses.put(
                "explanations_for_risk_rating",
                "Risk class " + data.bundle().riskClass().name().toLowerCase(Locale.ROOT)
                        + ", as the spec of the run declares it.");
        return uses;
    }

    private Map<String, Object> training() {
        Map<String, Object> job = new LinkedHashMap<>();
        job.put(
                "training_datasets",
                data.lineage().tables().stream()
                        .filter(table -> table.name().equals(data.trainedOn()))
                        .limit(DATASETS)
                        .map(ModelCard::dataset)
                        .toList());
        training.ifPresent(trained -> {
            job.put(
                    "user_provided_training_metrics",
                    trained.metrics().entrySet().stream()
                            .filter(metric -> Double.isFinite(metric.getValue()))
                            .limit(TRAINING_METRICS)
                            .map(metric -> Map.of("name", filled(metric.getKey(), SHORT), "value", metric.getValue()))
                            .toList());
            job.put(
                    "user_provided_hyper_parameters",
                    trained.hyperparameters().entrySet().stream()
                            .limit(HYPERPARAMETERS)
                            .map(entry -> Map.of(
                                    "name",
                                    filled(entry.getKey(), SHORT),
                                    "value",
                                    filled(String.valueOf(entry.getValue()), SHORT)))
                            .toList());
        });
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("training_job_details", job);
        details.put(
                "training_observations",
                cut(
                        data.bundle().stages().stream()
                                .filter(stage -> stage.name().equals("train"))
                                .map(stage -> stage.outcome())
                                .collect(Collectors.joining(" ")),
                        LONG));
        return details;
    }

    /** One evaluation for each table that gates were judged on; those of the run itself are one of their own. */
    private List<Map<String, Object>> evaluations() {
        Map<String, List<GateResult>> byTable = new LinkedHashMap<>();
        for (GateResult result : data.verdicts().gates()) {
            byTable.computeIfAbsent(result.gate().table(), table -> new ArrayList<>())
                    .add(result);
        }
        List<Map<String, Object>> evaluations = new ArrayList<>();
        byTable.forEach((table, results) -> {
            Map<String, Object> evaluation = new LinkedHashMap<>();
            evaluation.put("name", cut(table.isEmpty() ? "the run itself" : table, TITLE));
            evaluation.put(
                    "datasets",
                    data.lineage().tables().stream()
                            .filter(record -> record.name().equals(table))
                            .limit(DATASETS)
                            .map(ModelCard::dataset)
                            .toList());
            evaluation.put(
                    "metric_groups",
                    List.of(Map.of(
                            "name",
                            "gates",
                            "metric_data",
                            results.stream().map(ModelCard::metric).toList())));
            evaluations.add(evaluation);
        });
        return evaluations;
    }

    private static Map<String, Object> metric(GateResult result) {
        String notes = result.verdict() + ": " + result.reason() + "; limit " + LimitText.limit(result.gate())
                + LimitText.interval(result)
                        .map(interval -> "; interval " + interval)
                        .orElse("")
                + "; n " + result.metric().n();
        String id = result.gate().id();
        return result.metric()
                .value()
                .filter(Double::isFinite)
                .map(value -> number(id, value, notes))
                .orElseGet(() -> Map.of(
                        "name",
                        cut(id, SHORT),
                        "type",
                        "string",
                        "value",
                        result.metric()
                                .value()
                                .map(Figures::plain)
                                .orElse(cut("no number: " + result.metric().reason(), LONG)),
                        "notes",
                        cut(notes, LONG)));
    }

    private static Map<String, Object> number(String name, double value, String notes) {
        Map<String, Object> metric = new LinkedHashMap<>();
        metric.put("name", cut(name, SHORT));
        metric.put("type", "number");
        metric.put("value", value);
        metric.put("notes", cut(notes, LONG));
        return metric;
    }

    private static String dataset(TableRecord table) {
        return cut(table.path() + " sha256:" + table.sha256(), LONG);
    }

    private Map<String, Object> more() {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put(
                "caveats_and_recommendations",
                cut(String.join(" ", data.bundle().notChecked()), 2 * LONG));
        Map<String, String> custom = new LinkedHashMap<>();
        custom.put("bundle", data.bundle().identifier());
        custom.put("state", data.bundle().state().name());
        custom.put("product", cut(data.bundle().product(), LONG));
        data.lineage().code().flatMap(code -> code.commit()).ifPresent(commit -> custom.put("commit", commit));
        data.lineage().source().ifPresent(source -> custom.put("data_citation", cut(source.citation(), LONG)));
        more.put("custom_details", custom);
        return more;
    }

    /** The schema allows no empty text here. */
    private static String filled(String text, int length) {
        return text.isBlank() ? "-" : cut(text, length);
    }

    /** Cuts without breaking a character in two. */
    static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 2)) ? length - 2 : length - 1;
        return text.substring(0, end) + "\u2026";
    }
}
