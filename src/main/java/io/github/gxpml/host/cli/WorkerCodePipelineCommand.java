// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.host.codepipeline.GxpActionType;
import io.github.gxpml.host.codepipeline.Pace;
import io.github.gxpml.host.codepipeline.Worker;
import io.github.gxpml.host.codepipeline.WorkerSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gxp worker codepipeline}. */
@Command(
        name = "codepipeline",
        description = {
            "Carry out the jobs of the custom action in AWS CodePipeline, until it is told to stop (Ctrl-C, SIGTERM).",
            "Before: `gxp worker register` once for the account and region, and a pipeline (`gxp init --codepipeline`"
                    + " writes one) whose actions name this worker's queue.",
            "Each job's stage runs in a process of its own; its bundle becomes the output artifact, its verdict, metrics,"
                    + " digest and version become output variables. What a worker was at when it stopped or was killed, its"
                    + " next start with the same --state goes on with; every job gets exactly one answer.",
            "Region and credentials are found as by the AWS command line (AWS_REGION, AWS_PROFILE, a role). GXP_JAVA_OPTS"
                    + " adds options for the Java of each stage, such as -Xmx8g."
        })
final class WorkerCodePipelineCommand extends BaseCommand {
    private static final int MOST_JOBS = 100;

    @Mixin
    private final ActionTypeOptions type = new ActionTypeOptions();

    @Option(
            names = "--queue",
            paramLabel = "NAME",
            required = true,
            description = "Take the jobs of actions whose configuration has this Queue: 1 to 20 of A-Z a-z 0-9 _ -. One"
                    + " worker for each queue.")
    private String queue;

    @Option(
            names = "--state",
            paramLabel = "FOLDER",
            description = "What the worker keeps of its jobs (default: worker/QUEUE in GXP_HOME).")
    private Path state;

    @Option(
            names = "--workspaces",
            paramLabel = "FOLDER",
            description =
                    "The pipelines' workspaces, with their runs, registries and evidence (default: workspaces in the"
                            + " folder of --state). Back it up.")
    private Path workspaces;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "2",
            description = "Stages that may be at work at the same time (default: ${DEFAULT-VALUE}).")
    private int jobs;

    @Option(
            names = "--poll-every",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How often to ask for jobs while nothing happens (default: ${DEFAULT-VALUE}).")
    private int pollEvery;

    @Option(
            names = "--grace",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description =
                    "How long answers under way are waited for when the worker is told to stop; stages go on without"
                            + " it (default: ${DEFAULT-VALUE}).")
    private int grace;

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

    /** What carries out stages. */
    enum Runner {
        LOCAL,
        JENKINS
    }

    @Option(
            names = "--runner",
            paramLabel = "local|jenkins",
            defaultValue = "local",
            description = "What carries out stages: processes of this machine, or the builds of a Jenkins job (default:"
                    + " ${DEFAULT-VALUE}).")
    private Runner runner;

    @Option(
            names = "--jenkins",
            paramLabel = "URL",
            description =
                    "Address of the Jenkins. Account and API token come from GXP_JENKINS_USER and GXP_JENKINS_TOKEN,"
                            + " or from the file that GXP_JENKINS_TOKEN_FILE names.")
    private String jenkins;

    @Option(
            names = "--jenkins-job",
            paramLabel = "NAME",
            description = "Full name of the Jenkins job, such as team/flc-mortality.")
    private String jenkinsJob;

    @Option(
            names = "--jenkins-plain-http",
            description = "Send the token unencrypted to another machine, as in a network that is encrypted itself.")
    private boolean plainHttp;

    @Override
    public Integer call() throws UsageException, IOException {
        WorkerSettings settings = settings();
        // to end tidily takes the grace, and a little longer for the threads
        try (var ignored = Interruption.ofThisThread(settings.grace().plusSeconds(20))) {
            Worker.work(settings, this::say);
        }
        return ExitCode.PASS;
    }

    private void say(String line) {
        terminal().say(Instant.now().truncatedTo(ChronoUnit.SECONDS) + "  " + Terminal.clean(line));
    }

    private WorkerSettings settings() throws UsageException {
        if (!GxpActionType.isQueue(queue)) {
            throw new UsageException("--queue must be 1 to 20 letters, digits, dashes or underscores, as CodePipeline"
                    + " compares no others");
        }
        within("--jobs", jobs, 1, MOST_JOBS);
        within("--poll-every", pollEvery, 1, 3600);
        within("--grace", grace, 0, 3600);
        if (engine != null && !Files.isRegularFile(engine)) {
            throw new UsageException("--engine names " + engine + ", and there is no such file");
        }
        Path home = Wiring.keys(environment()).path();
        Path kept = (state == null ? home.resolve("worker").resolve(queue) : state).toAbsolutePath();
        try {
            return new WorkerSettings(
                    type.name(),
                    queue,
                    kept,
                    workspaces == null ? kept.resolve("workspaces") : workspaces.toAbsolutePath(),
                    jobs,
                    Duration.ofSeconds(grace),
                    Pace.USUAL.polling(Duration.ofSeconds(pollEvery)),
                    health == null ? Optional.empty() : Optional.of(address(health)),
                    Optional.ofNullable(engine).map(Path::toAbsolutePath),
                    jenkins(),
                    environment());
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private Optional<WorkerSettings.Jenkins> jenkins() throws UsageException {
        boolean named = jenkins != null && jenkinsJob != null;
        if (runner == Runner.JENKINS && named) {
            return Optional.of(new WorkerSettings.Jenkins(uri(jenkins), jenkinsJob, plainHttp));
        }
        if (runner == Runner.JENKINS || jenkins != null || jenkinsJob != null || plainHttp) {
            throw new UsageException("--runner jenkins, --jenkins and --jenkins-job belong together: give all three, or"
                    + " none of them");
        }
        return Optional.empty();
    }

    private static URI uri(String text) throws UsageException {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new UsageException("--jenkins must be an address, such as https://jenkins.example.org/");
        }
    }

    private static void within(String option, int value, int least, int most) throws UsageException {
        if (value < least || value > most) {
            throw new UsageException(option + " must be between " + least + " and " + most);
        }
    }

    static InetSocketAddress address(String text) throws UsageException {
        int colon = text.lastIndexOf(':');
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            var address = new InetSocketAddress(colon < 0 ? "127.0.0.1" : text.substring(0, colon), port);
            if (!address.isUnresolved()) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new UsageException(
                "--health must be PORT or HOST:PORT with a name of this machine, such as 8091 or" + " 0.0.0.0:8091");
    }
}
