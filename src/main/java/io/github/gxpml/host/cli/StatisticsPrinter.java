// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.host.cli.Terminal.Style;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.Metrics;
import io.github.gxpml.metric.Numbers;
import io.github.gxpml.metric.adhoc.Result;
import io.github.gxpml.metric.adhoc.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Prints metrics for people: number, interval, which way is better, and what the number means. */
final class StatisticsPrinter {
    private static final List<String> HEAD = List.of("metric", "value", "interval", "n", "better", "ideal", "meaning");

    /** What the meaning needs beside the numbers; with less room it goes on under them. */
    private static final int ROOM = 30;

    private static final int NARROW = 4;

    private final Terminal terminal;

    StatisticsPrinter(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Prints sections, each with its heading unless that is empty.
     *
     * @param sections results by heading
     * @param tables lines to stand under a section, by heading
     */
    void print(Map<String, Results> sections, Map<String, List<String>> tables) {
        boolean first = true;
        for (var section : sections.entrySet()) {
            if (!first) {
                terminal.print("");
            }
            first = false;
            if (!section.getKey().isEmpty()) {
                terminal.print(terminal.paint(Style.STRONG, Terminal.clean(section.getKey())));
            }
            if (!section.getValue().metrics().isEmpty()) {
                print(section.getValue());
            }
            tables.getOrDefault(section.getKey(), List.of())
                    .forEach(line -> terminal.fold(line, NARROW).forEach(terminal::print));
        }
    }

    private void print(Results results) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        results.metrics().forEach((id, result) -> rows.add(row(id, result)));
        List<String> lines = lines(rows);
        int meaning = lines.get(0).length() - HEAD.get(HEAD.size() - 1).length();
        int indent = terminal.columns() < meaning + ROOM ? NARROW : meaning;
        for (int i = 0; i < lines.size(); i++) {
            boolean head = i == 0;
            terminal.fold(lines.get(i), indent)
                    .forEach(line -> terminal.print(head ? terminal.paint(Style.QUIET, line) : line));
        }
    }

    /** Sets rows of equally many cells in columns. */
    static List<String> lines(List<List<String>> rows) {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
        }
        return line.toString().stripTrailing();
    }

    private static List<String> row(String id, Result result) {
        // a metric at a point is called by both
        var info = Metrics.find(id.split(" ", 2)[0]).map(Metric::info);
        String value = result.value().map(Numbers::text).orElse("undefined");
        String interval = result.interval()
                .map(bounds -> "[" + Numbers.text(bounds.get(0)) + ", " + Numbers.text(bounds.get(1)) + "]")
                .orElse("");
        String meaning = result.reason()
                .orElseGet(() -> info.map(MetricInfo::meaning).orElse("")
                        + (result.detail().isEmpty() ? "" : " (" + result.detail() + ")"));
        return List.of(
                id,
                value,
                interval,
                Long.toString(result.n()),
                info.map(i -> better(i.direction())).orElse(""),
                info.flatMap(MetricInfo::ideal).map(Numbers::text).orElse(""),
                Terminal.clean(meaning));
    }

    private static String better(MetricInfo.Direction direction) {
        return switch (direction) {
            case HIGHER -> "higher";
            case LOWER -> "lower";
            case IDEAL -> "nearer";
            case NEITHER -> "";
        };
    }
}
