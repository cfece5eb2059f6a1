// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.lifecycle.Lifecycle;
import io.github.gxpml.lifecycle.RunResult;
import io.github.gxpml.lifecycle.StageException;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gxp train}. */
@Command(
        name = "train",
        description =
                "Train the model: checks the data, trains, trains again and compares, runs the model's own tests. Starts a run.")
final class TrainCommand extends HostedCommand {
    @Mixin
    private final NoWaitOption noWait = new NoWaitOption();

    @Override
    boolean waits() {
        return noWait.waits();
    }

    TrainCommand() {
        super("");
    }

    @Override
    RunResult carryOut(Lifecycle lifecycle) throws StageException, IOException, InterruptedException {
        return lifecycle.stage("train", asked());
    }
}
