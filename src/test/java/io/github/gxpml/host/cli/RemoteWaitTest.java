// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import io.github.gxpml.standin.QuickTraining;
import io.github.gxpml.standin.SageMakerStandIn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that goes on elsewhere needs no process here, and is found again by the next one. */
class RemoteWaitTest {
    private static final String CREATE = "CreateTrainingJob";

    @TempDir
    Path folder;

    @TempDir
    Path home;

    private final SageMakerStandIn sageMaker = SageMakerStandIn.start();

    RemoteWaitTest() {
        sageMaker.trainsWith(QuickTraining.COMMAND);
        sageMaker.hold();
    }

    @AfterEach
    void stop() {
        sageMaker.release();
        sageMaker.close();
    }

    @Test
    void shouldGoOnWithTheSameJobAfterItsProcessWasKilled() throws Exception {
        Project project = SageMakerProject.of(folder);
        Process killed = start(project, "train");
        await(() -> sageMaker.aws().calls("DescribeTrainingJob").size() > 2);
        killed.destroyForcibly();
        assertThat(killed.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(state(project)).isEqualTo("RUNNING");
        sageMaker.release();

        Cli.Outcome next = cli().run("train", project.spec());

        assertThat(next.exit()).as(next.out() + next.err()).isZero();
        assertThat(sageMaker.aws().calls(CREATE)).hasSize(1);
        assertThat(project.bundles()).hasSize(1);
        assertThat(project.read(1, "audit.jsonl")).contains("stage.resumed", "job.found");
        assertEveryGateOnce(project);
        assertThat(cli().run("verify", project.bundle(1).toString()).exit()).isZero();
    }

    @Test
    void shouldHandOverAndLookAgainWithoutWaiting() throws IOException {
        Project project = SageMakerProject.of(folder);

        Cli.Outcome handedOver = cli().run("train", "--no-wait", project.spec());

        assertThat(handedOver.exit()).as(handedOver.err()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(handedOver.out()).contains(sageMaker.trainingJobs().get(0)).contains("is waiting");
        assertThat(state(project)).isEqualTo("WAITING");
        assertThat(cli().run("verify", project.bundle(1).toString()).exit()).isZero();

        Cli.Outcome tooEarly = cli().run("resume", "--no-wait", project.spec());
        assertThat(tooEarly.exit()).as(tooEarly.err()).isEqualTo(ExitCode.UNDECIDED);
        Cli.Outcome validate = cli().run("validate", project.spec());
        assertThat(validate.exit()).isEqualTo(ExitCode.ERROR);
        Cli.Outcome approve = cli().run("approve", project.spec(), "--role", "quality");
        assertThat(approve.exit()).isNotZero();

        sageMaker.release();
        Cli.Outcome resumed = cli().run("train", project.spec());
        assertThat(resumed.exit()).as(resumed.out() + resumed.err()).isZero();
        assertThat(sageMaker.aws().calls(CREATE)).hasSize(1);
        assertThat(project.bundles()).hasSize(1);
        assertEveryGateOnce(project);
    }

    @Test
    void shouldLeaveTheEvidenceAloneWhereALookBringsNoNews() throws IOException {
        Project project = SageMakerProject.of(folder);
        cli().run("train", "--no-wait", project.spec());
        byte[] sealed = Files.readAllBytes(project.bundle(1));
        Path log = folder.resolve(".gxp/runs/flc-mortality/1/bag/data/audit.jsonl");
        byte[] audit = Files.readAllBytes(log);

        for (int i = 0; i < 3; i++) {
            Cli.Outcome look = cli().run("resume", "--no-wait", "--format", "json", project.spec());
            assertThat(look.exit()).as(look.err()).isEqualTo(ExitCode.UNDECIDED);
            assertThat(json(look.out()).path("state").asText()).isEqualTo("WAITING");
        }

        assertThat(project.bundle(1)).hasBinaryContent(sealed);
        assertThat(log).hasBinaryContent(audit);
        sageMaker.aws().faults().deny("DescribeTrainingJob", 1);
        Cli.Outcome lost = cli().run("resume", "--no-wait", project.spec());
        assertThat(lost.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(project.read(1, "bundle.json")).contains("AccessDenied");

        sageMaker.release();
        Cli.Outcome resumed = cli().run("train", project.spec());
        assertThat(resumed.exit()).as(resumed.out() + resumed.err()).isZero();
        assertThat(project.read(1, "audit.jsonl").lines().filter(line -> line.contains("stage.resumed")))
                .hasSize(2);
        assertThat(cli().run("verify", project.bundle(1).toString()).exit()).isZero();
    }

    @Test
    void shouldStopTheJobWhenCancelled() throws IOException {
        Project project = SageMakerProject.of(folder);
        cli().run("train", "--no-wait", project.spec());
        String job = sageMaker.trainingJobs().get(0);

        Cli.Outcome cancelled = cli().run("cancel", project.spec());

        assertThat(cancelled.exit()).as(cancelled.err()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(sageMaker.status(job)).isEqualTo("Stopped");
        assertThat(state(project)).isEqualTo("INTERRUPTED");
        assertThat(project.read(1, "bundle.json")).contains("stopped " + job);
        assertThat(cli().run("cancel", project.spec()).err()).contains("waits for no job");
        assertThat(cli().run("verify", project.bundle(1).toString()).exit()).isZero();
    }

    @Test
    void shouldStopTheJobWhenItsProcessIsAskedToEnd() throws Exception {
        Project project = SageMakerProject.of(folder);
        Process asked = start(project, "train");
        await(() -> sageMaker.aws().calls("DescribeTrainingJob").size() > 2);

        new ProcessBuilder("kill", "-TERM", Long.toString(asked.pid())).start().waitFor();

        assertThat(asked.waitFor(30, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(home.resolve("out.txt")) + project.read(1, "bundle.json");
        assertThat(sageMaker.status(sageMaker.trainingJobs().get(0))).as(said).isEqualTo("Stopped");
        assertThat(state(project)).isEqualTo("INTERRUPTED");
    }

    @Test
    void shouldNotGoOnWithDataThatChangedSince() throws IOException {
        Project project = SageMakerProject.of(folder);
        cli().run("train", "--no-wait", project.spec());
        sageMaker.release();
        Path live = folder.resolve("data/live.csv");
        String text = Files.readString(live);
        Files.writeString(live, text.substring(0, text.stripTrailing().lastIndexOf('\n') + 1));

        Cli.Outcome resumed = cli().run("resume", project.spec());

        assertThat(resumed.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(resumed.err()).contains("table live has changed since run 1 started");
    }

    @Test
    void shouldSubmitEachRepetitionByItsOwnNameAndRunThemAtOnce() throws IOException {
        Project project = SageMakerProject.of(
                folder,
                text -> text.replace(
                        "\nvalidate:",
                        "\nreproducibility:\n  retrain: {runs: 2, require: bit-identical}\n\nvalidate:"));

        assertThat(cli().run("train", "--no-wait", project.spec()).exit()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(sageMaker.trainingJobs()).hasSize(2).doesNotHaveDuplicates();
        sageMaker.release();
        Cli.Outcome resumed = cli().run("train", project.spec());

        assertThat(resumed.exit()).as(resumed.out() + resumed.err()).isZero();
        assertThat(resumed.out()).contains("2 trainings, bit-identical");
        assertThat(sageMaker.aws().calls(CREATE)).hasSize(2);
    }

    private static void assertEveryGateOnce(Project project) throws IOException {
        List<String> gates = new ArrayList<>();
        json(project.read(1, "verdicts.json"))
                .path("gates")
                .forEach(result -> gates.add(result.path("gate").toString()));
        assertThat(gates).isNotEmpty().doesNotHaveDuplicates();
    }

    private static String state(Project project) throws IOException {
        return json(project.read(1, "bundle.json")).path("state").asText();
    }

    private static JsonNode json(String text) throws IOException {
        return Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    private Process start(Project project, String stage) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                        java,
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Gxp.class.getName(),
                        stage,
                        project.spec())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("out.txt").toFile());
        builder.environment().put("GXP_HOME", home.toString());
        builder.environment().put("GXP_USER", "Ann Author <ann@example.org>");
        builder.environment().putAll(sageMaker.environment());
        return builder.start();
    }

    private static void await(java.util.function.BooleanSupplier condition) throws InterruptedException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the job was not handed over").isLessThan(limit);
            Thread.sleep(50);
        }
    }

    private Cli cli() {
        return SageMakerProject.cli(home, sageMaker);
    }
}
