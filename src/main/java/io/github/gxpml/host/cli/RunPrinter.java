// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Judge;
import io.github.gxpml.gate.Verdict;
import io.github.gxpml.host.cli.Terminal.Style;
import io.github.gxpml.lifecycle.RunResult;
import io.github.gxpml.lifecycle.StageOutcome;
import io.github.gxpml.metric.Numbers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Prints stages and verdicts for people. */
final class RunPrinter {
    private static final int NAME = 10;

    private final Terminal terminal;
    private final boolean verbose;

    RunPrinter(Terminal terminal, boolean verbose) {
        this.terminal = terminal;
        this.verbose = verbose;
    }

    /**
     * Prints what a stage came to: its summary, every gate that is not a matter of course, and its notes.
     *
     * @param stage name of the stage
     * @param outcome what it came to
     * @param time how long it took
     */
    void print(String stage, StageOutcome outcome, Duration time) {
        String seconds = String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
        terminal.print(terminal.paint(Style.STRONG, pad(stage, NAME)) + pad(Terminal.clean(outcome.summary()), 62)
                + "  " + terminal.paint(Style.QUIET, seconds));
        printGates(outcome.gates().stream()
                .filter(result -> verbose || !stage.equals("train") || result.verdict() != Verdict.PASS)
                .toList());
        outcome.notes()
                .forEach(note -> terminal.print(pad("", NAME) + terminal.paint(Style.QUIET, Terminal.clean(note))));
    }

    /**
     * Prints the end of a run: what it came to, what to do next, and where the evidence is.
     *
     * @param result what it came to
     * @param spec the spec as the user named it
     */
    void print(RunResult result, Path spec) {
        terminal.print(terminal.paint(Style.STRONG, pad("verdict", NAME))
                + terminal.paint(style(result.verdict()), result.verdict().name()) + "  " + summary(result));
        new TreeMap<>(result.waived())
                .forEach((gate, until) -> terminal.print(pad("", NAME)
                        + terminal.paint(Style.OPEN, "WAIVED") + "  " + Terminal.clean(gate) + " until " + until
                        + "; the verdict stays"));
        if (!result.missing().isEmpty()) {
            terminal.print(pad("", NAME) + "waits for signatures: " + String.join(", ", result.missing())
                    + " (gxp approve " + Terminal.clean(spec.toString()) + " --role ROLE)");
        }
        terminal.print(terminal.paint(Style.STRONG, pad("bundle", NAME)) + Terminal.clean(shown(result.bundle()))
                + "  sha256 " + result.bundleSha256().substring(0, 12) + "\u2026  (gxp verify it)");
    }

    private static String summary(RunResult result) {
        long pass = count(result, Verdict.PASS);
        long fail = count(result, Verdict.FAIL);
        long undecided = count(result, Verdict.UNDECIDED);
        String gates = pass + " PASS, " + fail + " FAIL, " + undecided + " UNDECIDED";
        String state = result.state().name().toLowerCase(Locale.ROOT);
        return "run " + result.run() + " of " + Terminal.clean(result.model()) + " is " + state + ": " + gates;
    }

    private static long count(RunResult result, Verdict verdict) {
        return result.gates().stream().filter(gate -> gate.verdict() == verdict).count();
    }

    /** Returns a path as short as a person would write it. */
    private static String shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.startsWith(here) ? here.relativize(path).toString() : path.toString();
    }

    private void printGates(List<GateResult> gates) {
        List<List<String>> rows = gates.stream().map(RunPrinter::cells).toList();
        int[] widths = widths(rows);
        for (int i = 0; i < rows.size(); i++) {
            var line = new StringBuilder();
            List<String> row = rows.get(i);
            for (int column = 0; column < row.size(); column++) {
                line.append(pad(row.get(column), widths[column])).append("  ");
            }
            Verdict verdict = gates.get(i).verdict();
            terminal.print(pad("", NAME) + terminal.paint(style(verdict), pad(verdict.name(), 9)) + "  "
                    + line.toString().stripTrailing());
        }
    }

    private static List<String> cells(GateResult result) {
        var gate = result.gate();
        String subject = String.join(" ", gate.subject());
        String value = result.metric().value().map(Numbers::text).orElse("-");
        String interval = result.metric()
                .interval()
                .map(i -> "[" + Numbers.text(i.lower()) + ", " + Numbers.text(i.upper()) + "]")
                .orElse("");
        String limit = Judge.limitText(gate);
        String last = result.verdict() == Verdict.PASS ? limit : limit + ": " + why(result);
        var cells = new ArrayList<String>();
        for (String cell : List.of(gate.metric(), gate.table(), subject, value, interval, last)) {
            cells.add(Terminal.clean(cell));
        }
        return cells;
    }

    private static String why(GateResult result) {
        String detail = result.metric().detail();
        return detail.isEmpty() ? result.reason() : result.reason() + "; " + detail;
    }

    private static int[] widths(List<List<String>> rows) {
        int columns = rows.isEmpty() ? 0 : rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return widths;
    }

    static Style style(Verdict verdict) {
        return switch (verdict) {
            case PASS -> Style.GOOD;
            case FAIL -> Style.BAD;
            case UNDECIDED -> Style.OPEN;
        };
    }

    private static String pad(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }
}
