// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.evidence.PreflightDocument;
import io.github.gxpml.gate.Verdict;
import io.github.gxpml.port.Platform.Check;
import io.github.gxpml.port.Platform.State;
import java.util.List;

/**
 * Prints what was looked at of the platform, check by check.
 *
 * @param terminal where to
 */
record PreflightPrinter(Terminal terminal) {
    private static final int VERDICT = 11;
    private static final int GAP = 2;

    /** A longer subject, such as an ARN, pushes its reason aside instead of those of all others. */
    private static final int WIDEST = 40;

    void print(PreflightDocument document) {
        List<Check> checks = document.checks();
        int ids = width(checks.stream().map(Check::id).toList());
        int subjects =
                Math.min(WIDEST, width(checks.stream().map(Check::subject).toList()));
        checks.forEach(check -> line(check, ids, subjects));
        Verdict verdict = document.verdict();
        String summary = checks.isEmpty()
                ? "the spec uses nothing of a platform that could be looked at"
                : count(checks, State.PASS) + " PASS, " + count(checks, State.FAIL) + " FAIL, "
                        + count(checks, State.UNDECIDED) + " UNDECIDED";
        terminal.print(terminal.paint(Terminal.Style.STRONG, "verdict") + "  "
                + terminal.paint(RunPrinter.style(verdict), verdict.name()) + "  " + summary);
    }

    private void line(Check check, int ids, int subjects) {
        String about = RunPrinter.pad(Terminal.clean(check.id()), ids)
                + RunPrinter.pad(Terminal.clean(check.subject()) + " ".repeat(GAP), subjects);
        String whole = " ".repeat(VERDICT) + about + Terminal.clean(check.reason());
        List<String> parts = terminal.fold(whole, VERDICT);
        Verdict verdict = Verdict.valueOf(check.state().name());
        terminal.print(terminal.paint(RunPrinter.style(verdict), RunPrinter.pad(verdict.name(), VERDICT))
                + parts.get(0).substring(VERDICT));
        parts.subList(1, parts.size()).forEach(terminal::print);
    }

    private static int width(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(0) + GAP;
    }

    private static long count(List<Check> checks, State state) {
        return checks.stream().filter(check -> check.state() == state).count();
    }
}
