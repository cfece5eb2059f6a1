// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static io.github.gxpml.host.cli.RunPrinter.NAME;
import static io.github.gxpml.host.cli.RunPrinter.pad;

import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Judge;
import io.github.gxpml.gate.Verdict;
import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.Numbers;
import java.util.List;
import java.util.stream.Stream;

/**
 * Prints gates in columns; on a terminal that is too narrow for them, what a gate is about and its numbers in two
 * lines.
 */
final class GateLines {
    private static final int BADGE = 9;
    private static final int GAP = 2;

    /** Cells that say what a gate is about; value, interval and limit follow. */
    private static final int ABOUT = 3;

    private final Terminal terminal;

    GateLines(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Prints a line for each, or nothing for none. */
    void print(List<GateResult> gates) {
        List<List<String>> rows = gates.stream().map(GateLines::cells).toList();
        if (rows.isEmpty()) {
            return;
        }
        int[] widths = new int[rows.get(0).size()];
        rows.forEach(row -> {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length() + GAP);
            }
        });
        int start = NAME + BADGE + GAP;
        int limit = start;
        for (int column = 0; column < widths.length - 1; column++) {
            limit += widths[column];
        }
        int room = gates.stream()
                .mapToInt(result -> Judge.limitText(result.gate()).length())
                .reduce(Terminal.LEAST, Math::max);
        boolean narrow = terminal.columns() > 0 && limit + room > terminal.columns();
        for (int i = 0; i < rows.size(); i++) {
            Verdict verdict = gates.get(i).verdict();
            if (narrow) {
                int numbers = GAP + BADGE + GAP;
                String about = " ".repeat(numbers) + joined(rows.get(i), widths, 0, ABOUT);
                print(verdict, GAP, terminal.fold(about, numbers));
                terminal.fold(" ".repeat(numbers) + joined(rows.get(i), widths, ABOUT, widths.length), numbers)
                        .forEach(terminal::print);
            } else {
                String line = " ".repeat(start) + joined(rows.get(i), widths, 0, widths.length);
                print(verdict, NAME, terminal.fold(line, limit));
            }
        }
    }

    /** Colour has no width, so that a line is broken without it. */
    private void print(Verdict verdict, int indent, List<String> parts) {
        terminal.print(" ".repeat(indent)
                + terminal.paint(RunPrinter.style(verdict), pad(verdict.name(), BADGE))
                + " ".repeat(GAP)
                + parts.get(0).strip());
        parts.subList(1, parts.size()).forEach(terminal::print);
    }

    private static String joined(List<String> row, int[] widths, int from, int to) {
        var line = new StringBuilder();
        for (int column = from; column < to; column++) {
            line.append(pad(row.get(column), widths[column]));
        }
        return line.toString().stripTrailing();
    }

    private static List<String> cells(GateResult result) {
        Gate gate = result.gate();
        String limit = Judge.limitText(gate);
        return Stream.of(
                        gate.metric(),
                        gate.table(),
                        String.join(" ", gate.subject()),
                        result.metric().value().map(Numbers::text).orElse("-"),
                        result.metric().interval().map(GateLines::interval).orElse(""),
                        result.verdict() == Verdict.PASS ? limit : limit + ": " + why(result))
                .map(Terminal::clean)
                .toList();
    }

    private static String interval(Interval interval) {
        return "[" + Numbers.text(interval.lower()) + ", " + Numbers.text(interval.upper()) + "]";
    }

    private static String why(GateResult result) {
        String detail = result.metric().detail();
        return detail.isEmpty() ? result.reason() : result.reason() + "; " + detail;
    }
}
