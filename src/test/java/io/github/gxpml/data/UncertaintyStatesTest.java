// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.gxpml.metric.Bench;
import io.github.gxpml.spec.DataSpec.Format;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UncertaintyStatesTest {
    private static final Slice ALL = Slice.ALL;

    @TempDir
    Path folder;

    private static List<String> rows(int n) {
        Random random = new Random(8);
        List<String> rows = new ArrayList<>();
        for (int id = 0; id < n; id++) {
            double z = random.nextGaussian() * 2;
            String y = random.nextInt(20) == 0 ? "" : random.nextDouble() < 1 / (1 + Math.exp(-z)) ? "1" : "0";
            String score = random.nextInt(100) == 0 ? (z > 0 ? "1" : "0") : "" + 1 / (1 + Math.exp(-1.5 * z));
            rows.add(id + "," + y + "," + (random.nextBoolean() ? "F" : "M") + ",60," + score + ","
                    + (z > 0.2 ? 1 : 0) + "," + random.nextDouble() + "," + random.nextDouble() + ","
                    + random.nextDouble());
        }
        return rows;
    }

    private Uncertainty states(Engine engine, List<String> rows, String name, Need... needs) throws Exception {
        StringBuilder table = new StringBuilder("id,y,sex,age\n");
        StringBuilder predictions = new StringBuilder("id,score,predicted,member.1,member.2,member.3\n");
        for (String row : rows) {
            String[] cells = row.split(",", 5);
            table.append(String.join(",", List.of(cells).subList(0, 4))).append('\n');
            predictions.append(cells[0]).append(',').append(cells[4]).append('\n');
        }
        Path file = Files.writeString(folder.resolve(name + ".csv"), table);
        Path predicted = Files.writeString(folder.resolve(name + "-p.csv"), predictions);
        ScoredTable scored = engine.scored(engine.table("t", file, Format.CSV), predicted, Bench.data());
        return engine.states(scored, List.of(needs)).uncertainty();
    }

    private static Need[] needs() {
        Slice women = Slice.of(Bench.SEX);
        return new Need[] {
            new Need.Temperature(ALL),
            new Need.Temperature(women),
            new Need.Scaled(ALL),
            new Need.Scaled(women),
            new Need.Confidence(ALL, 0),
            new Need.Confidence(women, 0.9),
            new Need.Confidence(ALL, 0.9),
            new Need.Members(ALL),
            new Need.Members(women),
            new Need.Votes(ALL, 0.5),
            new Need.Votes(women, 0.3)
        };
    }

    @Test
    void shouldNotDependOnTheOrderOfRowsOrTheNumberOfThreads() throws Exception {
        List<String> rows = rows(20_000);
        List<String> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(5));
        Path spill = folder.resolve("spill");
        try (Engine one = EmbeddedEngine.open(spill, new EmbeddedEngine.Limits(256, 1));
                Engine four = EmbeddedEngine.open(spill, new EmbeddedEngine.Limits(256, 4))) {
            Uncertainty found = states(one, rows, "a", needs());
            assertThat(found.temperatures()).containsOnlyKeys("all", "sex=F");
            assertThat(found.scaled()).containsOnlyKeys("all", "sex=F");
            assertThat(found.confidences().get("all")).hasSize(2);
            assertThat(states(four, shuffled, "b", needs())).isEqualTo(found);
        }
    }

    @Test
    void shouldAddUpFromPartsToTheWhole() throws Exception {
        List<String> rows = rows(999);
        Need[] needs = {new Need.Confidence(ALL, 0.7), new Need.Members(ALL), new Need.Votes(ALL, 0.4)};
        try (Engine engine = Engine.embedded(folder.resolve("spill"))) {
            Uncertainty whole = states(engine, rows, "whole", needs);
            Uncertainty one = states(engine, rows.subList(0, 300), "one", needs);
            Uncertainty two = states(engine, rows.subList(300, 999), "two", needs);
            assertThat(one.members().get("all").plus(two.members().get("all")))
                    .isEqualTo(whole.members().get("all"));
            assertThat(one.votes().get("all").get(0).plus(two.votes().get("all").get(0)))
                    .isEqualTo(whole.votes().get("all").get(0));
            assertThat(one.confidences()
                            .get("all")
                            .get(0)
                            .plus(two.confidences().get("all").get(0)))
                    .isEqualTo(whole.confidences().get("all").get(0));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> one.votes().get("all").get(0).plus(new MemberVotes(0.5, 3, 1, 0, 0, 0)))
                    .withMessageContaining("do not add up");
        }
    }

    @Test
    void shouldAddScaledScoresOfTheSidesUpToTheTable() throws Exception {
        List<String> rows = rows(999);
        try (Engine engine = Engine.embedded(folder.resolve("spill"))) {
            Uncertainty found = states(
                    engine,
                    rows,
                    "t",
                    new Need.Temperature(ALL),
                    new Need.Scaled(ALL),
                    new Need.Scaled(Slice.of(Bench.SEX)),
                    new Need.Scaled(new Slice(Optional.of(Bench.SEX), true)));
            assertThat(found.scaled().get("sex=F").plus(found.scaled().get("not sex=F")))
                    .isEqualTo(found.scaled().get("all"));
        }
    }

    @Test
    void shouldScaleNothingWithoutATemperature() throws Exception {
        try (Engine engine = Engine.embedded(folder.resolve("spill"))) {
            assertThat(states(engine, rows(50), "t", new Need.Scaled(ALL)).scaled())
                    .isEmpty();
            List<String> separate = List.of("1,1,F,60,0.9,1,0.5,0.5,0.5", "2,0,F,60,0.1,0,0.5,0.5,0.5");
            Uncertainty found = states(engine, separate, "u", new Need.Temperature(ALL), new Need.Scaled(ALL));
            assertThat(found.temperatures().get("all").impossible()).contains("side of its label");
            assertThat(found.scaled()).isEmpty();
        }
    }

    @Test
    void shouldTellPredictionsApartByTheirMembersAndConfidence() throws Exception {
        String head = "id,score,predicted,member.1,member.2,confidence\n";
        Path one = Files.writeString(folder.resolve("1.csv"), head + "1,0.5,1,0.4,0.6,0.5\n2,0.5,1,0.4,0.6,0.5\n");
        Path same = Files.writeString(folder.resolve("2.csv"), head + "2,0.50,1,4e-1,0.6,0.5\n1,0.5,1,0.4,0.6,0.5\n");
        Path member = Files.writeString(folder.resolve("3.csv"), head + "1,0.5,1,0.4,0.6,0.5\n2,0.5,1,0.4,0.7,0.5\n");
        Path sure = Files.writeString(folder.resolve("4.csv"), head + "1,0.5,1,0.4,0.6,0.9\n2,0.5,1,0.4,0.6,0.5\n");
        Path none = Files.writeString(folder.resolve("5.csv"), "id,score,predicted\n1,0.5,1\n2,0.5,1\n");
        try (Engine engine = Engine.embedded(folder.resolve("spill"))) {
            assertThat(engine.digest(same, "id")).isEqualTo(engine.digest(one, "id"));
            assertThat(engine.differences(one, same, "id").rows()).isZero();
            for (Path other : List.of(member, sure, none)) {
                assertThat(engine.digest(other, "id")).isNotEqualTo(engine.digest(one, "id"));
            }
            assertThat(engine.differences(one, member, "id"))
                    .isEqualTo(new Engine.Differences(
                            1, "first row with another prediction: key 2, score is the same, another column is not"));
            assertThat(engine.differences(one, sure, "id").rows()).isEqualTo(1);
            assertThat(engine.differences(one, none, "id").rows()).isEqualTo(2);
        }
    }
}
