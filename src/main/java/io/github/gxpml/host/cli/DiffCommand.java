// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.evidence.BundleComparison;
import io.github.gxpml.evidence.BundleComparison.Change;
import io.github.gxpml.evidence.BundleComparison.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gxp diff}. */
@Command(
        name = "diff",
        description = {
            "Tell what changed between two runs: data, code, hyperparameters, environment, model, limits, numbers and "
                    + "requirements, from their bundles alone.",
            "The bundles are read, not verified: `gxp verify` does that. Exit code 0, whatever differs."
        })
final class DiffCommand extends BaseCommand {
    private static final int DIGEST = 64;
    private static final int SHOWN = 12;

    @Parameters(index = "0", paramLabel = "BEFORE", description = "A sealed bundle (zip), or its unzipped folder.")
    private Path before;

    @Parameters(index = "1", paramLabel = "AFTER", description = "Another one.")
    private Path after;

    @Option(names = "--format", defaultValue = "text", description = FORMAT)
    private Format format;

    @Override
    public Integer call() throws IOException, UsageException {
        for (Path bundle : new Path[] {before, after}) {
            if (!Files.exists(bundle)) {
                throw new UsageException("there is no bundle at " + bundle + ": give the path of a sealed zip");
            }
        }
        BundleComparison comparison = BundleComparison.of(before, after);
        if (format == Format.JSON) {
            printJson(comparison);
        } else {
            print(comparison);
        }
        return ExitCode.PASS;
    }

    private void print(BundleComparison comparison) {
        line(comparison.before() + " -> " + comparison.after() + " (read, not verified)");
        for (Section section : comparison.sections()) {
            int all = section.same() + section.changes().size();
            String found = section.changes().isEmpty()
                    ? (all == 0 ? "nothing on record" : "the same")
                    : section.changes().size() + " of " + all + " differ";
            line(String.format(Locale.ROOT, "%-16s %s", section.name(), found));
            for (Change change : section.changes()) {
                line("  " + change.what() + ": " + shown(change.before()) + " -> " + shown(change.after()));
            }
        }
    }

    private void line(String text) {
        terminal().print(Terminal.clean(text));
    }

    private static String shown(String value) {
        if (value.isEmpty()) {
            return "(none)";
        }
        return value.length() == DIGEST && value.matches("[0-9a-f]+") ? value.substring(0, SHOWN) + "\u2026" : value;
    }
}
