// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.evidence.Approval;
import io.github.gxpml.lifecycle.Lifecycle;
import io.github.gxpml.lifecycle.RunResult;
import io.github.gxpml.lifecycle.StageException;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gxp approve}. */
@Command(
        name = "approve",
        description = {
            "Sign the release of the latest run, or reject it.",
            "The signature covers exactly what the run's bundle shows. It is made with your own key, which is made on "
                    + "first use and opened with your password (asked for on the terminal, or taken from "
                    + "GXP_APPROVER_PASSWORD).",
            "The last signature that the spec asks for makes the version active."
        })
final class ApproveCommand extends StageCommand {
    @Option(
            names = "--as",
            paramLabel = "NAME",
            description = "Your name and address: \"Jane Roe <jane@example.org>\".")
    private String person;

    @Option(names = "--role", description = "The role you sign in, as the spec names it.")
    private String role;

    @Option(names = "--reason", description = "Why you approve or reject, in a sentence.")
    private String reason;

    @Option(names = "--reject", description = "Reject the release instead. A rejection is final for the run.")
    private boolean reject;

    @Override
    RunResult carryOut(Lifecycle lifecycle) throws StageException, IOException, UsageException {
        var request = new Signing.Request(
                Optional.ofNullable(person),
                Optional.ofNullable(role),
                Optional.of(reject ? Approval.Meaning.REJECTED : Approval.Meaning.APPROVED),
                Optional.ofNullable(reason));
        return new Signing(terminal(), environment(), System.console()).sign(lifecycle, request);
    }
}
