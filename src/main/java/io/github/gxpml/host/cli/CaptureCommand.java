// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.aws.AwsAccess;
import io.github.gxpml.aws.serving.CaptureTable;
import io.github.gxpml.aws.serving.CaptureTable.Columns;
import io.github.gxpml.aws.serving.CaptureTable.Counts;
import io.github.gxpml.spec.AwsSpec;
import io.github.gxpml.spec.Spec;
import io.github.gxpml.spec.SpecException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gxp capture}. */
@Command(
        name = "capture",
        description = {
            "Write what an endpoint of SageMaker was asked and what it answered, from its captured data, as CSV for gxp"
                    + " monitor.",
            "A line that cannot be read is an error; none is passed over. S3 needs s3:ListBucket and s3:GetObject, and"
                    + " kms:Decrypt on the key."
        })
final class CaptureCommand extends BaseCommand {
    @Parameters(
            paramLabel = "PLACE",
            description = "Folder, or s3://bucket/prefix, with what one variant captured: <endpoint>/<variant>.")
    private String place;

    @Option(names = "--from", paramLabel = "TIME", required = true, description = "No earlier: 2026-01-01T00:00:00Z.")
    private String from;

    @Option(names = "--to", paramLabel = "TIME", required = true, description = "Earlier than this.")
    private String to;

    @Option(names = "--config", paramLabel = "FILE", description = "gxp.yaml that names key and features.")
    private Path config;

    @Option(
            names = "--features",
            split = ",",
            paramLabel = "COLUMN",
            description = "Names of the features in the order in which the endpoint takes them.")
    private List<String> features = List.of();

    @Option(names = "--key", paramLabel = "COLUMN", description = "Name of the key (default: that of the spec, or id).")
    private String key;

    @Option(
            names = "--outputs",
            split = ",",
            paramLabel = "COLUMN",
            defaultValue = "score",
            description = "Names of what the endpoint answers (default: ${DEFAULT-VALUE}).")
    private List<String> outputs;

    @Option(names = "-o", paramLabel = "FILE", required = true, description = "CSV file to write.")
    private Path file;

    @Option(names = "--format", defaultValue = "text", description = FORMAT)
    private Format format;

    @Override
    public Integer call() throws UsageException, SpecException, IOException {
        Optional<Spec> spec = config == null ? Optional.empty() : Optional.of(Wiring.load(config));
        if (features.isEmpty() && spec.isEmpty()) {
            throw new UsageException("the features have no names: give --config or --features");
        }
        var columns = new Columns(
                Optional.ofNullable(key)
                        .orElseGet(() -> spec.map(one -> one.data().key()).orElse("id")),
                features.isEmpty() ? spec.orElseThrow().data().features() : features,
                outputs);
        Instant begin = instant("--from", from);
        Instant end = instant("--to", to);
        if (!begin.isBefore(end)) {
            throw new UsageException("--from must be before --to");
        }
        AwsAccess access = spec.map(one -> AwsAccess.of(one, environment()))
                .orElseGet(() -> new AwsAccess(environment(), AwsSpec.NONE, "capture"));
        Counts counts = new CaptureTable(columns, begin, end).write(place, access, file);
        if (format == Format.JSON) {
            printJson(counts);
        } else {
            terminal()
                    .print(counts.rows() + " rows of " + counts.events() + " events in " + file + ", from "
                            + counts.files() + " files; left out: " + counts.own() + " requests of monitoring itself, "
                            + counts.atOtherTimes() + " events at other times");
        }
        return ExitCode.PASS;
    }
}
