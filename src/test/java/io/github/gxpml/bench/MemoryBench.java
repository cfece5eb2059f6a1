// SPDX-License-Identifier: MIT
package io.github.gxpml.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measures whole programs, started by the launcher: time from start to end, and the largest memory of the process. */
final class MemoryBench {
    private static final List<String> TABLE =
            List.of("--label", "label", "--positive", "1", "--prediction", "prediction", "--score", "score");
    private static final List<String> FACETS =
            List.of("--facet", "sex=F", "--facet", "region=north", "--facet", "age>65");

    private final BenchFiles files;
    private final String launcher;

    MemoryBench(BenchFiles files, String launcher) {
        this.files = files;
        this.launcher = launcher;
    }

    /** Prints a table: Parquet of all sizes, CSV of those that there is a file of. */
    void measure(long[] sizes) throws Exception {
        System.out.println("\n| whole program | time | processors | peak memory |\n|---|---|---|---|");
        for (long size : sizes) {
            for (String format : List.of("parquet", "csv")) {
                if (format.equals("parquet") || files.has(size, format)) {
                    measure(size, format, files.shifted(sizes[0]).toString());
                }
            }
        }
    }

    private void measure(long size, String format, String shifted) throws Exception {
        String file = files.table(size, format).toString();
        List<String> data = List.of("--data", file);
        measure(size, format, "metrics", List.of(data, TABLE));
        measure(size, format, "metrics", List.of(data, TABLE, FACETS));
        measure(size, format, "bias", List.of(data, TABLE, FACETS, List.of("--group-variable", "k0")));
        List<String> tables = List.of("--baseline", shifted, "--current", file);
        measure(size, format, "drift", List.of(tables, List.of("--columns", String.join(",", BenchTable.FEATURES))));
    }

    private void measure(long size, String format, String command, List<List<String>> options) throws Exception {
        List<String> call = new ArrayList<>(List.of(launcher, command));
        options.forEach(call::addAll);
        Measured measured = Measured.of(call);
        System.out.printf(
                Locale.ROOT,
                "| `gxp %s`%s, %,d rows of %s | %s | %s |%n",
                command,
                call.contains("--facet") ? " with three facets" : "",
                size,
                format,
                measured.text(),
                measured.peak());
    }
}
