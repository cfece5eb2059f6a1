// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.gate.AskedGates;
import io.github.gxpml.spec.Spec;
import io.github.gxpml.spec.SpecException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What the commands share that a build server calls: gates of its own beside those of the spec. */
abstract class HostedCommand extends StageCommand {
    private final String judges;

    @Option(
            names = "--gates",
            paramLabel = "FILE",
            description =
                    "Gates beside those of the spec, as JSON: they tighten and never loosen. Those of validate for"
                            + " validate and run, those of monitor for monitor; train and register take none.")
    private Path file;

    private Optional<AskedGates> asked = Optional.empty();

    /**
     * Creates the command.
     *
     * @param judges the stage whose gates may be tightened; empty for none
     */
    HostedCommand(String judges) {
        this.judges = judges;
    }

    @Override
    final void prepare(Spec spec) throws SpecException, UsageException, IOException {
        if (file == null) {
            return;
        }
        if (judges.isEmpty()) {
            throw new UsageException("this stage is judged by gates that hold in every run and takes no --gates: give"
                    + " them to `gxp validate` or `gxp monitor`, or those of validate to `gxp run`");
        }
        if (judges.equals("monitor") && spec.monitor().isEmpty()) {
            throw new UsageException(spec.file() + " has no section monitor, and so takes no --gates for it");
        }
        asked = Optional.of(GatesFile.read(file, spec, judges));
    }

    /** Returns the gates of the host, if it asks for any. */
    final Optional<AskedGates> asked() {
        return asked;
    }
}
