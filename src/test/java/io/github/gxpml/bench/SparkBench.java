// SPDX-License-Identifier: MIT
package io.github.gxpml.bench;

import io.github.gxpml.data.SparkEngine;
import io.github.gxpml.host.cli.Gxp;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * Measures {@code gxp bias} and {@code gxp metrics} on Spark inside this process with one core and with two, and prints
 * a Markdown table. Starting Spark is not in the time, which is the second of two runs; opening the file is. Arguments:
 * the folder of tables, and the rows of the table.
 */
final class SparkBench {
    private static final List<String> TABLE =
            List.of("--label", "label", "--positive", "1", "--prediction", "prediction", "--score", "score");
    private static final List<String> FACETS =
            List.of("--facet", "sex=F", "--facet", "region=north", "--facet", "age>65", "--group-variable", "k0");

    private SparkBench() {}

    public static void main(String[] arguments) throws Exception {
        long rows = Long.parseLong(arguments[1]);
        var files = new BenchFiles(Path.of(arguments[0]));
        String file = files.table(rows, "parquet").toString();
        System.out.printf(Locale.ROOT, "%nSpark, %,d rows of parquet, second of two runs%n%n", rows);
        System.out.println("| | 1 core | 2 cores | 1 core, times 2 cores |\n|---|---|---|---|");
        List<String> commands = List.of("bias", "metrics");
        double[][] seconds = new double[commands.size()][2];
        for (int cores = 1; cores <= 2; cores++) {
            SparkSession spark = session(cores, files.spill());
            seconds[0][cores - 1] = second(spark, file, "bias", FACETS);
            seconds[1][cores - 1] = second(spark, file, "metrics", List.of());
            spark.stop();
        }
        for (int i = 0; i < commands.size(); i++) {
            System.out.printf(
                    Locale.ROOT,
                    "| `gxp %s` | %.1f s | %.1f s | %.2f |%n",
                    commands.get(i),
                    seconds[i][0],
                    seconds[i][1],
                    seconds[i][0] / seconds[i][1]);
        }
    }

    private static SparkSession session(int cores, Path scratch) {
        return SparkSession.builder()
                .master("local[" + cores + "]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "localhost")
                .config("spark.local.dir", scratch.toAbsolutePath().toString())
                .config("spark.sql.shuffle.partitions", "4")
                .getOrCreate();
    }

    private static double second(SparkSession spark, String file, String command, List<String> more) {
        String[] call = Stream.of(List.of(command, "--data", file, "--format", "json"), TABLE, more)
                .flatMap(List::stream)
                .toArray(String[]::new);
        seconds(spark, call);
        return seconds(spark, call);
    }

    private static double seconds(SparkSession spark, String... call) {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        long start = System.nanoTime();
        int exit = Gxp.statistics(scratch -> SparkEngine.on(spark), nowhere, System.err, call);
        if (exit != 0) {
            throw new IllegalStateException("the call ended with " + exit);
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
