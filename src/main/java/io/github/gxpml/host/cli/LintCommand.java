// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.spec.Problem;
import io.github.gxpml.spec.SpecException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gxp lint}. */
@Command(
        name = "lint",
        description = "Check a spec and report every problem at once, with line, column and remedy. Reads no data.")
final class LintCommand extends BaseCommand {
    @Parameters(paramLabel = "SPEC", defaultValue = "gxp.yaml", description = "The spec (default: ${DEFAULT-VALUE}).")
    private Path file;

    @Option(names = "--format", defaultValue = "text", description = FORMAT)
    private Format format;

    @Override
    public Integer call() throws UsageException {
        List<Problem> problems = problems();
        if (format == Format.JSON) {
            printJson(Map.of("file", file.toString(), "valid", problems.isEmpty(), "problems", problems));
        } else if (problems.isEmpty()) {
            terminal()
                    .print(Terminal.clean(file.toString()) + ": "
                            + terminal().paint(Terminal.Style.GOOD, "no problems"));
        } else {
            problems.forEach(problem -> terminal().print(Terminal.clean(problem.toString())));
            terminal().say("gxp: " + problems.size() + (problems.size() == 1 ? " problem" : " problems"));
        }
        return problems.isEmpty() ? ExitCode.PASS : ExitCode.USAGE;
    }

    private List<Problem> problems() throws UsageException {
        try {
            Wiring.load(file);
            return List.of();
        } catch (SpecException e) {
            return e.problems();
        }
    }
}
