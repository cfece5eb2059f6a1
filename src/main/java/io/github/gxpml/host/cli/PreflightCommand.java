// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.aws.AwsPorts;
import io.github.gxpml.evidence.PreflightDocument;
import io.github.gxpml.lifecycle.Lifecycle;
import io.github.gxpml.port.Platform;
import io.github.gxpml.spec.Spec;
import io.github.gxpml.spec.SpecException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gxp preflight}. */
@Command(
        name = "preflight",
        description = {
            "Look at the account that jobs run in: identities and roles, network, keys, buckets, images, rules, log.",
            "Reads only. What cannot be looked at is UNDECIDED, as is a spec that uses no platform."
        })
final class PreflightCommand extends BaseCommand {
    private static final String ALL = "all";

    @Parameters(
            arity = "0..1",
            paramLabel = "SPEC",
            defaultValue = "gxp.yaml",
            description = "The spec (default: ${DEFAULT-VALUE}).")
    private Path file;

    @Option(
            names = "--stage",
            paramLabel = "STAGE",
            description = "Only what this stage uses: train, validate, register or monitor (default: all of them).")
    private String stage;

    @Option(names = "--format", defaultValue = "text", description = FORMAT)
    private Format format;

    @Override
    public Integer call() throws SpecException, UsageException, IOException {
        if (stage != null && !Lifecycle.STAGES.contains(stage)) {
            throw new UsageException(
                    "there is no stage `" + stage + "`: write one of " + String.join(", ", Lifecycle.STAGES));
        }
        Spec spec = Wiring.load(file);
        if ("monitor".equals(stage) && spec.monitor().isEmpty()) {
            throw new UsageException(spec.file() + " has no section monitor, and so no stage of that name");
        }
        var now = Clock.systemUTC().instant();
        Optional<Platform> platform = AwsPorts.platform(spec, environment());
        List<Platform.Check> checks =
                platform.isPresent() ? platform.get().examine(spec, Optional.ofNullable(stage)) : List.of();
        var document = new PreflightDocument(
                PreflightDocument.FORMAT, Optional.ofNullable(stage).orElse(ALL), now, checks);
        if (format == Format.JSON) {
            printJson(Map.of(
                    "at", document.at(),
                    "checks", document.checks(),
                    "findings", document.findings(),
                    "spec", Map.of("file", file.toString(), "sha256", spec.sha256()),
                    "stage", document.stage(),
                    "verdict", document.verdict()));
        } else {
            new PreflightPrinter(terminal()).print(document);
        }
        return ExitCode.of(document.verdict());
    }
}
