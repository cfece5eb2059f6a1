// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.lifecycle.Lifecycle;
import io.github.gxpml.lifecycle.RunResult;
import io.github.gxpml.lifecycle.StageException;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gxp resume}. */
@Command(
        name = "resume",
        description =
                "Go on with the latest run where it stopped: after the last signature, after every gate that blocked it"
                        + " was waived, or with a training that goes on elsewhere.")
final class ResumeCommand extends StageCommand {
    @Mixin
    private final NoWaitOption noWait = new NoWaitOption();

    @Override
    boolean waits() {
        return noWait.waits();
    }

    @Override
    RunResult carryOut(Lifecycle lifecycle) throws StageException, IOException, InterruptedException {
        return lifecycle.resume();
    }
}
