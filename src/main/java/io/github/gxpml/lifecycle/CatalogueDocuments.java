// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.data.DataException;
import io.github.gxpml.evidence.StatesFile;
import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Gates;
import io.github.gxpml.interop.AnalysisFile;
import io.github.gxpml.interop.BiasAnalysis;
import io.github.gxpml.interop.ConstraintsFile;
import io.github.gxpml.interop.ModelQuality;
import io.github.gxpml.interop.ModelQualityCheck;
import io.github.gxpml.interop.ModelQualityFile;
import io.github.gxpml.interop.Statistics;
import io.github.gxpml.interop.StatisticsBaseline;
import io.github.gxpml.interop.StatisticsFile;
import io.github.gxpml.interop.Suggestion;
import io.github.gxpml.io.Json;
import io.github.gxpml.metric.Evaluation;
import io.github.gxpml.metric.EvaluationDocument;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Metrics;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.ToldOfFacets;
import io.github.gxpml.metric.adhoc.BiasResults;
import io.github.gxpml.metric.adhoc.Result;
import io.github.gxpml.metric.adhoc.Results;
import io.github.gxpml.port.ModelRegistry.Documents;
import io.github.gxpml.port.ModelRegistry.Facts;
import io.github.gxpml.spec.DataSpec.LabelSpec;
import io.github.gxpml.spec.MonitorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a catalogue of models shows of a version, from the evidence of its run. Numbers are those that the run was
 * judged by, or follow from the same states; of what the training table is like, those that its baseline freezes.
 */
final class CatalogueDocuments {
    private final Run run;
    private final Map<String, byte[]> documents = new HashMap<>();

    private CatalogueDocuments(Run run) {
        this.run = run;
    }

    /** Gathers the documents; one that the run has nothing for is left out. */
    static Map<String, byte[]> of(Run run) throws StageException, IOException {
        if (!run.ports().registry().showsDocuments()) {
            return Map.of();
        }
        var gathering = new CatalogueDocuments(run);
        gathering.kept(Documents.MODEL_CARD);
        gathering.kept(Documents.LINEAGE);
        gathering.measured();
        gathering.trainedOn();
        return gathering.documents;
    }

    /** Returns what is said beside the documents. */
    static Map<String, String> facts(Run run) throws IOException {
        Map<String, String> facts = new HashMap<>();
        facts.put(Facts.SPEC, run.spec().sha256());
        run.lineage().flatMap(lineage -> lineage.code()).ifPresent(code -> {
            code.commit().ifPresent(commit -> facts.put(Facts.COMMIT, commit));
            if (!code.origin().isEmpty()) {
                facts.put(Facts.REPOSITORY, code.origin());
            }
        });
        return facts;
    }

    private void kept(String name) throws IOException {
        if (run.bag().has(name)) {
            documents.put(name, run.bag().read(name));
        }
    }

    private void measured() throws IOException {
        List<Gate> gates = run.gates().stream()
                .map(GateResult::gate)
                .filter(gate -> gate.stage().equals("validate") && gate.table().equals(Gates.VALIDATION))
                .toList();
        Optional<String> file = gates.stream()
                .map(StatesFile::of)
                .filter(name -> name.equals("metrics/validate-" + Gates.VALIDATION + ".json"))
                .findFirst();
        if (file.isEmpty() || !run.bag().has(file.get())) {
            return;
        }
        var states = Json.read(run.bag().read(file.get()), EvaluationDocument.class);
        quality(states);
        bias(
                states,
                gates.stream()
                        .map(Gate::facet)
                        .filter(facet -> !facet.isEmpty())
                        .distinct()
                        .toList());
    }

    private void quality(EvaluationDocument states) {
        LabelSpec label = run.spec().data().label();
        Map<String, Result> metrics = results(states, Metrics.ids(), Request::of);
        boolean binary = label.type() == LabelSpec.Type.BINARY;
        // one of the two alone would make counts of nothing
        if (binary && (isMissing(metrics, "recall") || isMissing(metrics, "specificity"))) {
            return;
        }
        Optional<ModelQuality> quality = ModelQualityCheck.of(metrics, label.type());
        quality.ifPresent(found -> {
            documents.put(Documents.QUALITY_STATISTICS, ModelQualityFile.write(found));
            documents.put(Documents.QUALITY_CONSTRAINTS, ModelQualityFile.write(ModelQualityCheck.suggest(found)));
        });
    }

    private static boolean isMissing(Map<String, Result> metrics, String id) {
        return metrics.get(id).value().isEmpty();
    }

    private void bias(EvaluationDocument states, List<String> facets) {
        if (facets.isEmpty()) {
            return;
        }
        List<String> ids = Metrics.all().stream()
                .filter(metric -> metric.info().scope() == Scope.FACET || metric instanceof ToldOfFacets)
                .map(Metric::info)
                .map(info -> info.id())
                .toList();
        Map<String, Results> results = new LinkedHashMap<>();
        for (String facet : facets) {
            results.put(facet, new Results(results(states, ids, id -> Request.ofFacet(id, facet))));
        }
        documents.put(
                Documents.BIAS,
                AnalysisFile.write(BiasAnalysis.of(
                        new BiasResults(results), run.spec().data().label())));
    }

    /** Makes the request for a metric. */
    @FunctionalInterface
    private interface Asking {
        Request of(String id);
    }

    private static Map<String, Result> results(EvaluationDocument states, List<String> ids, Asking asking) {
        List<MetricValue> values =
                Evaluation.recompute(states, ids.stream().map(asking::of).toList());
        Map<String, Result> results = new LinkedHashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            results.put(ids.get(i), Result.of(values.get(i)));
        }
        return results;
    }

    /** The documents of a baseline that the spec names are shown as they are. */
    private void trainedOn() throws StageException, IOException {
        Optional<MonitorSpec.Existing> existing = run.spec().monitor().flatMap(MonitorSpec::existing);
        Statistics statistics;
        try (Tables tables = Tables.open(run)) {
            statistics = StatisticsBaseline.of(
                    Release.features(run, tables, run.spec().train().table()));
        } catch (DataException e) {
            throw new StageException(e.getMessage(), e);
        }
        documents.put(Documents.DATA_STATISTICS, StatisticsFile.write(statistics));
        documents.put(Documents.DATA_CONSTRAINTS, ConstraintsFile.write(Suggestion.constraints(statistics)));
        if (existing.isPresent()) {
            documents.put(Documents.DATA_CONSTRAINTS, file(existing.get().constraints()));
            if (existing.get().statistics().isPresent()) {
                documents.put(
                        Documents.DATA_STATISTICS,
                        file(existing.get().statistics().get()));
            }
        }
    }

    private byte[] file(String path) throws IOException {
        return Files.readAllBytes(run.spec().resolve(path));
    }
}
