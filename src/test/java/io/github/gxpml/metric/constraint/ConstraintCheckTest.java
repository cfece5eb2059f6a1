// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.gxpml.data.Engine;
import io.github.gxpml.data.Table;
import io.github.gxpml.io.Json;
import io.github.gxpml.metric.Evaluation;
import io.github.gxpml.metric.EvaluationDocument;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.constraint.Constraints.Feature;
import io.github.gxpml.metric.constraint.Settings.CategoryMethod;
import io.github.gxpml.metric.drift.Baseline;
import io.github.gxpml.spec.DataSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConstraintCheckTest {
    @TempDir
    private Path folder;

    @Test
    void shouldFindNothingInTheTableThatTheConstraintsComeFrom() throws Exception {
        ConstraintReport report = check("a,b\n1,x\n2,y\n3,x\n", alone(integral("a"), text("b", "x", "y")));

        assertThat(report.violations()).isEmpty();
        assertThat(report.undecided()).isEmpty();
        assertThat(report.satisfied()).isTrue();
        // a: there, complete, type, not negative; b: there, complete, domain
        assertThat(report.checks()).isEqualTo(7);
    }

    @Test
    void shouldFindValuesOfAnotherType() throws Exception {
        // the words of a monitoring run that Amazon's sample notebook of Model Monitor shows
        String rows = IntStream.range(0, 199).mapToObj(i -> i + "\n").collect(Collectors.joining());
        ConstraintReport report = check("a\n" + rows + "1.5\n", alone(integral("a")));

        assertThat(report.violations())
                .containsExactly(new Violation(
                        "a",
                        CheckType.DATA_TYPE,
                        "Data type match requirement is not met. Expected data type: Integral, Expected match: 100.0%."
                                + " Observed: Only 99.5% of data is Integral."));
    }

    @Test
    void shouldTellTypesApartAsDeequDoes() throws Exception {
        // Deequ, StatefulDataType: FRACTIONAL, INTEGRAL and BOOLEAN patterns; a sign and a blank may stand in front
        String csv = "a\n1\n- 2\n+3\n1.5\n1e3\n1.e3\n.5\nNaN\ntrue\nTRUE\n0x1\n 1\n\"4\n\"\n";
        try (Engine engine = Engine.embedded(folder.resolve("scratch"))) {
            Table table = table(engine, csv);
            var contents = engine.states(table, ConstraintCheck.needs(alone(integral("a")), Optional.empty()))
                    .contents()
                    .get()
                    .find("a")
                    .get();

            assertThat(contents.integral()).isEqualTo(4);
            assertThat(contents.fractional()).isEqualTo(2);
            assertThat(contents.truths()).isEqualTo(1);
            assertThat(contents.texts()).isEqualTo(6);
            assertThat(contents.missing()).isZero();
        }
    }

    @Test
    void shouldTakeWholeNumbersForFractions() throws Exception {
        var feature = new Feature(
                "a", InferredType.FRACTIONAL, Optional.of(1.0), Optional.empty(), Optional.empty(), Settings.NONE);

        assertThat(check("a\n1\n2.5\n", alone(feature)).violations()).isEmpty();
        assertThat(check("a\n1\nx\n", alone(feature)).violations())
                .extracting(Violation::check)
                .containsExactly(CheckType.DATA_TYPE);
    }

    @Test
    void shouldAllowTheShareThatTheThresholdAllows() throws Exception {
        Settings settings = SomeSettings.settings("datatype", 0.5);

        assertThat(check("a\n1\nx\n", of(settings, integral("a"))).violations()).isEmpty();
        assertThat(check("a\n1\nx\ny\n", of(settings, integral("a"))).violations())
                .hasSize(1);
    }

    @Test
    void shouldTellThatAThresholdDemandsLittle() throws Exception {
        assertThat(check("a\n1\n", of(SomeSettings.settings("datatype", 0.1), integral("a")))
                        .notes())
                .containsExactly("datatype_check_threshold is 0.1: so small a share of the values must match");
    }

    @Test
    void shouldFindMissingValues() throws Exception {
        assertThat(check("a,b\n1,1\n,1\n3,1\n4,1\n", alone(integral("a"), integral("b")))
                        .violations())
                .containsExactly(new Violation(
                        "a",
                        CheckType.COMPLETENESS,
                        "Completeness requirement is not met. Expected completeness: 100.0%. Observed: Only 75.0% of"
                                + " data is present."));
        assertThat(check("a,b\n1,1\n,1\n3,1\n4,1\n", alone(integral("a", 0.75), integral("b")))
                        .violations())
                .isEmpty();
    }

    @Test
    void shouldFindColumnsByNameEvenIfTheirNumberIsRight() throws Exception {
        // Model Monitor compares the numbers of columns, which a renamed column keeps
        assertThat(check("a,c\n1,1\n", alone(integral("a"), integral("b"))).violations())
                .extracting(Violation::column, Violation::check)
                .containsExactly(tuple("b", CheckType.MISSING_COLUMN), tuple("c", CheckType.EXTRA_COLUMN));
    }

    @Test
    void shouldLetColumnsStandApart() throws Exception {
        var set = new ConstraintSet(new Constraints(List.of(integral("a")), off()), List.of("id"));

        assertThat(check("id,a\n1,1\n", set).violations()).isEmpty();
    }

    @Test
    void shouldFindValuesOutsideTheDomain() throws Exception {
        assertThat(check("a\nx\ny\nz\n\n", alone(text("a", "x", "y"))).violations())
                .extracting(Violation::check, Violation::description)
                .contains(tuple(
                        CheckType.CATEGORICAL_VALUES,
                        "Domain requirement is not met. Expected match: 100.0%. Observed: Only " + 2.0 / 3 * 100
                                + "% of data is in the domain."));
        assertThat(check("a\nx\ny\nz\n", of(SomeSettings.settings("domain", 0.6), text("a", "x", "y")))
                        .violations())
                .isEmpty();
    }

    @Test
    void shouldFindNegativeNumbers() throws Exception {
        assertThat(check("a\n1\n-2\n0\n-0\n", alone(integral("a"))).violations())
                .containsExactly(new Violation(
                        "a",
                        CheckType.NON_NEGATIVE,
                        "Non-negative requirement is not met. Observed: 1 of 4 values are negative."));
    }

    @Test
    void shouldBeUndecidedWhereThereIsNothingToCheck() throws Exception {
        ConstraintReport report = check("a,b\n,1\n,2\n", alone(integral("a", 0), integral("b")));

        assertThat(report.undecided()).containsExactly("column `a` has no value to check");
        assertThat(report.satisfied()).isFalse();
    }

    @Test
    void shouldBeUndecidedWhereTheFileSwitchesItselfOff() throws Exception {
        Settings disabled = new Settings(
                Optional.of(false),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        assertThat(check("a\nx\n", of(disabled, integral("a"))).undecided())
                .containsExactly("the constraints switch their own evaluation off (evaluate_constraints: Disabled)");
        var feature =
                new Feature("a", InferredType.INTEGRAL, Optional.of(1.0), Optional.empty(), Optional.empty(), disabled);
        ConstraintReport report = check("a,b\nx,1\n", alone(feature, integral("b")));
        assertThat(report.violations()).isEmpty();
        assertThat(report.notes()).containsExactly("column `a` is switched off by the constraints");
    }

    @Test
    void shouldBeUndecidedWithoutStatisticsToCompareWith() throws Exception {
        assertThat(check("a\n1\n", of(Settings.SUGGESTED, integral("a"))).undecided())
                .containsExactly("distributions are to be compared, but no statistics of the baseline are given");
    }

    @Test
    void shouldComputeDistancesOfNumbersAsDeequDoes() throws Exception {
        // baseline 0..99, current 50..149: L-infinity is 0.5; robust takes 1.8 sqrt(200 / 10000) = 0.2545584412271571
        String before = numbers(0, 100);
        String now = numbers(50, 150);

        assertThat(drift(before, now, Settings.SUGGESTED, integral("a")))
                .containsExactly(new Violation(
                        "a",
                        CheckType.BASELINE_DRIFT,
                        "Numerical distance: " + (0.5 - 1.8 * Math.sqrt(200.0 / 10000))
                                + " exceeds numerical threshold: 0.1"));
        assertThat(drift(before, now, SomeSettings.simple(0.5), integral("a"))).isEmpty();
        assertThat(drift(before, now, SomeSettings.simple(0.4999), integral("a")))
                .extracting(Violation::description)
                .containsExactly("Numerical distance: 0.5 exceeds numerical threshold: 0.4999");
        assertThat(drift(before, before, SomeSettings.simple(0), integral("a"))).isEmpty();
    }

    @Test
    void shouldForgiveSmallSamplesWhatChanceMakesOfThem() throws Exception {
        // 10 of 60 rows moved: 0.17, of which chance makes 1.8 sqrt(120 / 3600) = 0.33
        assertThat(drift(numbers(0, 60), numbers(10, 70), SomeSettings.simple(0.1), integral("a")))
                .hasSize(1);
        assertThat(drift(numbers(0, 60), numbers(10, 70), Settings.SUGGESTED, integral("a")))
                .isEmpty();
    }

    @Test
    void shouldComputeDistancesOfCategoriesAsDeequDoes() throws Exception {
        String before = "a\n" + "x\n".repeat(50) + "y\n".repeat(50);
        String now = "a\n" + "x\n".repeat(80) + "y\n".repeat(10) + "z\n".repeat(10);
        Feature feature = text("a", "x", "y", "z");

        assertThat(drift(before, now, SomeSettings.simple(0.39), feature))
                .extracting(Violation::description)
                .containsExactly("Categorical distance: 0.4 exceeds categorical threshold: 0.39");
        assertThat(drift(before, now, SomeSettings.simple(0.4), feature)).isEmpty();
        assertThat(drift(before, now, SomeSettings.categories(CategoryMethod.CHI_SQUARED, 0.05), feature))
                .extracting(Violation::check)
                .containsExactly(CheckType.BASELINE_DRIFT);
        assertThat(drift(before, before, SomeSettings.categories(CategoryMethod.CHI_SQUARED, 0.05), feature))
                .isEmpty();
    }

    @Test
    void shouldNotTakeANewValueForNoDrift() throws Exception {
        String before = "a\n" + "x\n".repeat(100);
        String now = "a\n" + "x\n".repeat(50) + "new\n".repeat(50);

        assertThat(drift(before, now, Settings.SUGGESTED, text("a")))
                .extracting(Violation::check)
                .contains(CheckType.BASELINE_DRIFT);
    }

    @Test
    void shouldKeepHostileNamesApart() throws Exception {
        String name = "a\"\"'); DROP TABLE t0; --\u202e";
        Feature feature = integral(name.replace("\"\"", "\""));

        assertThat(check("\"" + name + "\"\n1\nx\n", alone(feature)).violations())
                .extracting(Violation::column)
                .containsExactly(feature.name());
    }

    @Test
    void shouldCountViolationsAndComputeThemAgainWithoutTheTable() throws Exception {
        var data = new DataSpec(
                "", new DataSpec.LabelSpec("", ""), List.of(), List.of(), Map.of(), Map.of(), Optional.empty());
        Request request = Request.of("constraint_violations");
        try (Engine engine = Engine.embedded(folder.resolve("scratch"))) {
            Table before = table(engine, numbers(0, 100));
            Table now = table(engine, numbers(50, 150) + "x\n");
            Baseline baseline = Baseline.of(engine, before, List.of("a"), "", "");
            Options options = new Options(0.95, 0, Optional.of(baseline)).with(of(Settings.SUGGESTED, integral("a")));

            var result = new Evaluation(engine, data, options).of(now, List.of(request));

            MetricValue value = result.values().get(0);
            assertThat(value.value()).contains(2.0);
            assertThat(value.detail()).isEqualTo("5 checks, violated: `a` data_type_check, `a` baseline_drift_check");
            var document = Json.read(Json.pretty(result.document()), EvaluationDocument.class);
            assertThat(Evaluation.recompute(document, List.of(request))).containsExactly(value);
        }
    }

    @Test
    void shouldHaveNoNumberWhileAnythingIsUndecided() throws Exception {
        var data = new DataSpec(
                "", new DataSpec.LabelSpec("", ""), List.of(), List.of(), Map.of(), Map.of(), Optional.empty());
        try (Engine engine = Engine.embedded(folder.resolve("scratch"))) {
            Table now = table(engine, "a,b\n1,1\n");
            List<Request> request = List.of(Request.of("constraint_violations"));

            assertThat(new Evaluation(engine, data, Options.at(0.95).with(of(Settings.SUGGESTED, integral("a"))))
                            .of(now, request)
                            .values()
                            .get(0)
                            .reason())
                    .isEqualTo("distributions are to be compared, but no statistics of the baseline are given;"
                            + " 1 violations were found");
            assertThat(new Evaluation(engine, data, Options.at(0.95))
                            .of(now, request)
                            .values()
                            .get(0)
                            .reason())
                    .isEqualTo("no constraints are given: name them in monitor.constraints");
            var nothing = new ConstraintSet(new Constraints(List.of(), off()), List.of("a", "b"));
            assertThat(new Evaluation(engine, data, Options.at(0.95).with(nothing))
                            .of(now, request)
                            .values()
                            .get(0)
                            .reason())
                    .isEqualTo("the constraints ask for nothing");
        }
    }

    @Test
    void shouldAddUpContentsOfParts() throws Exception {
        var set = alone(integral("a"), text("b", "x"));
        try (Engine engine = Engine.embedded(folder.resolve("scratch"))) {
            var needs = ConstraintCheck.needs(set, Optional.empty());
            var first = engine.states(table(engine, "a,b\n1,x\n,y\n"), needs)
                    .contents()
                    .get();
            var second = engine.states(table(engine, "a,b\n-1,x\n2.5,\ntrue,z\n"), needs)
                    .contents()
                    .get();
            var whole = engine.states(table(engine, "a,b\n2.5,\n1,x\n,y\ntrue,z\n-1,x\n"), needs)
                    .contents()
                    .get();

            assertThat(first.plus(second)).isEqualTo(whole);
        }
    }

    private List<Violation> drift(String before, String now, Settings settings, Feature feature) throws Exception {
        try (Engine engine = Engine.embedded(folder.resolve("scratch"))) {
            var baseline = Optional.of(Baseline.of(engine, table(engine, before), List.of(feature.name()), "", ""));
            var set = of(settings, feature);
            return ConstraintCheck.of(
                            set, baseline, engine.states(table(engine, now), ConstraintCheck.needs(set, baseline)))
                    .violations();
        }
    }

    private ConstraintReport check(String csv, ConstraintSet set) throws Exception {
        try (Engine engine = Engine.embedded(folder.resolve("scratch"))) {
            Table table = table(engine, csv);
            return ConstraintCheck.of(
                    set, Optional.empty(), engine.states(table, ConstraintCheck.needs(set, Optional.empty())));
        }
    }

    private Table table(Engine engine, String csv) throws Exception {
        Path file = Files.createTempFile(folder, "table", ".csv");
        return engine.table("data", Files.writeString(file, csv), DataSpec.Format.CSV);
    }

    private static String numbers(int from, int to) {
        return "a\n" + IntStream.range(from, to).mapToObj(i -> i + "\n").collect(Collectors.joining());
    }

    private static Feature integral(String name) {
        return integral(name, 1);
    }

    private static Feature integral(String name, double completeness) {
        return new Feature(
                name,
                InferredType.INTEGRAL,
                Optional.of(completeness),
                Optional.of(true),
                Optional.empty(),
                Settings.NONE);
    }

    private static Feature text(String name, String... domain) {
        return new Feature(
                name,
                InferredType.STRING,
                Optional.of(domain.length == 2 ? 0.0 : 1.0),
                Optional.empty(),
                domain.length == 0
                        ? Optional.empty()
                        : Optional.of(Stream.of(domain).toList()),
                Settings.NONE);
    }

    private static ConstraintSet alone(Feature... features) {
        return of(off(), features);
    }

    private static ConstraintSet of(Settings settings, Feature... features) {
        return new ConstraintSet(new Constraints(List.of(features), settings), List.of());
    }

    private static Settings off() {
        return SomeSettings.settings("", 0);
    }
}
