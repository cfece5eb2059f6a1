// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.github.gxpml.data.BySide;
import io.github.gxpml.data.ClassCounts;
import io.github.gxpml.data.DataException;
import io.github.gxpml.data.ScoredTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Worked by hand. Labels A: 4 predicted A, 1 B; labels B: 3 predicted B, 1 A; label C: predicted C. */
class MulticlassTest {
    private static final double EXACT = 1e-12;

    @TempDir
    Path folder;

    private static String[] cells() {
        List<String> cells = new ArrayList<>();
        cells.addAll(Collections.nCopies(4, "AA"));
        cells.add("AB");
        cells.addAll(Collections.nCopies(3, "BB"));
        cells.add("BA");
        cells.add("CC");
        return cells.toArray(String[]::new);
    }

    private static ScoredTable scored(LabelBench bench, String... cells) throws DataException {
        List<String> rows = Arrays.stream(cells)
                .map(cell -> cell.substring(0, 1).replace("-", "") + ",F,60")
                .toList();
        List<String> predictions = new ArrayList<>(List.of("predicted"));
        Arrays.stream(cells).forEach(cell -> predictions.add(cell.substring(1)));
        return bench.scored(rows, predictions.toArray(String[]::new));
    }

    private MetricValue value(Request request, String... cells) throws Exception {
        try (LabelBench bench = LabelBench.create(folder, LabelBench.classes())) {
            return bench.value(scored(bench, cells), request);
        }
    }

    private static void undefined(MetricValue value, String reason) {
        assertThat(value.value()).isEmpty();
        assertThat(value.reason()).contains(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "accuracy, 0.8",
        "macro_recall, 0.85",
        "macro_precision, 0.85",
        "macro_f1, 0.85",
        "weighted_recall, 0.8",
        "weighted_precision, 0.8",
        "weighted_f1, 0.8",
        // chance is 0.42
        "kappa, 0.6551724137931034",
        // (10 * 8 - 42) / (100 - 42)
        "mcc, 0.6551724137931034"
    })
    void shouldComputeMeansOverClasses(String id, double expected) throws Exception {
        MetricValue value = value(Request.of(id), cells());
        assertThat(value.value().orElseThrow()).isCloseTo(expected, within(EXACT));
        assertThat(value.interval()).isPresent();
        assertThat(value.n()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({"class_recall, B, 0.75, 4", "class_precision, A, 0.8, 5", "class_f1, A, 0.8, 6", "class_f1, C, 1, 1"})
    void shouldComputeEachClass(String id, String name, double expected, long n) throws Exception {
        MetricValue value = value(Request.of(id).ofCategory(name), cells());
        assertThat(value.value().orElseThrow()).isCloseTo(expected, within(EXACT));
        assertThat(value.n()).isEqualTo(n);
    }

    @Test
    void shouldAskForAClassThatIsThere() throws Exception {
        undefined(value(Request.of("class_recall"), cells()), "set `class`");
        undefined(value(Request.of("class_recall").ofCategory("D"), cells()), "has the class `D`");
        undefined(value(Request.of("macro_f1").ofCategory("A"), cells()), "takes no `class`");
    }

    @Test
    void shouldKeepThePlaceOfAClassThatIsAbsent() throws Exception {
        undefined(value(Request.of("macro_recall"), "AA", "BB", "BC"), "no labels of the class `C`");
        undefined(value(Request.of("macro_precision"), "AA", "BB", "CB"), "no predictions of the class `C`");
        undefined(value(Request.of("weighted_precision"), "AA", "BB", "CB"), "no predictions of the class `C`");
        assertThat(value(Request.of("macro_f1"), "AA", "BB", "BC").value().orElseThrow())
                .isCloseTo((1 + 2.0 / 3) / 3, within(EXACT));
        assertThat(value(Request.of("weighted_f1"), "AA", "BB", "BC").value().orElseThrow())
                .isCloseTo((1 + 2 * 2.0 / 3) / 3, within(EXACT));
    }

    @Test
    void shouldHaveAnIntervalWhereEverythingIsRight() throws Exception {
        for (String id : List.of("macro_f1", "weighted_f1", "macro_recall", "weighted_precision", "accuracy")) {
            MetricValue value = value(Request.of(id), "AA", "AA", "BB", "CC");
            assertThat(value.value()).as(id).contains(1.0);
            assertThat(value.interval().orElseThrow().upper()).as(id).isEqualTo(1);
            assertThat(value.interval().orElseThrow().lower()).as(id).isBetween(0.2, 0.9);
        }
        MetricValue one = value(Request.of("macro_f1"), "AA");
        assertThat(one.value()).contains(1.0);
        assertThat(one.interval()).isPresent();
        undefined(value(Request.of("mcc"), "AA", "AA"), "all labels or all predictions are the same");
        undefined(value(Request.of("kappa"), "AA", "AA"), "all labels or all predictions are the same");
        undefined(value(Request.of("mcc"), "AA", "BA"), "all labels or all predictions are the same");
    }

    @Test
    void shouldLeaveOutAndCountRowsWithoutALabel() throws Exception {
        MetricValue value = value(Request.of("accuracy"), "AA", "-A", "BA", "-B");
        assertThat(value.value()).contains(0.5);
        assertThat(value.detail()).isEqualTo("2 rows without a label are left out");
        undefined(value(Request.of("macro_f1"), "-A", "-B"), "no row has a label");
    }

    @Test
    void shouldNotDependOnTheOrderOfRowsOrTheNamesOfClasses() throws Exception {
        String[] turned = cells();
        Collections.reverse(Arrays.asList(turned));
        String[] renamed = Arrays.stream(cells())
                .map(cell -> cell.replace('A', 'x').replace('C', 'A').replace('x', 'C'))
                .toArray(String[]::new);
        for (String id : List.of("macro_f1", "macro_recall", "weighted_f1", "kappa", "mcc")) {
            MetricValue value = value(Request.of(id), cells());
            assertThat(value(Request.of(id), turned)).as(id).isEqualTo(value);
            assertThat(value(Request.of(id), renamed).value().orElseThrow())
                    .as(id)
                    .isCloseTo(value.value().orElseThrow(), within(EXACT));
        }
    }

    @Test
    void shouldTakeNumbersForTheSameClassHoweverTheyAreWritten() throws Exception {
        try (LabelBench bench = LabelBench.create(folder, LabelBench.classes())) {
            ScoredTable table = bench.scored(
                    List.of("1,F,60", "2.0,F,60", "10,M,60", "3,M,60"), "predicted", "1.0", "2", "1e1", "10");
            Evaluation.Result result = bench.result(
                    table, Request.of("accuracy"), Request.of("class_recall").ofCategory("10"));
            assertThat(result.values().get(0).value()).contains(0.75);
            assertThat(result.values().get(1).value()).contains(1.0);
            assertThat(result.document()
                            .states()
                            .classes()
                            .orElseThrow()
                            .whole()
                            .classes())
                    .containsExactly("1", "2", "3", "10");
        }
    }

    @Test
    void shouldComputeTheLogLossOfTheOwnClass() throws Exception {
        try (LabelBench bench = LabelBench.create(folder, LabelBench.classes())) {
            List<String> rows = List.of("A,F,60", "B,M,60", "B,M,60");
            ScoredTable table =
                    bench.scored(rows, "predicted,score.A,score.B", "A,0.5,0.5", "B,0.75,0.25", "A,0.5,0.5");
            MetricValue value = bench.value(table, Request.of("log_loss"));
            assertThat(value.value().orElseThrow()).isCloseTo(4 * Math.log(2) / 3, within(EXACT));
            ScoredTable certain = bench.scored(rows, "predicted,score.A,score.B", "A,0,1", "B,0.75,0.25", "A,0.5,0.5");
            undefined(bench.value(certain, Request.of("log_loss")), "the loss is infinite: 1 rows");
            ScoredTable none = bench.scored(rows, "predicted", "A", "B", "B");
            undefined(bench.value(none, Request.of("log_loss")), "there are no scores of the classes");
            ScoredTable unknown =
                    bench.scored(rows, "predicted,score.A,score.C", "A,0.5,0.5", "A,0.75,0.25", "A,0.5,0.5");
            undefined(bench.value(unknown, Request.of("log_loss")), "2 rows have a label whose class has no score");
        }
    }

    @Test
    void shouldAddUpOverTheSidesOfAFacet() throws Exception {
        try (LabelBench bench = LabelBench.create(folder, LabelBench.classes())) {
            List<String> rows = IntStream.range(0, 90)
                    .mapToObj(i -> "ABC".charAt(i % 3) + "," + (i % 7 == 0 ? "F" : "M") + ",60")
                    .toList();
            String[] predictions = IntStream.range(-1, 90)
                    .mapToObj(
                            i -> i < 0 ? "predicted,score.A,score.B,score.C" : "ABC".charAt(i % 5 % 3) + ",0.2,0.3,0.5")
                    .toArray(String[]::new);
            var states = bench.result(bench.scored(rows, predictions), Request.of("macro_f1"))
                    .document()
                    .states()
                    .classes()
                    .orElseThrow();
            BySide<ClassCounts> sides = states.facets().get("sex=F");
            assertThat(sides.disfavoured().plus(sides.favoured())).isEqualTo(states.whole());
            assertThat(states.facets().get("age>75").disfavoured().labelled()).isZero();
        }
    }

    @Test
    void shouldCountNoMoreThanAHundredClasses() throws Exception {
        try (LabelBench bench = LabelBench.create(folder, LabelBench.classes())) {
            for (int classes : new int[] {100, 101}) {
                List<String> rows = IntStream.range(0, classes)
                        .mapToObj(i -> "c" + i + ",F,60")
                        .toList();
                String[] predictions = IntStream.range(-1, classes)
                        .mapToObj(i -> i < 0 ? "predicted" : "c" + i)
                        .toArray(String[]::new);
                MetricValue value = bench.value(bench.scored(rows, predictions), Request.ofFacet("macro_f1", "sex=F"));
                if (classes == 100) {
                    assertThat(value.value()).contains(1.0);
                } else {
                    undefined(value, "there are more than 100 classes");
                }
            }
        }
    }

    @Test
    void shouldKeepToTheDeclaredClasses() throws Exception {
        try (LabelBench bench = LabelBench.create(folder, LabelBench.declared("C", "A", "B"))) {
            List<String> rows = List.of("A,F,60", "B,M,60", "C,M,60");
            var states = bench.result(bench.scored(rows, "predicted", "A", "A", "C"), Request.of("accuracy"))
                    .document()
                    .states();
            assertThat(states.classes().orElseThrow().whole().classes()).containsExactly("C", "A", "B");
            ScoredTable foreign = bench.scored(List.of("A,F,60", "x,M,60", "D,M,60"), "predicted", "A", "B", "C");
            undefined(
                    bench.value(foreign, Request.of("macro_f1")),
                    "2 rows have a label that is none of the declared classes, first `D`");
            refused(
                    bench,
                    rows,
                    "no valid `predicted`, first key `2` - it must be one of C, A, B",
                    "predicted",
                    "A",
                    "X",
                    "C");
            refused(bench, rows, "there is a score for `D`", "predicted,score.A,score.D", "A,0,1", "A,0,1", "A,0,1");
            refused(
                    bench,
                    rows,
                    "none for the declared class `C`",
                    "predicted,score.A,score.B",
                    "A,0,1",
                    "A,0,1",
                    "A,0,1");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A,0.5,0.5|,0.5,0.5|no valid `predicted`, first key `2`",
                "A,0.5,0.5|B,1.5,-0.5|no valid `score.A`, first key `2` - it must be a number from 0 to 1",
                "A,0.5,0.5|B,0.5,|no valid `score.B`, first key `2`",
                "A,0.5,0.5|B,NaN,0.5|no valid `score.A`, first key `2`",
                "A,0.5,0.5|B,0.5,0.6|no valid `score.A` + `score.B`, first key `2` - it must be 1 in sum",
                "A,0.5,0.5|B,0.3,0.3|it must be 1 in sum, give or take 0.001"
            })
    void shouldRefusePredictionsThatAreNone(String first, String second, String reason) throws Exception {
        try (LabelBench bench = LabelBench.create(folder, LabelBench.classes())) {
            refused(bench, List.of("A,F,60", "B,M,60"), reason, "predicted,score.A,score.B", first, second);
        }
    }

    @Test
    void shouldRefuseKeysThatDoNotFit() throws Exception {
        try (LabelBench bench = LabelBench.create(folder, LabelBench.classes())) {
            List<String> rows = List.of("A,F,60", "B,M,60");
            refused(bench, rows, "1 key occurs in the table but not among the predictions", "predicted", "A");
            refused(bench, rows, "no column `predicted`", "prediction", "A", "B");
            refused(
                    bench,
                    List.of("1,F,60", "2,M,60"),
                    "two columns hold the score of class",
                    "predicted,score.1,score.1.0",
                    "1,0,1",
                    "2,0,1");
        }
    }

    private static void refused(LabelBench bench, List<String> rows, String reason, String... predictions) {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> bench.scored(rows, predictions))
                .withMessageContaining(reason);
    }
}
