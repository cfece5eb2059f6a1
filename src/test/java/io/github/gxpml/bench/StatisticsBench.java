// SPDX-License-Identifier: MIT
package io.github.gxpml.bench;

import io.github.gxpml.bench.Measured.Work;
import io.github.gxpml.metric.drift.Baseline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures the statistics engine beside queries written by hand, and prints Markdown tables. Arguments: the folder for
 * tables, the launcher, how often, the rows of the table that ratios are measured on, and all rows of the curve.
 */
public final class StatisticsBench {
    private static final double SHIFT = 0.05;

    private final Path folder;
    private final String launcher;
    private final int runs;
    private final Ours ours;

    private StatisticsBench(Path folder, String launcher, int runs) {
        this.folder = folder;
        this.launcher = launcher;
        this.runs = runs;
        this.ours = new Ours(folder.resolve("spill"));
    }

    /**
     * Runs it.
     *
     * @param arguments see above
     * @throws Exception if anything goes wrong
     */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        var bench = new StatisticsBench(folder, arguments[1], Integer.parseInt(arguments[2]));
        long ratios = Long.parseLong(arguments[3]);
        long[] curve = Arrays.stream(arguments[4].split(","))
                .mapToLong(Long::parseLong)
                .toArray();
        for (String format : List.of("parquet", "csv")) {
            bench.ratios(ratios, format);
        }
        bench.curve(curve);
        bench.memory(curve);
    }

    private Path table(long rows, String format, double shift) throws Exception {
        Path file = folder.resolve("table-" + rows + (shift == 0 ? "" : "-shifted") + "." + format);
        if (!Files.exists(file)) {
            System.err.println("generating " + file + " ...");
            Path part = folder.resolve("part." + format);
            String how = format.equals("csv") ? "FORMAT csv, HEADER" : "FORMAT parquet";
            byHand("COPY (" + BenchTable.query(rows, shift) + ") TO '" + part + "' (" + how + ")");
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return file;
    }

    private void ratios(long rows, String format) throws Exception {
        Path file = table(rows, format, 0);
        Baseline baseline = ours.baseline(table(rows, "parquet", SHIFT));
        String from = "'" + file + "'";
        Map<String, Work> works = new LinkedHashMap<>();
        works.put("by hand: one GROUP BY", () -> byHand(ByHand.performance(from)));
        works.put("all bias metrics, performance and slices, with intervals", () -> ours.counts(file));
        works.put("the sort for ROC AUC (apart, and with opening the file)", () -> ours.ranks(file));
        works.put("by hand: ten bins a column", () -> byHand(ByHand.drift(from)));
        works.put("by hand: mean and spread only", () -> byHand(ByHand.moments(from)));
        works.put("all drift metrics of 15 columns", () -> ours.drift(file, baseline));
        Map<String, Measured> best = new LinkedHashMap<>();
        for (int run = 0; run < runs; run++) {
            for (Map.Entry<String, Work> work : works.entrySet()) {
                best.merge(work.getKey(), Measured.of(work.getValue()), Measured::better);
            }
        }
        System.out.printf(Locale.ROOT, "%n%,d rows of %s, best of %d%n%n", rows, format, runs);
        System.out.println(
                "| | time | processors | times by hand | processors, times by hand |\n|---|---|---|---|---|");
        List<String> names = new ArrayList<>(best.keySet());
        for (int i = 0; i < names.size(); i++) {
            Measured hand = best.get(names.get(i < 3 ? 0 : 3));
            Measured it = best.get(names.get(i));
            System.out.println("| " + names.get(i) + " | " + it.text() + " | " + it.times(hand) + " |");
        }
    }

    private void curve(long[] sizes) throws Exception {
        System.out.println("\n| rows (Parquet) | bias, performance, slices | ROC AUC's sort | drift of 15 columns |");
        System.out.println("|---|---|---|---|");
        Baseline baseline = ours.baseline(table(sizes[0], "parquet", SHIFT));
        for (long size : sizes) {
            Path file = table(size, "parquet", 0);
            Measured counts = best(() -> ours.counts(file));
            Measured ranks = best(() -> ours.ranks(file));
            Measured drift = best(() -> ours.drift(file, baseline));
            System.out.printf(
                    Locale.ROOT,
                    "| %,d | %.2f s | %.2f s | %.2f s |%n",
                    size,
                    counts.seconds(),
                    ranks.seconds(),
                    drift.seconds());
        }
    }

    private Measured best(Work work) throws Exception {
        Measured best = Measured.of(work);
        // a minute is long enough for one look
        return best.seconds() > 60 ? best : best.better(Measured.of(work));
    }

    private void memory(long[] sizes) throws Exception {
        System.out.println("\n| whole program | time | processors | peak memory |\n|---|---|---|---|");
        for (long size : sizes) {
            for (String format : List.of("parquet", "csv")) {
                if (format.equals("csv") && !Files.exists(folder.resolve("table-" + size + ".csv"))) {
                    continue;
                }
                String file = table(size, format, 0).toString();
                String shifted = table(sizes[0], "parquet", SHIFT).toString();
                List<String> subject = List.of(
                        "--data",
                        file,
                        "--label",
                        "label",
                        "--positive",
                        "1",
                        "--prediction",
                        "prediction",
                        "--score",
                        "score");
                memory(size, format, "metrics", subject);
                List<String> facets = new ArrayList<>(subject);
                facets.addAll(List.of("--facet", "sex=F", "--facet", "region=north", "--facet", "age>65"));
                memory(size, format, "bias", facets);
                memory(
                        size,
                        format,
                        "drift",
                        List.of(
                                "--baseline",
                                shifted,
                                "--current",
                                file,
                                "--columns",
                                String.join(",", BenchTable.FEATURES)));
            }
        }
    }

    private void memory(long size, String format, String command, List<String> options) throws Exception {
        List<String> call = new ArrayList<>(List.of(launcher, command));
        call.addAll(options);
        Measured measured = Measured.of(call);
        System.out.printf(
                Locale.ROOT,
                "| `gxp %s`, %,d rows of %s | %s | %s |%n",
                command,
                size,
                format,
                measured.text(),
                measured.peak());
    }

    /** With as many threads and as much memory as the engine takes. */
    private void byHand(String sql) throws SQLException, IOException {
        Files.createDirectories(folder.resolve("spill"));
        int threads = Math.min(4, Runtime.getRuntime().availableProcessors());
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = " + threads);
            statement.execute("SET memory_limit = '768MiB'");
            statement.execute("SET preserve_insertion_order = false");
            statement.execute("SET temp_directory = '" + folder.resolve("spill") + "'");
            if (statement.execute(sql)) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        rows.getObject(1);
                    }
                }
            }
        }
    }
}
