// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.gxpml.data.OperatingPoint.Kind;
import io.github.gxpml.data.OperatingPoint.Target;
import io.github.gxpml.metric.Bench;
import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.DataSpec.ColumnSpec;
import io.github.gxpml.spec.DataSpec.ColumnSpec.Type;
import io.github.gxpml.spec.DataSpec.Format;
import io.github.gxpml.spec.FacetSpec;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatesTest {
    @TempDir
    Path folder;

    private record Row(String text, double score) {}

    private static List<Row> rows(int n) {
        Random random = new Random(3);
        List<Row> rows = new ArrayList<>();
        for (int id = 0; id < n; id++) {
            String y = random.nextInt(20) == 0 ? "" : String.valueOf(random.nextInt(2));
            String sex = random.nextInt(15) == 0 ? "" : random.nextBoolean() ? "F" : "M";
            String kappa = random.nextInt(10) == 0 ? "" : String.valueOf(random.nextGaussian());
            rows.add(new Row(
                    id + "," + y + "," + sex + "," + (50 + random.nextInt(40)) + "," + kappa, random.nextDouble()));
        }
        return rows;
    }

    private static final Set<Target> TARGETS = Set.of(
            new Target(Kind.SENSITIVITY, 0.9),
            new Target(Kind.SPECIFICITY, 0.9),
            new Target(Kind.RECALL, 0.9),
            new Target(Kind.PRECISION, 0.3));
    private static final List<Double> POINTS = List.of(-1.0, 0.0, 0.5);

    private static List<Need> needs() {
        return List.of(
                new Need.Counts(),
                new Need.Ranks(Slice.ALL),
                new Need.Ranks(Slice.of(Bench.OLD)),
                new Need.Curve(Slice.ALL, TARGETS),
                new Need.Curve(new Slice(Optional.of(Bench.OLD), true), TARGETS),
                new Need.Profile("kappa", Optional.empty(), ColumnProfile.Demand.COLUMN),
                new Need.Numbers("kappa", Optional.of(POINTS)),
                new Need.Numbers(ScoredTable.PREDICTION, Optional.of(POINTS)),
                new Need.Categories("sex", Optional.of(List.of("F"))),
                new Need.Keys("id"));
    }

    private States states(Engine engine, List<Row> rows, String name) throws Exception {
        StringBuilder table = new StringBuilder("id,y,sex,age,kappa\n");
        StringBuilder predictions = new StringBuilder("id,score,predicted\n");
        for (Row row : rows) {
            table.append(row.text()).append('\n');
            String id = row.text().substring(0, row.text().indexOf(','));
            predictions.append(id).append(',').append(row.score()).append(',').append(row.score() > 0.5 ? 1 : 0);
            predictions.append('\n');
        }
        Path file = Files.writeString(folder.resolve(name + ".csv"), table);
        Path predicted = Files.writeString(folder.resolve(name + "-p.csv"), predictions);
        ScoredTable scored = engine.scored(engine.table("t", file, Format.CSV), predicted, Bench.data());
        return engine.states(scored, needs());
    }

    @Test
    void shouldAddUpFromPartsToTheWhole() throws Exception {
        List<Row> rows = rows(999);
        try (Engine engine = Engine.embedded(folder.resolve("spill"))) {
            States whole = states(engine, rows, "whole");
            States one = states(engine, rows.subList(0, 300), "one");
            States two = states(engine, rows.subList(300, 999), "two");
            assertThat(one.whole().orElseThrow().plus(two.whole().orElseThrow()))
                    .isEqualTo(whole.whole().orElseThrow());
            for (String facet : whole.facets().keySet()) {
                assertThat(one.facets().get(facet).plus(two.facets().get(facet)))
                        .isEqualTo(whole.facets().get(facet));
            }
            for (String column : whole.numbers().keySet()) {
                assertThat(one.numbers().get(column).plus(two.numbers().get(column)))
                        .isEqualTo(whole.numbers().get(column));
            }
            assertThat(one.categories().get("sex").plus(two.categories().get("sex")))
                    .isEqualTo(whole.categories().get("sex"));
            assertThat(one.profiles().get("kappa").plus(two.profiles().get("kappa")))
                    .isEqualTo(whole.profiles().get("kappa"));
        }
    }

    @Test
    void shouldNotDependOnTheOrderOfRowsOrTheNumberOfThreads() throws Exception {
        List<Row> rows = rows(5000);
        List<Row> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(5));
        Path spill = folder.resolve("spill");
        try (Engine one = EmbeddedEngine.open(spill, new EmbeddedEngine.Limits(256, 1));
                Engine four = EmbeddedEngine.open(spill, new EmbeddedEngine.Limits(256, 4))) {
            assertThat(states(four, shuffled, "b")).isEqualTo(states(one, rows, "a"));
        }
    }

    @Test
    void shouldCountEveryRowOnce() throws Exception {
        try (Engine engine = Engine.embedded(folder.resolve("spill"))) {
            States states = states(engine, rows(777), "a");
            assertThat(states.whole().orElseThrow().rows()).isEqualTo(777);
            assertThat(states.whole().orElseThrow().bins().stream()
                            .mapToLong(bin -> bin.positives() + bin.negatives())
                            .sum())
                    .isEqualTo(states.whole().orElseThrow().labelled());
            for (Groups groups : states.facets().values()) {
                assertThat(groups.disfavoured().rows() + groups.favoured().rows() + groups.neither())
                        .isEqualTo(777);
            }
            states.numbers()
                    .values()
                    .forEach(counts -> assertThat(counts.rows()).isEqualTo(777));
            states.categories()
                    .values()
                    .forEach(counts -> assertThat(counts.rows()).isEqualTo(777));
        }
    }

    @Test
    void shouldSumErrorsToTheLastBit() throws Exception {
        try (Bench bench = new Bench(folder)) {
            // (1 - 0.75)^2 + 0.5^2 = 5/16, fourth powers 1/256 + 1/16 = 17/256
            ScoredTable scored = bench.scored("1,0.75,1,F,80", "0,0.5,1,M,70");
            Outcomes o = bench.engine()
                    .states(scored, List.of(new Need.Counts()))
                    .whole()
                    .orElseThrow();
            assertThat(FixedPoint.decimal(o.squaredError())).isEqualByComparingTo("0.3125");
            assertThat(FixedPoint.decimal(o.squaredErrorSquares())).isEqualByComparingTo("0.06640625");
            assertThat(o.bins().get(11)).isEqualTo(new Outcomes.Bin(1, 0, fixed(0.75), BigInteger.ZERO));
            assertThat(o.bins().get(7)).isEqualTo(new Outcomes.Bin(0, 1, BigInteger.ZERO, fixed(0.5)));
        }
    }

    private static BigInteger fixed(double number) {
        return BigInteger.valueOf((long) (number * FixedPoint.ONE));
    }

    @Test
    void shouldPutScoresOfZeroAndOneIntoTheOuterBins() throws Exception {
        try (Bench bench = new Bench(folder)) {
            ScoredTable scored = bench.scored("1,1,1,F,80", "0,0,0,M,70", "0,1.0,1,M,70", "1,-0.0,0,M,70");
            Outcomes o = bench.engine()
                    .states(scored, List.of(new Need.Counts()))
                    .whole()
                    .orElseThrow();
            assertThat(o.bins().get(0).positives() + o.bins().get(0).negatives())
                    .isEqualTo(2);
            assertThat(o.bins().get(14).positives() + o.bins().get(14).negatives())
                    .isEqualTo(2);
            assertThat(o.certainErrors()).isEqualTo(2);
        }
    }

    @Test
    void shouldHoldTheSmallestScoresWithoutOverflow() throws Exception {
        try (Bench bench = new Bench(folder)) {
            ScoredTable scored = bench.scored("1,4.9e-324,0,F,80", "0,0.5,1,M,70");
            Outcomes o = bench.engine()
                    .states(scored, List.of(new Need.Counts()))
                    .whole()
                    .orElseThrow();
            assertThat(FixedPoint.mean(o.logLoss(), 1)).isBetween(744.0, 746.0);
        }
    }

    @Test
    void shouldCountManyFacetsAFewAtATime() throws Exception {
        List<FacetSpec> facets = new ArrayList<>();
        for (int age = 50; age < 65; age++) {
            facets.add(new FacetSpec("age", List.of(), Optional.of((double) age)));
        }
        DataSpec data = new DataSpec(
                "id", new DataSpec.LabelSpec("y", "1"), List.of(), facets, Map.of(), Map.of(), Optional.empty());
        try (Bench bench = new Bench(folder)) {
            StringBuilder table = new StringBuilder("id,y,age\n");
            StringBuilder predictions = new StringBuilder("id,score,predicted\n");
            for (int i = 0; i < 20; i++) {
                table.append(i + "," + i % 2 + "," + (50 + i) + "\n");
                predictions.append(i + ",0.5,1\n");
            }
            ScoredTable scored = bench.engine()
                    .scored(bench.table("t", table.toString()), bench.write(predictions.toString()), data);
            States states = bench.engine().states(scored, List.of(new Need.Counts()));
            assertThat(states.facets()).hasSize(15);
            for (int age = 50; age < 65; age++) {
                Groups groups = states.facets().get("age>" + age);
                assertThat(groups.favoured().rows()).as("up to %s", age).isEqualTo(age - 49);
            }
        }
    }

    @Test
    void shouldCountOnAndBetweenPoints() throws Exception {
        try (Bench bench = new Bench(folder)) {
            Table table = bench.table("t", "id,v\n1,0\n2,1\n3,1\n4,1.5\n5,2\n6,9\n7,\n8,NaN\n9,-inf\n");
            Map<String, NumberCounts> counts = new HashMap<>(bench.engine()
                    .states(table, List.of(new Need.Numbers("v", Optional.of(List.of(1.0, 2.0)))))
                    .numbers());
            assertThat(counts.get("v"))
                    .isEqualTo(new NumberCounts(List.of(1.0, 2.0), List.of(2L, 1L), List.of(1L, 1L, 1L), 1, 2));
        }
    }

    @Test
    void shouldCountNumbersThatAreTextInThisTableAsUnreadable() throws Exception {
        try (Bench bench = new Bench(folder)) {
            Table table = bench.table("t", "id,v\n1,1\n2,unknown\n3,\n");
            NumberCounts counts = bench.engine()
                    .states(table, List.of(new Need.Numbers("v", Optional.of(List.of(1.0)))))
                    .numbers()
                    .get("v");
            assertThat(counts).isEqualTo(new NumberCounts(List.of(1.0), List.of(1L), List.of(0L, 0L), 1, 1));
        }
    }

    @Test
    void shouldChooseQuantilesWhereThereAreManyValues() throws Exception {
        StringBuilder csv = new StringBuilder("id,v\n");
        for (int i = 0; i < 10_000; i++) {
            csv.append(i).append(',').append((i * 7919L) % 10_000 / 10_000.0).append('\n');
        }
        try (Bench bench = new Bench(folder)) {
            NumberCounts counts = bench.engine()
                    .states(bench.table("t", csv.toString()), List.of(new Need.Numbers("v", Optional.empty())))
                    .numbers()
                    .get("v");
            assertThat(counts.points().size()).isBetween(1990, 2001);
            assertThat(counts.points().get(0)).isEqualTo(0);
            assertThat(counts.points().get(counts.points().size() - 1)).isEqualTo(0.9999);
            assertThat(counts.rows()).isEqualTo(10_000);
            assertThat(Collections.max(counts.between())).isLessThanOrEqualTo(10);
        }
    }

    @Test
    void shouldCountRareTextsTogether() throws Exception {
        StringBuilder csv = new StringBuilder("id,v\n");
        for (int i = 0; i < 1200; i++) {
            csv.append(i).append(",v").append(i % 1100).append('\n');
        }
        try (Bench bench = new Bench(folder)) {
            CategoryCounts counts = bench.engine()
                    .states(bench.table("t", csv.toString()), List.of(new Need.Categories("v", Optional.empty())))
                    .categories()
                    .get("v");
            assertThat(counts.values()).hasSize(1000).startsWith("v0", "v1", "v10");
            assertThat(counts.other()).isEqualTo(100);
            assertThat(counts.rows()).isEqualTo(1200);
        }
    }

    @Test
    void shouldProfileAgainstTheDeclaredDomain() throws Exception {
        try (Bench bench = new Bench(folder)) {
            Table table = bench.table("t", "id,n,t,b\n1,5,x,true\n2,-1,z,0\n3,2.5,,maybe\n4,,x,\n5,oops,y,1\n");
            var integer = new ColumnSpec(Type.INTEGER, Optional.of(0.0), Optional.of(9.0), List.of(), true);
            var text = new ColumnSpec(Type.TEXT, Optional.empty(), Optional.empty(), List.of("x", "y"), false);
            var flag = new ColumnSpec(Type.BOOLEAN, Optional.empty(), Optional.empty(), List.of(), false);
            Map<String, ColumnProfile> profiles = bench.engine()
                    .states(
                            table,
                            List.of(
                                    new Need.Profile("n", Optional.of(integer), ColumnProfile.Demand.VALUES),
                                    new Need.Profile("t", Optional.of(text), ColumnProfile.Demand.COLUMN),
                                    new Need.Profile("b", Optional.of(flag), ColumnProfile.Demand.COLUMN),
                                    new Need.Profile("gone", Optional.empty(), ColumnProfile.Demand.COLUMN)))
                    .profiles();
            assertThat(profiles.get("n"))
                    .extracting(ColumnProfile::missing, ColumnProfile::unreadable, ColumnProfile::outside)
                    .containsExactly(1L, 2L, 1L);
            assertThat(profiles.get("t"))
                    .extracting(ColumnProfile::missing, ColumnProfile::unreadable, ColumnProfile::outside)
                    .containsExactly(1L, 0L, 1L);
            assertThat(profiles.get("b"))
                    .extracting(ColumnProfile::missing, ColumnProfile::unreadable, ColumnProfile::outside)
                    .containsExactly(1L, 1L, 0L);
            assertThat(profiles.get("gone").present()).isFalse();
        }
    }

    @Test
    void shouldRefuseToAddWhatDoesNotFit() {
        var a = new NumberCounts(List.of(1.0), List.of(1L), List.of(0L, 0L), 0, 0);
        var b = new NumberCounts(List.of(2.0), List.of(1L), List.of(0L, 0L), 0, 0);
        assertThatIllegalArgumentException().isThrownBy(() -> a.plus(b)).withMessageContaining("different points");
        var c = new CategoryCounts(List.of("x"), List.of(1L), 0, 0);
        var d = new CategoryCounts(List.of("y"), List.of(1L), 0, 0);
        assertThatIllegalArgumentException().isThrownBy(() -> c.plus(d)).withMessageContaining("different values");
    }
}
