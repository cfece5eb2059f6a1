// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.lifecycle.Lifecycle;
import io.github.gxpml.lifecycle.RunResult;
import io.github.gxpml.lifecycle.StageException;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code gxp cancel}. */
@Command(
        name = "cancel",
        description = "Stop the jobs that the latest run waits for, and end the run: it is sealed as interrupted, and"
                + " the exit code is 3.")
final class CancelCommand extends StageCommand {
    @Override
    RunResult carryOut(Lifecycle lifecycle) throws StageException, IOException {
        return lifecycle.cancel();
    }
}
