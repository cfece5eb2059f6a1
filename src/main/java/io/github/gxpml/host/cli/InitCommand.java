// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.host.cli.Terminal.Style;
import io.github.gxpml.spec.Proposal;
import io.github.gxpml.spec.SpecException;
import io.github.gxpml.spec.Starter;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gxp init}. */
@Command(
        name = "init",
        description = {
            "Write a commented starter spec and a Jenkinsfile for your data.",
            "Reads the header and the first rows of a CSV file and proposes label, key, facets and features. "
                    + "Overwrites nothing."
        })
final class InitCommand extends BaseCommand {
    @Parameters(paramLabel = "DATA", description = "A CSV file with a header.")
    private Path data;

    @Option(
            names = "--into",
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "Where to write (default: here).")
    private Path folder;

    @Override
    public Integer call() throws SpecException, IOException {
        Proposal proposal = Starter.propose(data, folder);
        for (Path file : Starter.write(proposal, folder)) {
            terminal()
                    .print(terminal().paint(Style.GOOD, "wrote") + "  "
                            + Terminal.clean(file.normalize().toString()));
        }
        proposal.notes().forEach(note -> terminal().print("       " + Terminal.clean(note)));
        Path spec = folder.resolve("gxp.yaml").normalize();
        terminal()
                .say("Next: read " + Terminal.clean(spec.toString()) + ", correct what was guessed, then `gxp lint "
                        + Terminal.clean(spec.toString()) + "`.");
        return ExitCode.PASS;
    }
}
