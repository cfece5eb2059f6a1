// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.metric.Evaluation;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.drift.Baseline;
import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.DataSpec.Format;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More distinct values than the engine's memory holds: they go to the disk, and none is lost. */
class BoundedMemoryTest {
    private static final long ROWS = 1_000_000;

    @TempDir
    Path folder;

    /** Keys alone are more bytes than the memory; the last repeats the first. */
    private Path createTable() throws Exception {
        Path file = folder.resolve("many.parquet");
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute(
                    "COPY (SELECT 'a key that is as long as a digest of a file, number ' || (i % " + (ROWS - 1)
                            + ") AS id, 'value ' || (i % " + (ROWS / 2) + ") AS v, sqrt(i) AS x FROM range(" + ROWS
                            + ") t(i)) TO '" + file + "' (FORMAT parquet)");
        }
        return file;
    }

    @Test
    void shouldCountMoreValuesThanMemoryHolds() throws Exception {
        Path file = createTable();
        var data = new DataSpec(
                "id",
                new DataSpec.LabelSpec("y", "1"),
                List.of("v", "x"),
                List.of(),
                Map.of(),
                Map.of(),
                Optional.empty());
        try (Engine engine = EmbeddedEngine.open(folder.resolve("spill"), new EmbeddedEngine.Limits(48, 2))) {
            Table table = engine.table("many", file, Format.PARQUET);
            Baseline baseline = Baseline.of(engine, table, List.of("v", "x"), "m", "0".repeat(64));
            List<MetricValue> values = new Evaluation(engine, data, new Options(0.95, 0, Optional.of(baseline)))
                    .of(
                            table,
                            List.of(
                                    Request.of("duplicate_keys"),
                                    Request.ofColumn("completeness", "v"),
                                    Request.ofColumn("psi", "v"),
                                    Request.ofColumn("ks", "x")))
                    .values();
            assertThat(values).extracting(MetricValue::n).containsOnly(ROWS);
            assertThat(values).extracting(value -> value.value().orElseThrow()).containsExactly(1.0, 1.0, 0.0, 0.0);
            assertThat(values.get(0).detail()).contains("number 0");
        }
    }
}
