// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.host.queue.QueueSettings;
import io.github.gxpml.host.queue.QueueWorker;
import io.github.gxpml.spec.Spec;
import io.github.gxpml.spec.SpecException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gxp worker queue}. */
@Command(
        name = "queue",
        description = {
            "Start a run for each message of an SQS queue, until it is told to stop (Ctrl-C, SIGTERM).",
            "A message is a JSON object with any of reason, stage (run, train, monitor) and id; an event of EventBridge or"
                    + " an alarm of CloudWatch is understood too. Its id is the run's cause, and a message that comes"
                    + " again starts nothing.",
            "Each run is a process of its own, which goes on when the worker ends; the next start finds it. A message is"
                    + " deleted after the outcome of its run is on disk.",
            "Region and credentials are found as by the AWS command line. GXP_JAVA_OPTS adds options for the Java of each"
                    + " run, such as -Xmx8g."
        })
final class WorkerQueueCommand extends BaseCommand {
    @Option(names = "--queue", paramLabel = "URL", required = true, description = "The queue.")
    private String queue;

    @Option(
            names = "--file",
            paramLabel = "SPEC",
            defaultValue = "gxp.yaml",
            description = "The spec whose runs are started (default: ${DEFAULT-VALUE}).")
    private Path file;

    /** What a message starts. */
    enum Started {
        RUN,
        TRAIN,
        MONITOR
    }

    @Option(
            names = "--stage",
            paramLabel = "run|train|monitor",
            defaultValue = "run",
            description = "What a message starts that names no stage (default: ${DEFAULT-VALUE}).")
    private Started stage;

    @Option(
            names = "--state",
            paramLabel = "FOLDER",
            description =
                    "The book of messages (default: .gxp/queue beside the spec). Back it up with the runs: without it"
                            + " a message that comes again starts a second run.")
    private Path state;

    @Option(
            names = "--health",
            paramLabel = "[HOST:]PORT",
            description = "Tell at http://HOST:PORT/health how the worker is, 200 or 503 (HOST: 127.0.0.1; default: do"
                    + " not).")
    private String health;

    @Option(
            names = "--engine",
            paramLabel = "JAR",
            description = "Run stages with this gxp.jar (default: with the worker's own).")
    private Path engine;

    @Override
    public Integer call() throws UsageException, SpecException, IOException {
        QueueSettings settings = settings();
        try (var ignored = Interruption.ofThisThread(Duration.ofSeconds(20))) {
            QueueWorker.work(settings, this::say);
        }
        return ExitCode.PASS;
    }

    private void say(String line) {
        terminal().say(Instant.now().truncatedTo(ChronoUnit.SECONDS) + "  " + Terminal.clean(line));
    }

    private QueueSettings settings() throws UsageException, SpecException {
        if (!queue.matches("https?://[^\\s\\p{Cntrl}?#]+/[A-Za-z0-9_.-]+")) {
            throw new UsageException("--queue must be the URL of a queue, such as"
                    + " https://sqs.eu-central-1.amazonaws.com/123456789012/gxp-train");
        }
        if (engine != null && !Files.isRegularFile(engine)) {
            throw new UsageException("--engine names " + engine + ", and there is no such file");
        }
        Spec spec = Wiring.load(file);
        if (stage == Started.MONITOR && spec.monitor().isEmpty()) {
            throw new UsageException(file + " has no section monitor, and --stage monitor would never find anything");
        }
        return new QueueSettings(
                queue,
                file.toAbsolutePath(),
                spec.model().name(),
                stage.name().toLowerCase(java.util.Locale.ROOT),
                (state == null ? spec.folder().resolve(".gxp").resolve("queue") : state).toAbsolutePath(),
                QueueSettings.Pace.USUAL,
                health == null ? Optional.empty() : Optional.of(WorkerCodePipelineCommand.address(health)),
                Optional.ofNullable(engine).map(Path::toAbsolutePath),
                environment());
    }
}
