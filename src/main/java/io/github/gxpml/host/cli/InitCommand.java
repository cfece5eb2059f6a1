// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.host.cli.Terminal.Style;
import io.github.gxpml.spec.Proposal;
import io.github.gxpml.spec.Spec;
import io.github.gxpml.spec.SpecException;
import io.github.gxpml.spec.Starter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gxp init}. */
@Command(
        name = "init",
        description = {
            "Write a commented starter spec and a Jenkinsfile for your data, or a template for AWS CodePipeline.",
            "Reads the header and the first rows of a CSV file and proposes label, key, facets and features. "
                    + "Overwrites nothing."
        })
final class InitCommand extends BaseCommand {
    @Parameters(
            paramLabel = "DATA",
            arity = "0..1",
            description = "A CSV file with a header. Not needed with --codepipeline where there is a gxp.yaml.")
    private Optional<Path> data;

    @Option(
            names = "--into",
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "Where to write (default: here).")
    private Path folder;

    @Option(
            names = "--codepipeline",
            description =
                    "Write codepipeline.yaml, a CloudFormation template of a pipeline over gxp.yaml, in place of the"
                            + " Jenkinsfile: stages, signatures, buckets, key and roles.")
    private boolean codePipeline;

    @Override
    public Integer call() throws SpecException, IOException, UsageException {
        Path spec = folder.resolve(Starter.SPEC).normalize();
        if (data.isPresent()) {
            propose(data.get());
        } else if (!codePipeline) {
            throw new UsageException("name a CSV file with a header, such as in `gxp init data.csv`");
        } else if (!Files.isRegularFile(spec)) {
            throw new UsageException("there is no " + spec
                    + " that a pipeline could be written for - name a CSV file to have one proposed, or its folder"
                    + " with --into");
        }
        if (codePipeline) {
            writeCodePipeline(Wiring.load(spec));
        } else {
            next(spec);
        }
        return ExitCode.PASS;
    }

    private void propose(Path csv) throws SpecException, IOException {
        Proposal proposal = Starter.propose(csv, folder);
        List<Path> files =
                codePipeline ? List.of(Starter.writeSpec(proposal, folder)) : Starter.write(proposal, folder);
        files.forEach(this::wrote);
        proposal.notes().forEach(note -> terminal().print("       " + Terminal.clean(note)));
    }

    private void writeCodePipeline(Spec spec) throws IOException {
        Path template = folder.resolve(Starter.CODEPIPELINE).normalize();
        if (Starter.writeCodePipeline(spec, folder).isEmpty()) {
            terminal()
                    .print("kept   " + Terminal.clean(template.toString())
                            + ": it exists already and is not overwritten - move it away to have a new one");
            return;
        }
        wrote(template);
        if (data.isPresent()) {
            next(spec.file());
            return;
        }
        terminal()
                .say("Next: read " + Terminal.clean(template.toString())
                        + "; its first lines say how a pipeline is made of it.");
    }

    private void wrote(Path file) {
        terminal()
                .print(terminal().paint(Style.GOOD, "wrote") + "  "
                        + Terminal.clean(file.normalize().toString()));
    }

    private void next(Path spec) {
        terminal()
                .say("Next: read " + Terminal.clean(spec.toString()) + ", correct what was guessed, then `gxp lint "
                        + Terminal.clean(spec.toString()) + "`.");
    }
}
