// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.evidence.Approval;
import io.github.gxpml.lifecycle.Lifecycle;
import io.github.gxpml.lifecycle.RunResult;
import io.github.gxpml.lifecycle.StageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gxp approve}. */
@Command(
        name = "approve",
        description = {
            "Sign the release of the latest run, or reject it.",
            "The signature covers exactly what the run's bundle shows; that bundle is verified first. It is made with "
                    + "your own key, which is made on first use and opened with your password (asked for on the "
                    + "terminal, or taken from GXP_APPROVER_PASSWORD).",
            "The last signature that the spec asks for makes the version active.",
            "With --signed, signatures that people made elsewhere over the run's last seal are taken in."
        })
final class ApproveCommand extends StageCommand {
    @Mixin
    private PersonOptions person;

    @Mixin
    private SignedFiles signed;

    @Option(
            names = "--meaning",
            description = "What you say: reviewed, approved or business-acceptance (default: what the spec asks of the"
                    + " role).")
    private String meaning;

    @Option(names = "--reject", description = "Reject the release instead. A rejection is final for the run.")
    private boolean reject;

    @Option(
            names = "--bundle",
            paramLabel = "ZIP",
            description = "The bundle that you looked at; refused if it is not the run's last seal (default: the one in"
                    + " the evidence store).")
    private Path bundle;

    @Override
    RunResult carryOut(Lifecycle lifecycle) throws StageException, IOException, UsageException {
        if (signed.given()) {
            return lifecycle.takeIn(signed.read(others()));
        }
        return new Signing(terminal(), environment(), System.console())
                .sign(lifecycle, person.request(meaning()), Optional.ofNullable(bundle));
    }

    private List<String> others() {
        List<String> others = new ArrayList<>(person.given());
        if (meaning != null) {
            others.add("--meaning");
        }
        if (reject) {
            others.add("--reject");
        }
        if (bundle != null) {
            others.add("--bundle");
        }
        return others;
    }

    private Optional<Approval.Meaning> meaning() throws UsageException {
        if (reject) {
            return Optional.of(Approval.Meaning.REJECTED);
        }
        if (meaning == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    Approval.Meaning.valueOf(meaning.toUpperCase(Locale.ROOT).replace('-', '_')));
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "`" + meaning + "` is no meaning of a signature: write reviewed, approved or business-acceptance");
        }
    }
}
