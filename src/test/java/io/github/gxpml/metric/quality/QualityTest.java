// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.data.Table;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.metric.Bench;
import io.github.gxpml.metric.Evaluation;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.spec.DataSpec.ColumnSpec;
import io.github.gxpml.spec.DataSpec.ColumnSpec.Type;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QualityTest {
    private static final String HEAD = "id,y,sex,age,kappa\n";

    @TempDir
    Path folder;

    private MetricValue of(Map<String, ColumnSpec> columns, String csv, Request request) throws Exception {
        try (Bench bench = new Bench(folder)) {
            return new Evaluation(bench.engine(), Bench.data(columns), Options.at(0.95))
                    .of(bench.table("train", csv), List.of(request))
                    .values()
                    .get(0);
        }
    }

    @Test
    void shouldCountRowsWithAValue() throws Exception {
        MetricValue value = of(
                Map.of(),
                HEAD + "1,1,F,60,\n2,0,M,70,1\n3,0,M,70,1\n4,0,M,70,1\n",
                Request.ofColumn("completeness", "kappa"));
        assertThat(value.value()).contains(0.75);
        assertThat(value.interval().orElseThrow().method()).isEqualTo("wilson");
        assertThat(value.detail()).isEqualTo("1 of 4 rows have no value");
        assertThat(of(Map.of(), HEAD + "1,1,F,60,\n", Request.ofColumn("completeness", "kapa"))
                        .reason())
                .isEqualTo("table train has no column `kapa`");
    }

    @Test
    void shouldFindNothingWrongInAGoodTable() throws Exception {
        MetricValue value = of(Map.of(), HEAD + "1,1,F,60,\n2,0,M,70,1\n", Request.of("schema_violations"));
        assertThat(value.value()).contains(0.0);
        assertThat(value.detail()).isEmpty();
    }

    @Test
    void shouldCountAndNameSchemaViolations() throws Exception {
        var age = new ColumnSpec(Type.INTEGER, Optional.of(0.0), Optional.of(120.0), List.of(), true);
        var sex = new ColumnSpec(Type.TEXT, Optional.empty(), Optional.empty(), List.of("F", "M"), false);
        var stage = new ColumnSpec(Type.TEXT, Optional.empty(), Optional.empty(), List.of(), false);
        MetricValue value = of(
                Map.of("age", age, "sex", sex, "stage", stage),
                HEAD + "1,1,F,60,1\n2,0,X,700,1\n3,0,,,1\n,0,M,old,1\n",
                Request.of("schema_violations"));
        // age: one missing, one text, one outside; sex: one outside; key: one missing; stage: not there
        assertThat(value.value()).contains(6.0);
        assertThat(value.detail())
                .isEqualTo("`age` has 1 missing, 1 of another type, 1 outside the domain; `id` has 1 missing;"
                        + " `sex` has 1 outside the domain and 1 more columns");
    }

    @Test
    void shouldMissFeaturesAndFacetsButAllowTheLabelToComeLater() throws Exception {
        MetricValue value = of(Map.of(), "id,age\n1,60\n", Request.of("schema_violations"));
        assertThat(value.value()).contains(2.0);
        assertThat(value.detail()).isEqualTo("`kappa` is not there; `sex` is not there");
    }

    @Test
    void shouldCountValuesThatAreNotFinite() throws Exception {
        MetricValue value =
                of(Map.of(), HEAD + "1,1,F,60,NaN\n2,0,M,70,1.5\n3,0,M,70,inf\n", Request.of("schema_violations"));
        assertThat(value.value()).contains(2.0);
    }

    @Test
    void shouldCountDuplicateKeys() throws Exception {
        MetricValue value = of(
                Map.of(),
                HEAD + "5,1,F,60,1\n5,1,F,60,1\n5,0,M,70,1\n3,0,M,70,1\n3,0,M,70,1\n7,0,M,1,1\n",
                Request.of("duplicate_keys"));
        assertThat(value.value()).contains(3.0);
        assertThat(value.n()).isEqualTo(6);
        assertThat(value.detail()).isEqualTo("first: 3, 5");
        assertThat(of(Map.of(), "nr\n1\n", Request.of("duplicate_keys")).reason())
                .contains("no key column");
    }

    @Test
    void shouldCountAndNameSharedRows() throws Exception {
        try (Bench bench = new Bench(folder)) {
            Table train = bench.table("train", HEAD + "1,1,F,60,1\n2,0,M,70,2\n3,0,M,71,3\n,0,M,1,1\n");
            Table test = bench.table("validation", HEAD + "3,1,F,65,1\n2,0,M,70,2\n9,1,F,60.0,1\n,0,M,2,2\n");
            MetricValue value = new Evaluation(bench.engine(), Bench.data(), Options.at(0.95))
                    .against(List.of(train))
                    .of(test, List.of(Request.of("shared_rows")))
                    .values()
                    .get(0);
            assertThat(value.value()).contains(2.0);
            assertThat(value.detail())
                    .isEqualTo("first keys shared with train: 2, 3; 2 rows equal a row of train in all but the key");
        }
    }

    @Test
    void shouldCountRowsSharedWithEachOfSeveralTables() throws Exception {
        try (Bench bench = new Bench(folder)) {
            Table train = bench.table("train", HEAD + "1,1,F,60,1\n2,0,M,70,2\n");
            Table validation = bench.table("validation", HEAD + "3,1,F,61,1\n4,0,M,71,2\n");
            Table test = bench.table("test", HEAD + "1,1,F,62,1\n3,0,M,72,2\n4,0,M,73,2\n5,0,M,74,2\n");
            Table keyless = bench.table("keyless", "nr\n1\n");
            var evaluation = new Evaluation(bench.engine(), Bench.data(), Options.at(0.95));
            List<Request> shared = List.of(Request.of("shared_rows"));

            Evaluation.Result both =
                    evaluation.against(List.of(train, validation)).of(test, shared);
            MetricValue unknown = evaluation
                    .against(List.of(validation, keyless))
                    .of(train, shared)
                    .values()
                    .get(0);

            assertThat(both.values().get(0).value()).contains(3.0);
            assertThat(both.values().get(0).detail())
                    .isEqualTo("first keys shared with train: 1; first keys shared with validation: 3, 4");
            assertThat(Evaluation.recompute(both.document(), shared)).isEqualTo(both.values());
            assertThat(unknown.value())
                    .as("one table could be compared and shares nothing, the other could not")
                    .isEmpty();
        }
    }

    @Test
    void shouldIdentifyRowsByTheirKeysWhateverTheirOrder() throws Exception {
        try (Bench bench = new Bench(folder)) {
            Table one = bench.table("one", HEAD + "b,1,F,60,1\na,0,M,70,2\n,0,M,70,2\n");
            Table other = bench.table("other", HEAD + ",1,F,1,1\na,0,M,2,2\nb,0,M,3,2\n");
            Table third = bench.table("third", HEAD + "a,1,F,60,1\nb,0,M,70,2\n");

            assertThat(bench.engine().keysDigest(one, "id"))
                    .isEqualTo(Sha256.of("\na\nb\n"))
                    .isEqualTo(bench.engine().keysDigest(other, "id"));
            assertThat(bench.engine().keysDigest(third, "id")).isEqualTo(Sha256.of("a\nb\n"));
        }
    }

    @Test
    void shouldNotCallTablesApartThatWereNotCompared() throws Exception {
        assertThat(of(Map.of(), HEAD + "1,1,F,60,1\n", Request.of("shared_rows"))
                        .reason())
                .contains("no other table to compare with");
    }
}
