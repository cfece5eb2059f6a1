// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.lifecycle.Lifecycle;
import io.github.gxpml.lifecycle.RunResult;
import io.github.gxpml.lifecycle.StageException;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code gxp validate}. */
@Command(name = "validate", description = "Judge the trained model of the latest run by the gates of the spec.")
final class ValidateCommand extends HostedCommand {
    ValidateCommand() {
        super("validate");
    }

    @Override
    RunResult carryOut(Lifecycle lifecycle) throws StageException, IOException, InterruptedException {
        return lifecycle.stage("validate", asked());
    }
}
