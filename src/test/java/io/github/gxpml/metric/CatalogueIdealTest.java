// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.data.Slice;
import io.github.gxpml.metric.Drawn.Kind;
import io.github.gxpml.metric.Everything.Reference;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.comparison.Champion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every metric that says what its best value is reaches it where nothing can be better. */
class CatalogueIdealTest {
    /** No temperature moves a score of exactly 0 or 1, which those of a perfect model are. */
    private static final Set<String> OF_TEMPERATURE = Set.of(
            "temperature",
            "temperature_gain",
            "log_loss_after_temperature",
            "brier_after_temperature",
            "ece_after_temperature");

    @TempDir
    Path folder;

    private static boolean ideal(Request request, MetricValue value) {
        double best = Everything.metric(request).info().ideal().orElseThrow();
        return value.value().map(found -> Math.abs(found - best) <= 1e-12).orElse(false);
    }

    private static Set<String> withIdeal(Scope scope) {
        return Metrics.all().stream()
                .map(Metric::info)
                .filter(info -> info.scope() == scope && info.ideal().isPresent())
                .map(MetricInfo::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Looks at all values of a kind of metrics: none may miss the ideal, and each must reach it somewhere. */
    private static void reached(Scope scope, Set<String> but, List<Everything> all) {
        Set<String> reached = new TreeSet<>();
        List<String> broken = new ArrayList<>();
        for (Everything everything : all) {
            everything.values().forEach((request, value) -> {
                MetricInfo info = Everything.metric(request).info();
                boolean asked = info.scope() == scope
                        && info.ideal().isPresent()
                        && request.against().isEmpty();
                if (asked && value.value().isPresent() && !unlike(request)) {
                    reached.add(info.id());
                    if (!ideal(request, value)) {
                        broken.add(Everything.words(request) + ": " + value);
                    }
                }
            });
        }
        assertThat(broken).isEmpty();
        Set<String> expected = withIdeal(scope);
        expected.removeIf(id -> but.contains(Laws.each(id)));
        assertThat(reached).isEqualTo(expected);
    }

    /** Groups of age differ where those of sex do not. */
    private static boolean unlike(Request request) {
        return Everything.metric(request).info().scope() == Scope.FACET
                && !request.facet().equals("sex=F");
    }

    @Test
    void shouldReachTheIdealOnAPerfectModel() throws Exception {
        List<Everything> all = new ArrayList<>();
        try (Bench bench = new Bench(folder)) {
            for (Kind kind : Kind.values()) {
                Drawn perfect = perfect(Drawn.of(kind, 70, 60));
                Reference reference = Reference.of(bench, perfect.copy("'"));
                all.add(Everything.of(bench, perfect, reference));
            }
        }
        reached(Scope.TABLE, OF_TEMPERATURE, all);
    }

    /** Every fifth label lies outside of its interval, which is asked to hold four of five, in all groups alike. */
    private static Drawn perfect(Drawn drawn) {
        Map<String, Integer> seen = new HashMap<>();
        return drawn.changed(row -> {
            int i = seen.merge("", 1, Integer::sum) - 1;
            row.put("age", i / 20 % 2 == 0 ? "60" : "80");
            row.put("kappa", String.valueOf(i / 8.0));
            row.put("sex", i / 10 % 2 == 0 ? "F" : "M");
            String label = switch (drawn.kind()) {
                case TWO_CLASSES -> i % 3 == 0 ? "1" : "0";
                case CLASSES -> "ABC".substring(i % 3, i % 3 + 1);
                case NUMBERS -> String.valueOf(i % 10 + 0.5);
            };
            row.put("y", label);
            row.replaceAll((column, cell) ->
                    predicted(column.replace(Drawn.PREDICTED, "").replace(Drawn.RIVAL, ""), cell, label, i));
        });
    }

    private static String predicted(String column, String cell, String label, int i) {
        if (column.equals("score") || column.startsWith("member.") || column.equals("predicted")) {
            return label;
        }
        if (column.startsWith("score.")) {
            return column.endsWith(label) ? "1" : "0";
        }
        if (column.equals("lower") || column.equals("upper")) {
            return i % 5 == 0 ? "-1" : label;
        }
        return cell;
    }

    /** One of four rows with a score of 0.25 is positive, three of four with 0.75. */
    @Test
    void shouldReachTheIdealOnCalibratedScores() throws Exception {
        Map<String, Integer> seen = new HashMap<>();
        Drawn calibrated = Drawn.of(Kind.TWO_CLASSES, 71, 80).changed(row -> {
            int i = seen.merge("", 1, Integer::sum) - 1;
            boolean high = i % 8 > 3;
            row.put("y", i % 4 == 0 == high ? "0" : "1");
            row.put(Drawn.PREDICTED + "score", high ? "0.75" : "0.25");
            row.put(Drawn.PREDICTED + "predicted", high ? "1" : "0");
        });
        try (Bench bench = new Bench(folder)) {
            Everything found = Everything.of(bench, calibrated, Reference.of(bench, calibrated.copy("'")));
            for (String id : List.of(
                    "temperature",
                    "temperature_gain",
                    "ece_after_temperature",
                    "ece",
                    "ece_equal_mass",
                    "mce",
                    "brier_reliability",
                    "confidence_gap")) {
                Request request = Request.of(id);
                assertThat(ideal(request, found.get(request)))
                        .as(id + ": " + found.get(request))
                        .isTrue();
            }
        }
    }

    /** Six copies of every row, so that the five nearest of each are its own copies on the other side. */
    @Test
    void shouldReachTheIdealOnTwoGroupsThatAreAlike() throws Exception {
        List<Everything> all = new ArrayList<>();
        try (Bench bench = new Bench(folder)) {
            for (Kind kind : Kind.values()) {
                Drawn some = Drawn.of(kind, 72, 30);
                Drawn alike = some;
                for (int copy = 0; copy < 12; copy++) {
                    String sex = copy % 2 == 0 ? "F" : "M";
                    Drawn one = some.copy("c" + copy).changed(row -> row.put("sex", sex));
                    alike = copy == 0 ? one : alike.and(one);
                }
                all.add(Everything.of(bench, alike, Reference.of(bench, alike.copy("'"))));
            }
        }
        reached(Scope.FACET, Set.of(), all);
    }

    /** Without missing values, which a complete column has none of. */
    @Test
    void shouldReachTheIdealOnTwoTablesThatAreAlike() throws Exception {
        List<Everything> all = new ArrayList<>();
        try (Bench bench = new Bench(folder)) {
            for (Kind kind : Kind.values()) {
                Drawn drawn = Drawn.of(kind, 73, 60)
                        .changed(row -> row.replaceAll((column, cell) -> cell.isEmpty() ? "1" : cell));
                all.add(Everything.of(bench, drawn, Reference.of(bench, drawn)));
            }
        }
        reached(Scope.COLUMN, Set.of(), all);
    }

    @Test
    void shouldFindNoDifferenceFromAChampionThatPredictsTheSame() throws Exception {
        Drawn same = Drawn.of(Kind.TWO_CLASSES, 74, 90).changed(row -> {
            row.put(Drawn.RIVAL + "score", row.get(Drawn.PREDICTED + "score"));
            row.put(Drawn.RIVAL + "predicted", row.get(Drawn.PREDICTED + "predicted"));
        });
        try (Bench bench = new Bench(folder)) {
            Everything found = Everything.of(bench, same, Reference.of(bench, same.copy("'")));
            for (String id : Champion.ids()) {
                for (String slice : List.of("", "sex=F", Slice.NOT + "sex=F")) {
                    Request request = Request.ofFacet(id, slice).against(Champion.NAME);
                    assertThat(found.get(request).value())
                            .as(Everything.words(request))
                            .contains(0.0);
                }
            }
            assertThat(found.get(Request.of("mcnemar_p")).value()).contains(1.0);
        }
    }
}
