// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.lifecycle.Lifecycle;
import io.github.gxpml.lifecycle.RunResult;
import io.github.gxpml.lifecycle.StageException;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code gxp status}. */
@Command(
        name = "status",
        description = "Show how the latest run stands: its verdict, its bundle, whose signatures are missing.")
final class StatusCommand extends StageCommand {
    @Override
    RunResult carryOut(Lifecycle lifecycle) throws StageException, IOException {
        return lifecycle.status();
    }
}
