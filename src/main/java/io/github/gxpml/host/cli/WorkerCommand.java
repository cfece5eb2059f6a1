// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gxp worker}: a command with commands of its own. */
@Command(
        name = "worker",
        description = "Carry out stages for a build service that hands out jobs, or for a queue.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        subcommands = {WorkerRegisterCommand.class, WorkerCodePipelineCommand.class, WorkerQueueCommand.class})
final class WorkerCommand extends BaseCommand {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine line = spec.commandLine();
        line.usage(line.getErr());
        return ExitCode.USAGE;
    }
}
