// SPDX-License-Identifier: MIT
package io.github.gxpml.bench;

import io.github.gxpml.bench.Measured.Work;
import io.github.gxpml.metric.drift.Baseline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures the statistics engine beside queries written by hand, and prints Markdown tables. Arguments: the folder for
 * tables, the launcher, how often, the rows of the table that ratios are measured on, all rows of the curve, and which
 * parts to measure: {@code ratios}, {@code curve} and {@code memory}, with commas.
 */
public final class StatisticsBench {
    private final BenchFiles files;
    private final int runs;
    private final Ours ours;

    private StatisticsBench(BenchFiles files, int runs) {
        this.files = files;
        this.runs = runs;
        this.ours = new Ours(files.spill());
    }

    /**
     * Runs it.
     *
     * @param arguments see above
     * @throws Exception if anything goes wrong
     */
    public static void main(String[] arguments) throws Exception {
        var files = new BenchFiles(Path.of(arguments[0]));
        long ratios = Long.parseLong(arguments[3]);
        long[] curve = Arrays.stream(arguments[4].split(","))
                .mapToLong(Long::parseLong)
                .toArray();
        List<String> parts = List.of(arguments[5].split(","));
        var bench = new StatisticsBench(files, Integer.parseInt(arguments[2]));
        if (parts.contains("ratios")) {
            bench.warm(ratios);
            for (String format : List.of("parquet", "csv")) {
                bench.ratios(ratios, format);
            }
        }
        if (parts.contains("curve")) {
            bench.curve(curve);
        }
        if (parts.contains("memory")) {
            new MemoryBench(files, arguments[1]).measure(curve);
        }
    }

    /** Lets Java compile what it will measure. */
    private void warm(long rows) throws Exception {
        Path file = files.table(rows, "parquet");
        ours.counts(file);
        ours.rank(file);
        ours.sorted(file);
        ours.drift(file, ours.baseline(files.shifted(rows)));
    }

    /** A piece of work, and the one that it is compared with. */
    private record Compared(Work work, String with) {}

    private Map<String, Compared> works(String from, Path file, Baseline baseline) {
        String counts = "by hand: one GROUP BY";
        String sort = "by hand: rank() of all rows";
        String drift = "by hand: ten bins a column";
        Map<String, Compared> works = new LinkedHashMap<>();
        works.put("by hand: reading the same columns", hand(ByHand.read(from), counts));
        works.put(counts, hand(ByHand.performance(from), counts));
        works.put("all bias metrics, performance metrics and slices", new Compared(() -> ours.counts(file), counts));
        works.put(sort, hand(ByHand.sort(from), sort));
        works.put("ROC AUC and average precision of all rows", new Compared(() -> ours.rank(file), sort));
        works.put("all metrics that sort, of seven slices", new Compared(() -> ours.sorted(file), sort));
        works.put("by hand: mean and spread a column", hand(ByHand.moments(from), drift));
        works.put(drift, hand(ByHand.drift(from), drift));
        works.put("all drift metrics of 15 columns", new Compared(() -> ours.drift(file, baseline), drift));
        return works;
    }

    private Compared hand(String sql, String with) {
        return new Compared(() -> files.byHand(sql), with);
    }

    private void ratios(long rows, String format) throws Exception {
        Path file = files.table(rows, format);
        Baseline baseline = ours.baseline(files.shifted(rows));
        Map<String, Compared> works = works("'" + file + "'", file, baseline);
        Map<String, Measured> best = new LinkedHashMap<>();
        for (int run = 0; run < runs; run++) {
            for (Map.Entry<String, Compared> work : works.entrySet()) {
                best.merge(work.getKey(), Measured.of(work.getValue().work()), Measured::better);
            }
        }
        System.out.printf(Locale.ROOT, "%n%,d rows of %s, best of %d%n%n", rows, format, runs);
        System.out.println("| | time | processors | times by hand | processors, times by hand |");
        System.out.println("|---|---|---|---|---|");
        works.forEach((name, work) -> {
            Measured it = best.get(name);
            System.out.println("| " + name + " | " + it.text() + " | " + it.times(best.get(work.with())) + " |");
        });
    }

    private void curve(long[] sizes) throws Exception {
        System.out.println("\nSeconds (and seconds for each million rows) on Parquet, best of two\n");
        System.out.println("| rows | bias, performance, slices | metrics that sort | drift of 15 columns |");
        System.out.println("|---|---|---|---|");
        Baseline baseline = ours.baseline(files.shifted(sizes[0]));
        for (long size : sizes) {
            Path file = files.table(size, "parquet");
            List<String> cells = new ArrayList<>();
            for (Work work :
                    List.<Work>of(() -> ours.counts(file), () -> ours.sorted(file), () -> ours.drift(file, baseline))) {
                double seconds = Measured.of(work).better(Measured.of(work)).seconds();
                cells.add(String.format(Locale.ROOT, "%.2f (%.3f)", seconds, seconds * 1e6 / size));
            }
            System.out.printf(Locale.ROOT, "| %,d | %s |%n", size, String.join(" | ", cells));
        }
    }
}
