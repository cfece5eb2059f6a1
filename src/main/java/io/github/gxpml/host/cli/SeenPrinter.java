// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.evidence.Approval.Seen;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Verdict;
import java.util.List;

/** Shows a person what is about to be signed: its digests, and every gate that does not pass. */
final class SeenPrinter {
    private final Terminal terminal;

    SeenPrinter(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(Seen seen) {
        List<GateResult> gates = seen.verdicts().gates();
        terminal.say("What is signed: seal " + seen.seal() + ", which verifies");
        terminal.say("  manifest  sha256 " + seen.manifestSha256());
        terminal.say("  report    sha256 " + seen.reportSha256());
        terminal.say("  verdicts  sha256 " + seen.verdictsSha256() + "  " + count(gates, Verdict.PASS) + " PASS, "
                + count(gates, Verdict.FAIL) + " FAIL, " + count(gates, Verdict.UNDECIDED) + " UNDECIDED");
        terminal.say("  model     sha256 " + seen.modelSha256());
        gates.stream()
                .filter(result -> result.verdict() != Verdict.PASS)
                .forEach(result -> terminal.say("  " + result.verdict() + "  "
                        + Terminal.clean(result.gate().id() + ": " + result.reason())));
    }

    private static long count(List<GateResult> gates, Verdict verdict) {
        return gates.stream().filter(result -> result.verdict() == verdict).count();
    }
}
