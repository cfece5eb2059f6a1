// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.data.Table;
import io.github.gxpml.metric.Drawn.Kind;
import io.github.gxpml.metric.Everything.Reference;
import io.github.gxpml.metric.Intervals.Range;
import io.github.gxpml.metric.MetricInfo.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds of every metric of the catalogue, on tables drawn at random: of one added tomorrow as well. */
class CataloguePropertiesTest {
    private static final double LAST_BITS = 1e-12;
    private static final double BASELINE_NOISE = 0.25;

    /** Twice the rows are twice as many rows at fault, and more proof of a difference; neighbours come closer. */
    private static final Set<String> GROW_WITH_ROWS =
            Set.of("schema_violations", "constraint_violations", "shared_rows", "chi2", "linf_robust", "mce");

    private static final Set<String> SHRINK_WITH_ROWS = Set.of("ks_p", "chi2_p", "mcnemar_p");
    private static final Set<String> OF_NEIGHBOURS = Set.of("FT");

    @TempDir
    Path folder;

    private static Reference reference(Bench bench, Kind kind) throws Exception {
        return Reference.of(bench, Drawn.of(kind, 900, 50));
    }

    @Test
    void shouldCarryEveryMetricOfTheCatalogueInSomeTable() throws Exception {
        Set<String> carried = new TreeSet<>();
        try (Bench bench = new Bench(folder)) {
            for (Kind kind : Kind.values()) {
                // enough rows that every slice has a bin that counts
                Everything.of(bench, Drawn.of(kind, 1, 400), reference(bench, kind))
                        .values()
                        .forEach((request, value) -> {
                            if (value.value().isPresent() && request.against().isEmpty()) {
                                carried.add(request.metric());
                            }
                        });
            }
        }
        assertThat(carried)
                .isEqualTo(Metrics.all().stream()
                        .map(Metric::info)
                        .filter(info -> info.scope() != Scope.RUN)
                        .map(MetricInfo::id)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotDependOnTheOrderOfRowsOrOnTheirFiles(Kind kind) throws Exception {
        try (Bench bench = new Bench(folder)) {
            Reference reference = reference(bench, kind);
            for (long seed = 10; seed < 12; seed++) {
                Drawn drawn = Drawn.of(kind, seed, 70);
                Drawn shuffled = drawn.shuffled(seed);
                Table parts =
                        bench.engine().table("validation", parts(shuffled, seed).toString());
                Everything expected = Everything.of(bench, drawn, reference);
                Everything found = Everything.of(bench, shuffled, reference, parts);
                assertThat(found.values()).isEqualTo(expected.values());
                assertThat(found.documents()).isEqualTo(expected.documents());
            }
        }
    }

    private Path parts(Drawn drawn, long seed) throws Exception {
        Path parts = Files.createDirectory(folder.resolve("parts" + seed));
        List<Map<String, String>> rows = drawn.rows();
        int first = 1 + (int) seed;
        Files.writeString(parts.resolve("b.csv"), new Drawn(drawn.kind(), rows.subList(0, first)).text(""));
        Files.writeString(parts.resolve("a.csv"), new Drawn(drawn.kind(), rows.subList(first, 50)).text(""));
        Files.writeString(parts.resolve("c.csv"), new Drawn(drawn.kind(), rows.subList(50, rows.size())).text(""));
        return parts;
    }

    @ParameterizedTest
    @EnumSource
    void shouldLieInItsIntervalAndRangeAndWidenWithTheLevel(Kind kind) throws Exception {
        List<String> broken = new ArrayList<>();
        try (Bench bench = new Bench(folder)) {
            Reference reference = reference(bench, kind);
            int[] sizes = {1, 3, 9, 30, 120};
            for (int i = 0; i < sizes.length; i++) {
                Everything wide = Everything.of(bench, Drawn.of(kind, 20 + i, sizes[i]), reference);
                Everything narrow = wide.at(0.8);
                wide.values().forEach((request, value) -> {
                    MetricValue other = narrow.get(request);
                    if (!inRange(value, Laws.range(request)) || !widens(other, value)) {
                        broken.add(Everything.words(request) + ": " + value + ", at 0.8 " + other);
                    }
                });
            }
        }
        assertThat(broken).isEmpty();
    }

    private static boolean inRange(MetricValue value, Range range) {
        double lower =
                value.interval().map(Interval::lower).orElse(value.value().orElse(0.0));
        double upper =
                value.interval().map(Interval::upper).orElse(value.value().orElse(0.0));
        boolean inside = value.value().map(v -> lower <= v && v <= upper).orElse(true);
        boolean outside =
                value.value().isPresent() && (lower < range.min() - LAST_BITS || upper > range.max() + LAST_BITS);
        return inside && !outside && !value.reason().contains("could not be computed");
    }

    private static boolean widens(MetricValue narrow, MetricValue wide) {
        if (!narrow.value().equals(wide.value())
                || narrow.interval().isPresent() != wide.interval().isPresent()) {
            return false;
        }
        return wide.interval()
                .map(interval -> interval.level() == 0.95
                        && interval.lower() <= narrow.interval().orElseThrow().lower()
                        && interval.upper() >= narrow.interval().orElseThrow().upper())
                .orElse(true);
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepItsValueAndNarrowWhenEveryRowIsThereTwice(Kind kind) throws Exception {
        List<String> broken = new ArrayList<>();
        try (Bench bench = new Bench(folder)) {
            Reference reference = reference(bench, kind);
            for (long seed = 30; seed < 32; seed++) {
                Drawn drawn = Drawn.of(kind, seed, 80);
                Everything once = Everything.of(bench, drawn, reference);
                Everything twice = Everything.of(bench, drawn.copy("'").and(drawn), reference);
                once.values().forEach((request, one) -> {
                    MetricValue two = twice.get(request);
                    boolean ofKeys = request.column().equals("id");
                    if (!ofKeys
                            && !OF_NEIGHBOURS.contains(Laws.each(request.metric()))
                            && !doubled(request, one, two)) {
                        broken.add(Everything.words(request) + ": " + one + ", twice " + two);
                    }
                });
            }
        }
        assertThat(broken).isEmpty();
    }

    private static boolean doubled(Request request, MetricValue one, MetricValue two) {
        if (one.value().isEmpty() || two.value().isEmpty()) {
            boolean appears = GROW_WITH_ROWS.contains(Laws.each(request.metric()));
            return one.value().isEmpty() && (appears || two.value().isEmpty());
        }
        double before = one.value().get();
        double after = two.value().get();
        if (GROW_WITH_ROWS.contains(Laws.each(request.metric()))) {
            return after >= before;
        }
        // a baseline that stays as small as it was leaves noise in the resampled bounds
        double noise = request.column().isEmpty() ? LAST_BITS : BASELINE_NOISE;
        boolean narrower = one.interval().isEmpty() || width(two) <= width(one) * (1 + noise);
        boolean kept = Math.abs(after - before) <= LAST_BITS * Math.max(1, Math.abs(before));
        return narrower && (SHRINK_WITH_ROWS.contains(Laws.each(request.metric())) ? after <= before : kept);
    }

    private static double width(MetricValue value) {
        return value.interval()
                .map(interval -> interval.upper() - interval.lower())
                .orElse(0.0);
    }
}
