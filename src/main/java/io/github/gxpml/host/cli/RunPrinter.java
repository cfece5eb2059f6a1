// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.gate.Verdict;
import io.github.gxpml.host.cli.Terminal.Style;
import io.github.gxpml.lifecycle.RunResult;
import io.github.gxpml.lifecycle.StageOutcome;
import io.github.gxpml.port.EvidenceStore.Receipt;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Prints stages and verdicts for people. */
final class RunPrinter {
    static final int NAME = 10;

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
        line(stage, pad(Terminal.clean(outcome.summary()), 62), "  " + seconds);
        new GateLines(terminal)
                .print(outcome.gates().stream()
                        .filter(result -> verbose || !stage.equals("train") || result.verdict() != Verdict.PASS)
                        .toList());
        outcome.notes()
                .forEach(note -> terminal.fold(pad("", NAME) + Terminal.clean(note), NAME)
                        .forEach(part -> terminal.print(terminal.paint(Style.QUIET, part))));
    }

    /**
     * Prints the end of a run: what it came to, what to do next, and where the evidence is.
     *
     * @param result what it came to
     * @param spec the spec as the user named it
     */
    void print(RunResult result, Path spec) {
        // colour has no width, and the word is short enough never to be broken
        List<String> verdict =
                terminal.fold(pad("verdict", NAME) + result.verdict().name() + "  " + summary(result), NAME);
        terminal.print(terminal.paint(Style.STRONG, pad("verdict", NAME))
                + terminal.paint(style(result.verdict()), result.verdict().name())
                + verdict.get(0).substring(NAME + result.verdict().name().length()));
        verdict.subList(1, verdict.size()).forEach(terminal::print);
        new TreeMap<>(result.waived())
                .forEach((gate, until) -> terminal.print(pad("", NAME)
                        + terminal.paint(Style.OPEN, "WAIVED") + "  " + Terminal.clean(gate) + " until " + until
                        + "; the verdict stays"));
        if (!result.missing().isEmpty()) {
            line(
                    "",
                    "waits for signatures: " + String.join(", ", result.missing()) + " (gxp approve "
                            + Terminal.clean(spec.toString()) + " --role ROLE)",
                    "");
        }
        line(
                "bundle",
                Terminal.clean(shown(result.bundle())) + "  sha256 "
                        + result.bundleSha256().substring(0, 12) + "\u2026  (gxp verify it)",
                "");
        result.kept().ifPresent(receipt -> line("kept", kept(receipt), ""));
        if (result.toBeKept()) {
            line("", "not known to be kept in the evidence store: gxp resume keeps it", "");
        }
    }

    private static String kept(Receipt receipt) {
        return Terminal.clean(receipt.address())
                + (receipt.version().isEmpty() ? "" : "  version " + Terminal.clean(receipt.version()))
                + receipt.lockedUntil().map(until -> "  locked until " + until).orElse("");
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

    /** Prints a line that begins with a name, and lets what goes on stand under what it says. */
    private void line(String name, String text, String quiet) {
        List<String> parts = terminal.fold(pad(name, NAME) + text + quiet, NAME);
        if (parts.size() == 1) {
            terminal.print(terminal.paint(Style.STRONG, pad(name, NAME)) + text + terminal.paint(Style.QUIET, quiet));
            return;
        }
        terminal.print(
                terminal.paint(Style.STRONG, pad(name, NAME)) + parts.get(0).substring(NAME));
        parts.subList(1, parts.size()).forEach(terminal::print);
    }

    static Style style(Verdict verdict) {
        return switch (verdict) {
            case PASS -> Style.GOOD;
            case FAIL -> Style.BAD;
            case UNDECIDED -> Style.OPEN;
        };
    }

    static String pad(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }
}
