// SPDX-License-Identifier: MIT
package io.github.gxpml.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.gxpml.data.Engine;
import io.github.gxpml.data.States;
import io.github.gxpml.data.Table;
import io.github.gxpml.interop.Statistics.Bucket;
import io.github.gxpml.interop.Statistics.Category;
import io.github.gxpml.interop.Statistics.Feature;
import io.github.gxpml.metric.constraint.ConstraintCheck;
import io.github.gxpml.metric.constraint.ConstraintReport;
import io.github.gxpml.metric.constraint.ConstraintSet;
import io.github.gxpml.metric.constraint.InferredType;
import io.github.gxpml.metric.constraint.Violation;
import io.github.gxpml.metric.drift.Baseline;
import io.github.gxpml.spec.DataSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuggestionTest {
    @TempDir
    private Path folder;

    @Test
    void shouldInferTypesAsDeequDoes() throws Exception {
        // Deequ, DataTypeHistogram.determineType; there are no truth values among the types of constraints
        assertThat(statistics("i,f,s,m,t,n\n1,1,1,1,true,\n-2,2.5,x,true,false,\n")
                        .features())
                .extracting(Feature::name, Feature::type)
                .containsExactly(
                        tuple("i", InferredType.INTEGRAL),
                        tuple("f", InferredType.FRACTIONAL),
                        tuple("s", InferredType.STRING),
                        tuple("m", InferredType.STRING),
                        tuple("t", InferredType.STRING),
                        tuple("n", InferredType.UNKNOWN));
    }

    @Test
    void shouldDescribeNumbers() throws Exception {
        // churn, 325 of 2,333 rows, in the output of Amazon's introduction to Model Monitor: 0.139306, 325.0, 0.346265
        Feature churn = statistics("churn\n" + "1\n".repeat(325) + "0\n".repeat(2008))
                .features()
                .get(0);

        var numbers = churn.numbers().get();
        assertThat(numbers.mean().get()).isEqualTo(325.0 / 2333);
        assertThat(numbers.sum()).contains(325.0);
        assertThat(numbers.deviation().get()).isCloseTo(0.346265, Offset.offset(5e-7));
        assertThat(numbers.min()).contains(0.0);
        assertThat(numbers.max()).contains(1.0);
        assertThat(numbers.buckets())
                .hasSize(10)
                .startsWith(new Bucket(0, 0.1, 2008))
                .endsWith(new Bucket(0.9, 1, 325));
        // 325 = 101000101 in binary, 2008 = 11111011000
        assertThat(numbers.sketch().get().data())
                .containsExactly(
                        List.of(1.0),
                        List.of(),
                        List.of(1.0),
                        List.of(0.0),
                        List.of(0.0),
                        List.of(),
                        List.of(0.0, 1.0),
                        List.of(0.0),
                        List.of(0.0, 1.0),
                        List.of(0.0),
                        List.of(0.0));
    }

    @Test
    void shouldDescribeAConstantColumn() throws Exception {
        var numbers = statistics("a\n7\n7\n\n").features().get(0).numbers().get();

        // Deequ's KLLSketch: only the last bucket has its upper bound
        assertThat(numbers.buckets().subList(0, 9)).containsOnly(new Bucket(7, 7, 0));
        assertThat(numbers.buckets().get(9)).isEqualTo(new Bucket(7, 7, 2));
        assertThat(numbers.deviation()).contains(0.0);
    }

    @Test
    void shouldDescribeTexts() throws Exception {
        String many = IntStream.range(0, 1500).mapToObj(i -> "v" + i + "\n").collect(Collectors.joining());
        Feature text = statistics("a\n" + many + "v0\n").features().get(0);

        assertThat(text.present()).isEqualTo(1501);
        assertThat(text.texts().get().distinct()).contains(1500.0);
        assertThat(text.texts().get().categories().get())
                .hasSize(1000)
                .startsWith(new Category("v0", 2), new Category("v1", 1));
    }

    @Test
    void shouldBearTheWidestRange() throws Exception {
        Statistics statistics = statistics("a\n-1.7e308\n1.7e308\n");

        assertThat(statistics.features().get(0).numbers().get().buckets()).isEmpty();
        assertThat(StatisticsFile.read("s", StatisticsFile.write(statistics))).isEqualTo(statistics);
    }

    @Test
    void shouldSuggestConstraints() throws Exception {
        String csv = "age,score,sex,id\n"
                + IntStream.range(0, 40)
                        .mapToObj(i -> (i % 10 == 0 ? "" : i) + "," + (i - 20) / 2.0 + "," + (i % 2 == 0 ? "F" : "M")
                                + ",x" + i + "\n")
                        .collect(Collectors.joining());

        assertThat(ConstraintsFile.write(Suggestion.constraints(statistics(csv))))
                .asString()
                .isEqualTo("""
                {
                  "version" : 0.0,
                  "features" : [ {
                    "name" : "age",
                    "inferred_type" : "Integral",
                    "completeness" : 0.9,
                    "num_constraints" : {
                      "is_non_negative" : true
                    }
                  }, {
                    "name" : "score",
                    "inferred_type" : "Fractional",
                    "completeness" : 1.0,
                    "num_constraints" : {
                      "is_non_negative" : false
                    }
                  }, {
                    "name" : "sex",
                    "inferred_type" : "String",
                    "completeness" : 1.0,
                    "string_constraints" : {
                      "domains" : [ "F", "M" ]
                    }
                  }, {
                    "name" : "id",
                    "inferred_type" : "String",
                    "completeness" : 1.0
                  } ],
                  "monitoring_config" : {
                    "evaluate_constraints" : "Enabled",
                    "emit_metrics" : "Enabled",
                    "datatype_check_threshold" : 1.0,
                    "domain_content_threshold" : 1.0,
                    "distribution_constraints" : {
                      "perform_comparison" : "Enabled",
                      "comparison_threshold" : 0.1,
                      "comparison_method" : "Robust",
                      "categorical_comparison_threshold" : 0.1,
                      "categorical_drift_method" : "LInfinity"
                    }
                  }
                }
                """);
    }

    @Test
    void shouldSatisfyWhatItSuggests() throws Exception {
        String hostile = "\"a\"\"'; --\",b,c,d,e\n1,x,1.5,,true\n,y,2,,false\n3,x,-1e3,,true\n";
        try (Engine engine = Engine.embedded(folder.resolve("scratch"))) {
            Table table = table(engine, hostile);
            Statistics statistics = Suggestion.statistics(engine, table);

            ConstraintReport report = check(engine, table, statistics);

            assertThat(report.violations()).isEmpty();
            assertThat(report.undecided()).isEmpty();
            assertThat(report.satisfied()).isTrue();
        }
    }

    @Test
    void shouldFindTheDriftOfATableFromItsDocumentsAlone() throws Exception {
        String before =
                "a\n" + IntStream.range(0, 5000).mapToObj(i -> i * 0.37 + "\n").collect(Collectors.joining());
        String now = "a\n"
                + IntStream.range(2000, 7000).mapToObj(i -> i * 0.37 + "\n").collect(Collectors.joining());
        try (Engine engine = Engine.embedded(folder.resolve("scratch"))) {
            Statistics statistics = Suggestion.statistics(engine, table(engine, before));

            assertThat(check(engine, table(engine, before), statistics).satisfied())
                    .isTrue();
            assertThat(check(engine, table(engine, now), statistics).violations())
                    .extracting(Violation::description)
                    .singleElement()
                    .asString()
                    .startsWith("Numerical distance: 0.36");
        }
    }

    @Test
    void shouldComeBackFromItsDocuments() throws Exception {
        try (Engine engine = Engine.embedded(folder.resolve("scratch"))) {
            Table table = table(engine, "a,b\n1,x\n2,y\n2,x\n,\n7,z\n");
            Baseline baseline = Baseline.of(engine, table, List.of("a", "b"), "", "");
            Statistics statistics = Suggestion.statistics(engine, table);

            Statistics read = StatisticsFile.read("s.json", StatisticsFile.write(statistics));

            assertThat(read).isEqualTo(statistics);
            assertThat(StatisticsBaseline.of(baseline)).isEqualTo(statistics);
            Baseline back = StatisticsBaseline.of(read, "data", "");
            assertThat(back.columns().get("a").numbers())
                    .isEqualTo(baseline.columns().get("a").numbers());
            assertThat(back.columns().get("b")).isEqualTo(baseline.columns().get("b"));
            assertThat(back.columns().get("a").bins())
                    .isEqualTo(baseline.columns().get("a").bins());
        }
    }

    private static ConstraintReport check(Engine engine, Table table, Statistics statistics) throws Exception {
        Statistics read = StatisticsFile.read("s.json", StatisticsFile.write(statistics));
        var constraints = ConstraintsFile.read("c.json", ConstraintsFile.write(Suggestion.constraints(read)));
        var set = new ConstraintSet(constraints, List.of());
        Optional<Baseline> baseline = Optional.of(StatisticsBaseline.of(read, "", ""));
        States states = engine.states(table, ConstraintCheck.needs(set, baseline));
        return ConstraintCheck.of(set, baseline, states);
    }

    private Statistics statistics(String csv) throws Exception {
        try (Engine engine = Engine.embedded(folder.resolve("scratch"))) {
            return Suggestion.statistics(engine, table(engine, csv));
        }
    }

    private Table table(Engine engine, String csv) throws Exception {
        Path file = Files.createTempFile(folder, "table", ".csv");
        return engine.table("data", Files.writeString(file, csv), DataSpec.Format.CSV);
    }
}
