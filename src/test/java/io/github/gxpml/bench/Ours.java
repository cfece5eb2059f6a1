// SPDX-License-Identifier: MIT
package io.github.gxpml.bench;

import io.github.gxpml.data.DataException;
import io.github.gxpml.data.DataFiles;
import io.github.gxpml.data.Engine;
import io.github.gxpml.data.Need;
import io.github.gxpml.data.PredictionColumns;
import io.github.gxpml.data.SelfScored;
import io.github.gxpml.data.Slice;
import io.github.gxpml.data.Table;
import io.github.gxpml.metric.Context;
import io.github.gxpml.metric.Evaluation;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.Metric.Qualifier;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Metrics;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.drift.Baseline;
import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.FacetSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What is measured: from opening the file to the last metric with its interval. */
final class Ours {
    private static final PredictionColumns PREDICTIONS =
            new PredictionColumns(Optional.of("prediction"), Optional.of("score"), Optional.empty());

    private static final List<String> COLUMNS = List.of("label", "prediction", "score", "sex", "region", "age", "k0");
    private static final double AT = 0.9;

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
                "id",
                new DataSpec.LabelSpec("label", "1"),
                List.of(),
                facets,
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.of("k0"));
    }

    /**
     * All bias metrics but FT for three facets, all performance metrics and their slices, but for what needs a sort.
     */
    int counts(Path file) throws DataException {
        return scored(file, Ours::counted, slices());
    }

    /** The area under the ROC curve of all rows. */
    int rank(Path file) throws DataException {
        return scored(file, needs -> needs.equals(Set.of(new Need.Ranks(Slice.ALL))), List.of(""));
    }

    /** Every metric that needs a sort, of all rows and of both sides of three facets. */
    int sorted(Path file) throws DataException {
        return scored(
                file,
                needs -> needs.stream().anyMatch(need -> need instanceof Need.Ranks || need instanceof Need.Curve),
                slices());
    }

    /** A need for counts of classes is met for labels of several classes only. */
    private static boolean counted(Set<Need> needs) {
        return needs.stream()
                .allMatch(need ->
                        need instanceof Need.Counts || need instanceof Need.ByGroup || need instanceof Need.Classes);
    }

    private static List<String> slices() {
        return Stream.concat(
                        Stream.of(""), data().facets().stream().flatMap(f -> Stream.of(f.name(), Slice.NOT + f.name())))
                .toList();
    }

    private int scored(Path file, Predicate<Set<Need>> wanted, List<String> slices) throws DataException {
        try (Engine engine = Engine.embedded(spill)) {
            SelfScored scored = engine.scored("data", file.toString(), COLUMNS, PREDICTIONS, data());
            Context context = new Context(data(), Options.at(0.95), List.of());
            List<Request> requests = Metrics.all().stream()
                    .flatMap(metric -> requests(metric, slices).stream()
                            .filter(request -> wanted(metric.needs(request, context), wanted)))
                    .toList();
            return defined(new Evaluation(engine, data(), Options.at(0.95)).of(scored.table(), requests));
        }
    }

    private static boolean wanted(Set<Need> needs, Predicate<Set<Need>> wanted) {
        return !needs.isEmpty() && wanted.test(needs);
    }

    private static List<Request> requests(Metric metric, List<String> slices) {
        String id = metric.info().id();
        if (metric.info().scope() == Scope.FACET) {
            return data().facets().stream()
                    .map(f -> Request.ofFacet(id, f.name()))
                    .toList();
        }
        if (metric.info().scope() != Scope.TABLE) {
            return List.of();
        }
        return slices.stream()
                .map(slice -> Request.ofFacet(id, slice))
                .map(request -> metric.qualifiers().contains(Qualifier.AT) ? request.at(AT) : request)
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
                    .filter(metric -> metric.info().scope() == Scope.COLUMN && drifts(metric))
                    .map(metric -> metric.info().id())
                    .flatMap(id -> BenchTable.FEATURES.stream().map(column -> Request.ofColumn(id, column)))
                    .toList();
            return defined(new Evaluation(engine, data(), options).of(table, requests));
        }
    }

    /** Those of quality are metrics of columns too. */
    private static boolean drifts(Metric metric) {
        return metric.getClass().getPackageName().equals(Baseline.class.getPackageName());
    }

    private static int defined(Evaluation.Result result) {
        return (int) result.values().stream()
                .map(MetricValue::value)
                .filter(Optional::isPresent)
                .count();
    }
}
