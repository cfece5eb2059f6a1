// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.lifecycle.Lifecycle;
import io.github.gxpml.lifecycle.RunResult;
import io.github.gxpml.lifecycle.StageException;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code gxp monitor}. */
@Command(name = "monitor", description = "Judge data from use against the frozen baseline of the active version.")
final class MonitorCommand extends HostedCommand {
    MonitorCommand() {
        super("monitor");
    }

    @Override
    RunResult carryOut(Lifecycle lifecycle) throws StageException, IOException, InterruptedException {
        return lifecycle.stage("monitor", asked());
    }
}
