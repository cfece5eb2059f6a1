// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.data.Slice;
import io.github.gxpml.metric.Drawn.Kind;
import io.github.gxpml.metric.Everything.Reference;
import io.github.gxpml.metric.Laws.Exchange;
import io.github.gxpml.metric.MetricInfo.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of every metric when groups, classes or scores are changed in a way whose effect is known. */
class CatalogueSymmetriesTest {
    private static final double ROUNDED = 1e-11;

    @TempDir
    Path folder;

    private static Reference reference(Bench bench, Kind kind) throws Exception {
        return Reference.of(bench, Drawn.of(kind, 900, 50));
    }

    /** Both the number and its interval, which turns over where the function falls. */
    private static boolean becomes(MetricValue before, DoubleUnaryOperator change, MetricValue after) {
        if (before.value().isEmpty()) {
            return after.value().isEmpty();
        }
        double value = change.applyAsDouble(before.value().get());
        if (!Double.isFinite(value)) {
            return after.value().isEmpty();
        }
        return close(after.value(), value)
                && after.interval().isPresent() == before.interval().isPresent()
                && before.interval()
                        .map(interval -> bounds(interval, change, after.interval()))
                        .orElse(true);
    }

    private static boolean bounds(Interval before, DoubleUnaryOperator change, Optional<Interval> after) {
        double one = change.applyAsDouble(before.lower());
        double two = change.applyAsDouble(before.upper());
        // the inverse of an interval that reaches 0 has no upper bound to compare
        boolean open = Double.isInfinite(one) || Double.isInfinite(two);
        return close(after.map(Interval::lower), Math.min(one, two))
                && (open || close(after.map(Interval::upper), Math.max(one, two)));
    }

    private static boolean close(Optional<Double> found, double expected) {
        return found.map(number -> Math.abs(number - expected) <= ROUNDED * Math.max(1, Math.abs(expected)))
                .orElse(false);
    }

    @ParameterizedTest
    @EnumSource
    void shouldTurnRoundWithTheGroups(Kind kind) throws Exception {
        List<String> broken = new ArrayList<>();
        try (Bench bench = new Bench(folder)) {
            Reference reference = reference(bench, kind);
            for (long seed = 40; seed < 42; seed++) {
                Drawn drawn = Drawn.of(kind, seed, 90);
                Everything before = Everything.of(bench, drawn, reference);
                Everything after = Everything.of(bench, drawn.changed(CatalogueSymmetriesTest::swap), reference);
                before.values().forEach((request, value) -> {
                    MetricInfo info = Everything.metric(request).info();
                    boolean compared = info.scope() == Scope.TABLE || info.scope() == Scope.FACET;
                    if (compared && !Laws.ONE_SIDED.contains(info.id())) {
                        boolean ofBothSides = info.scope() == Scope.FACET || Laws.ofBothSides(info);
                        Request other = ofBothSides ? request : otherSide(request);
                        boolean turned = request.facet().equals("sex=F");
                        DoubleUnaryOperator change = turned ? Laws.turnedRound(info) : v -> v;
                        if (!becomes(value, change, after.get(other))) {
                            broken.add(Everything.words(request) + ": " + value + ", turned " + after.get(other));
                        }
                    }
                });
            }
        }
        assertThat(broken).isEmpty();
    }

    private static void swap(Map<String, String> row) {
        row.computeIfPresent("sex", (column, sex) -> sex.isEmpty() ? "" : sex.equals("F") ? "M" : "F");
    }

    private static Request otherSide(Request request) {
        String other = switch (request.facet()) {
            case "sex=F" -> Slice.NOT + "sex=F";
            case Slice.NOT + "sex=F" -> "sex=F";
            default -> request.facet();
        };
        return new Request(
                request.metric(), other, request.column(), request.at(), request.category(), request.against());
    }

    @Test
    void shouldExchangeWhatTheTwoClassesAreWithTheClasses() throws Exception {
        List<String> broken = new ArrayList<>();
        try (Bench bench = new Bench(folder)) {
            Reference reference = reference(bench, Kind.TWO_CLASSES);
            for (long seed = 50; seed < 53; seed++) {
                Drawn drawn = Drawn.of(Kind.TWO_CLASSES, seed, 120);
                Everything before = Everything.of(bench, drawn, reference);
                Everything after = Everything.of(bench, drawn.changed(CatalogueSymmetriesTest::exchange), reference);
                for (Exchange exchange : Laws.exchanges()) {
                    before.values().forEach((request, value) -> {
                        boolean one = request.metric().equals(exchange.other())
                                && request.against().isEmpty();
                        Request other =
                                new Request(exchange.id(), request.facet(), request.column(), request.at(), "", "");
                        if (one && !becomes(value, exchange.value(), after.get(other))) {
                            broken.add(Everything.words(other) + ": " + value + ", exchanged " + after.get(other));
                        }
                    });
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    private static void exchange(Map<String, String> row) {
        row.replaceAll((column, cell) -> {
            if (column.equals("y") || column.endsWith("predicted")) {
                return cell.isEmpty() ? "" : cell.equals("1") ? "0" : "1";
            }
            boolean score = column.endsWith("score") || column.contains("member.");
            return score ? String.valueOf(1 - Double.parseDouble(cell)) : cell;
        });
    }

    /** Also what looks at no scores, and what looks at scores of other columns. */
    @Test
    void shouldKeepEverythingButWhatMeasuresScoresUnderAMonotoneTransformation() throws Exception {
        List<String> broken = new ArrayList<>();
        Set<String> kept = new TreeSet<>(Laws.OF_ORDER);
        try (Bench bench = new Bench(folder)) {
            Reference reference = reference(bench, Kind.TWO_CLASSES);
            Drawn drawn = Drawn.of(Kind.TWO_CLASSES, 60, 120);
            Everything before = Everything.of(bench, drawn, reference);
            Drawn squared = drawn.changed(row -> row.computeIfPresent(
                    Drawn.PREDICTED + "score", (c, s) -> String.valueOf(Math.pow(Double.parseDouble(s), 2))));
            Everything after = Everything.of(bench, squared, reference);
            before.values().forEach((request, value) -> {
                Metric metric = Everything.metric(request);
                boolean blind = metric.inputs().stream().noneMatch(Set.of(Input.SCORES, Input.CONFIDENCE)::contains);
                boolean own = request.against().isEmpty() && !request.column().equals("prediction");
                if (own && (blind || kept.contains(request.metric())) && !becomes(value, v -> v, after.get(request))) {
                    broken.add(Everything.words(request) + ": " + value + ", squared " + after.get(request));
                }
            });
            assertThat(after.get(Request.of("brier")).value())
                    .isNotEqualTo(before.get(Request.of("brier")).value());
        }
        assertThat(broken).isEmpty();
    }
}
