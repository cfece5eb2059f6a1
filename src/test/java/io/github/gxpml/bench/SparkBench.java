// SPDX-License-Identifier: MIT
package io.github.gxpml.bench;

import io.github.gxpml.data.SparkEngine;
import io.github.gxpml.host.cli.Gxp;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * Measures {@code gxp bias} and {@code gxp metrics} on Spark inside this process with one core and with two, and prints
 * lines of a Markdown table: file, command, cores, seconds of the first run and of the second. Starting Spark is not in
 * the time; opening the file is. Arguments are files with the columns of the benchmark's table.
 */
final class SparkBench {
    private static final List<String> TABLE =
            List.of("--label", "label", "--positive", "1", "--prediction", "prediction", "--score", "score");
    private static final List<String> FACETS =
            List.of("--facet", "sex=F", "--facet", "region=north", "--facet", "age>65");

    private SparkBench() {}

    public static void main(String[] files) {
        for (int cores = 1; cores <= 2; cores++) {
            SparkSession spark = SparkSession.builder()
                    .master("local[" + cores + "]")
                    .config("spark.ui.enabled", "false")
                    .config("spark.driver.bindAddress", "127.0.0.1")
                    .config("spark.driver.host", "localhost")
                    .config("spark.sql.shuffle.partitions", String.valueOf(2 * cores))
                    .getOrCreate();
            for (String file : files) {
                measure(spark, cores, file, "bias", FACETS);
                measure(spark, cores, file, "metrics", List.of());
            }
            spark.stop();
        }
    }

    private static void measure(SparkSession spark, int cores, String file, String command, List<String> more) {
        String[] call = Stream.of(List.of(command, "--data", file, "--format", "json"), TABLE, more)
                .flatMap(List::stream)
                .toArray(String[]::new);
        double first = seconds(spark, call);
        double second = seconds(spark, call);
        System.out.printf(Locale.ROOT, "| %s | %s | %d | %.1f | %.1f |%n", file, command, cores, first, second);
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
