// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.lifecycle.Lifecycle;
import io.github.gxpml.lifecycle.RunResult;
import io.github.gxpml.lifecycle.StageException;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code gxp resume}. */
@Command(
        name = "resume",
        description = "Go on with the latest run where it stopped for people: after the last signature, or after every gate"
                + " that blocked it was waived.")
final class ResumeCommand extends StageCommand {
    @Override
    RunResult carryOut(Lifecycle lifecycle) throws StageException, IOException, InterruptedException {
        return lifecycle.resume();
    }
}
