// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.aws.AwsAccess;
import io.github.gxpml.aws.records.InferenceResults;
import io.github.gxpml.aws.records.InferenceResults.Counts;
import io.github.gxpml.aws.records.InferenceResults.Wanted;
import io.github.gxpml.spec.AwsSpec;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gxp inferences}. */
@Command(
        name = "inferences",
        description = {
            "Write the records that one version of a model has scored, from a DynamoDB table, as CSV for gxp monitor.",
            "Rows that another version scored, or that do not say which one did, are refused and counted. Region and "
                    + "credentials are found as by the AWS command line. They need dynamodb:Scan."
        })
final class InferencesCommand extends BaseCommand {
    @Option(names = "--table", paramLabel = "TABLE", required = true, description = "Table with the scored records.")
    private String table;

    @Option(names = "--model-version", paramLabel = "N", required = true, description = "The version in use.")
    private int version;

    @Option(names = "--from", paramLabel = "TIME", required = true, description = "No earlier: 2026-01-01T00:00:00Z.")
    private String from;

    @Option(names = "--to", paramLabel = "TIME", required = true, description = "Earlier than this.")
    private String to;

    @Option(names = "-o", paramLabel = "FILE", required = true, description = "CSV file to write.")
    private Path file;

    @Option(names = "--format", defaultValue = "text", description = FORMAT)
    private Format format;

    @Override
    public Integer call() throws UsageException, IOException {
        var wanted = new Wanted(version, instant("--from", from), instant("--to", to));
        Counts counts;
        try (var results = InferenceResults.open(new AwsAccess(environment(), AwsSpec.NONE, "inferences"), table)) {
            counts = results.export(wanted, file);
        }
        if (format == Format.JSON) {
            printJson(counts);
        } else {
            terminal()
                    .print(counts.taken() + " rows of version " + version + " in " + file + "; refused: "
                            + counts.ofOtherVersions() + " of other versions, " + counts.withoutVersion()
                            + " without a version, " + counts.withoutTime() + " without a time");
        }
        return ExitCode.PASS;
    }
}
