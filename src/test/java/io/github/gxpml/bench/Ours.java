// SPDX-License-Identifier: MIT
package io.github.gxpml.bench;

import io.github.gxpml.data.DataException;
import io.github.gxpml.data.DataFiles;
import io.github.gxpml.data.Engine;
import io.github.gxpml.data.Need;
import io.github.gxpml.data.PredictionColumns;
import io.github.gxpml.data.SelfScored;
import io.github.gxpml.data.Table;
import io.github.gxpml.metric.Context;
import io.github.gxpml.metric.Evaluation;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Metrics;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.drift.Baseline;
import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.FacetSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What is measured: from opening the file to the last metric with its interval. */
final class Ours {
    private static final PredictionColumns PREDICTIONS =
            new PredictionColumns(Optional.of("prediction"), Optional.of("score"), Optional.empty());

    private static final List<String> COLUMNS = List.of("label", "prediction", "score", "sex", "region", "age");

    private final Path spill;

    Ours(Path spill) {
        this.spill = spill;
    }

    private static DataSpec data() {
        List<FacetSpec> facets = List.of(
                new FacetSpec("sex", List.of("F"), Optional.empty()),
                new FacetSpec("region", List.of("north"), Optional.empty()),
                new FacetSpec("age", List.of(), Optional.of(65.0)));
        return new DataSpec(
                "id", new DataSpec.LabelSpec("label", "1"), List.of(), facets, Map.of(), Map.of(), Optional.empty());
    }

    /** All bias metrics for three facets, all performance metrics and the slices, but for what needs a sort. */
    int counts(Path file) throws DataException {
        return scored(file, needs -> needs.stream().allMatch(need -> need instanceof Need.Counts));
    }

    /** The area under the ROC curve of all rows. */
    int ranks(Path file) throws DataException {
        return scored(file, needs -> needs.stream().anyMatch(need -> need instanceof Need.Ranks));
    }

    private int scored(Path file, Predicate<Set<Need>> wanted) throws DataException {
        try (Engine engine = Engine.embedded(spill)) {
            SelfScored scored = engine.scored(engine.table("data", file.toString(), COLUMNS), PREDICTIONS, data());
            Context context = new Context(data(), Options.at(0.95), List.of());
            List<Request> requests = new ArrayList<>();
            for (Metric metric : Metrics.all()) {
                requests.addAll(requests(metric, context, wanted));
            }
            return defined(new Evaluation(engine, data(), Options.at(0.95)).of(scored.table(), requests));
        }
    }

    private static List<Request> requests(Metric metric, Context context, Predicate<Set<Need>> wanted) {
        String id = metric.info().id();
        List<Request> asked = metric.info().scope() == Scope.FACET
                ? data().facets().stream()
                        .map(f -> Request.ofFacet(id, f.name()))
                        .toList()
                : metric.info().scope() == Scope.TABLE ? List.of(Request.of(id)) : List.of();
        return asked.stream()
                .filter(request ->
                        !metric.needs(request, context).isEmpty() && wanted.test(metric.needs(request, context)))
                .toList();
    }

    /** Freezes the distributions of the features. */
    Baseline baseline(Path file) throws DataException {
        try (Engine engine = Engine.embedded(spill)) {
            Table table = engine.table("baseline", DataFiles.find(file.toString()));
            return Baseline.of(engine, table, BenchTable.FEATURES, "", "");
        }
    }

    /** All drift metrics of the features against a frozen baseline. */
    int drift(Path file, Baseline baseline) throws DataException {
        Options options = new Options(0.95, 0, Optional.of(baseline));
        try (Engine engine = Engine.embedded(spill)) {
            Table table = engine.table("current", DataFiles.find(file.toString()));
            List<Request> requests = Metrics.all().stream()
                    .filter(metric -> metric.info().scope() == Scope.COLUMN)
                    .map(metric -> metric.info().id())
                    .filter(id -> List.of("psi", "ks", "ks_p", "chi2_p").contains(id))
                    .flatMap(id -> BenchTable.FEATURES.stream().map(column -> Request.ofColumn(id, column)))
                    .toList();
            return defined(new Evaluation(engine, data(), options).of(table, requests));
        }
    }

    private static int defined(Evaluation.Result result) {
        return (int) result.values().stream()
                .map(MetricValue::value)
                .filter(Optional::isPresent)
                .count();
    }
}
