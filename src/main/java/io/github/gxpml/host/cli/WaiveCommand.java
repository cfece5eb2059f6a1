// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.evidence.Approval;
import io.github.gxpml.evidence.Approval.Seen;
import io.github.gxpml.evidence.Waiver;
import io.github.gxpml.lifecycle.Lifecycle;
import io.github.gxpml.lifecycle.RunResult;
import io.github.gxpml.lifecycle.Signature;
import io.github.gxpml.lifecycle.StageException;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gxp waive}. */
@Command(
        name = "waive",
        description = {
            "Let the latest run go on in spite of a gate, for a reason and a time.",
            "One person proposes (--until), a second one confirms (--confirm); both sign with their own keys in a role "
                    + "that register.waivers names. The verdict and the exit code stay what they were.",
            "When every gate that blocks is waived, `gxp resume` goes on.",
            "With --signed, proposals and confirmations that people signed elsewhere are taken in."
        })
final class WaiveCommand extends StageCommand {
    @Option(names = "--gate", description = "Id of the gate, for example validate/roc_auc/validation.")
    private String gate;

    @Option(names = "--until", paramLabel = "DATE", description = "Last day on which the waiver holds: 2026-12-31.")
    private String until;

    @Option(names = "--scope", defaultValue = "", description = "What the model may be used for meanwhile.")
    private String scope;

    @Option(names = "--confirm", description = "Confirm what somebody else proposed.")
    private boolean confirm;

    @Mixin
    private PersonOptions person;

    @Mixin
    private SignedFiles signed;

    @Override
    RunResult carryOut(Lifecycle lifecycle) throws StageException, IOException, UsageException {
        if (signed.given()) {
            return lifecycle.takeInWaivers(signed.read(others()));
        }
        if (gate == null) {
            throw new UsageException("--gate is missing: name the gate, for example validate/roc_auc/validation");
        }
        if (confirm == (until != null)) {
            throw new UsageException(
                    confirm
                            ? "--until is for who proposes: leave it out with --confirm"
                            : "--until is missing: a waiver ends");
        }
        var signing = new Signing(terminal(), environment(), System.console());
        // what is seen is checked before anybody is asked for a password
        Seen seen = lifecycle.shownToWaive();
        new SeenPrinter(terminal()).print(seen);
        Signature signature = signing.ask(lifecycle, person.request(Optional.of(Approval.Meaning.APPROVED)));
        RunResult result = confirm
                ? lifecycle.confirm(signature, gate)
                : lifecycle.propose(signature, new Waiver.Terms(gate, signature.reason(), scope, day()), seen);
        terminal().say(Terminal.clean(gate) + outcome(result));
        return result;
    }

    private List<String> others() {
        List<String> others = new ArrayList<>(person.given());
        if (gate != null) {
            others.add("--gate");
        }
        if (until != null) {
            others.add("--until");
        }
        if (!scope.isEmpty()) {
            others.add("--scope");
        }
        if (confirm) {
            others.add("--confirm");
        }
        return others;
    }

    private String outcome(RunResult result) {
        if (!confirm) {
            return ": a waiver until " + until + " is proposed; a second person confirms it with --confirm.";
        }
        return result.waived().containsKey(gate)
                ? " is waived until " + result.waived().get(gate) + "; its verdict stays."
                : ": the confirmation is kept, but the waiver does not count.";
    }

    private LocalDate day() throws UsageException {
        try {
            return LocalDate.parse(until);
        } catch (DateTimeParseException e) {
            throw new UsageException("`" + until + "` is no day: write it as 2026-12-31");
        }
    }
}
