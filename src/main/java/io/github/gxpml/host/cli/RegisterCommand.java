// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.lifecycle.Lifecycle;
import io.github.gxpml.lifecycle.RunResult;
import io.github.gxpml.lifecycle.StageException;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code gxp register}. */
@Command(
        name = "register",
        description =
                "Register the validated model of the latest run; it is released when every signature that the spec asks for is there.")
final class RegisterCommand extends HostedCommand {
    RegisterCommand() {
        super("");
    }

    @Override
    RunResult carryOut(Lifecycle lifecycle) throws StageException, IOException, InterruptedException {
        return lifecycle.stage("register", asked());
    }
}
