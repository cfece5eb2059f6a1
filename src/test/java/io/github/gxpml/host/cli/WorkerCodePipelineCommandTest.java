// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.host.codepipeline.GxpActionType;
import io.github.gxpml.standin.CodePipelineStandIn;
import io.github.gxpml.standin.Faults;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerCodePipelineCommandTest {
    @TempDir
    Path home;

    @Test
    void shouldExplainItselfToNewcomers() {
        Cli.Outcome outcome = new Cli(home).run("worker", "codepipeline", "--help");

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out())
                .contains("Usage: gxp worker codepipeline")
                .contains("--queue=NAME", "--state=FOLDER", "--workspaces=FOLDER", "--health=[HOST:]PORT")
                .contains("gxp worker register")
                .doesNotContain("null", "DEFAULT-VALUE");
    }

    @ParameterizedTest
    @CsvSource({
        "--queue,'',--queue must be 1 to 20",
        "--queue,a b,--queue must be 1 to 20",
        "--queue,aaaaaaaaaaaaaaaaaaaaa,--queue must be 1 to 20",
        "--jobs,0,--jobs must be between 1 and 100",
        "--jobs,101,--jobs must be between 1 and 100",
        "--jobs,many,'--jobs'",
        "--poll-every,0,--poll-every must be between 1 and 3600",
        "--poll-every,1.5,'--poll-every'",
        "--grace,-1,--grace must be between 0 and 3600",
        "--grace,99999999999,'--grace'",
        "--health,x,--health must be PORT or HOST:PORT",
        "--health,65536,--health must be PORT or HOST:PORT",
        "--health,-1,--health must be PORT or HOST:PORT",
        "--health,nowhere.invalid:8091,--health must be PORT or HOST:PORT",
        "--category,Approval,name one of Build",
        "--provider,G x P,the provider",
        "--version,1.0.0.0.0.0,the version",
        "--engine,nothing.jar,--engine",
        "--runner,cloud,'--runner'",
        "--runner,jenkins,belong together",
        "--jenkins,https://jenkins.example.org/,belong together",
        "--jenkins-job,team/x,belong together",
        "--jenkins,http://[ --runner jenkins --jenkins-job x,--jenkins must be an address"
    })
    void shouldRefuseAWrongValueInOneSentence(String option, String value, String words) {
        List<String> call = new ArrayList<>(List.of("worker", "codepipeline"));
        if (!option.equals("--queue")) {
            call.addAll(List.of("--queue", "models"));
        }
        call.add(option);
        call.addAll(option.equals("--jenkins") ? List.of(value.split(" ")) : List.of(value));

        Cli.Outcome outcome = new Cli(home).run(call.toArray(String[]::new));

        assertThat(outcome.exit()).as(outcome.err()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err().lines().filter(line -> line.startsWith("gxp: ")))
                .singleElement()
                .asString()
                .contains(words)
                .doesNotContain("Exception", "internal error");
        assertThat(home.resolve("worker")).as("nothing was begun").doesNotExist();
    }

    @Test
    void shouldAskForTheQueue() {
        Cli.Outcome outcome = new Cli(home).run("worker", "codepipeline");

        assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains("--queue");
    }

    @Test
    void shouldSayThatTheRegionIsNotKnown() {
        Cli.Outcome outcome = work(new Cli(home));

        assertCannotBegin(outcome, "AWS_REGION");
    }

    @Test
    void shouldSayThatTheActionTypeIsNotRegistered() {
        try (var service = CodePipelineStandIn.start()) {
            assertCannotBegin(work(cli(service)), "gxp worker register");
        }
    }

    @Test
    void shouldSayWhatAPolicyMustAllow() {
        try (var service = CodePipelineStandIn.start()) {
            service.faults().deny("PollForJobs", Faults.ALWAYS);

            assertCannotBegin(work(cli(service)), "allow codepipeline:PollForJobs");
        }
    }

    @Test
    void shouldSayThatAnotherWorkerHasTheState() throws Exception {
        try (var service = CodePipelineStandIn.start()) {
            define(service);
            Process worker = start(service);
            try (var said = said(worker)) {
                awaitLine(said, "asks for jobs of GxP 1 in the queue models");

                Outcome second = outcome(start(service));

                assertThat(second.exit()).isEqualTo(ExitCode.ERROR);
                assertThat(second.text()).contains("another worker is at work with the state in ");
            } finally {
                worker.destroyForcibly();
            }
        }
    }

    /** A service that is told to stop must not look as if it had failed. */
    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void shouldEndTidilyWhenItIsToldTo(String signal) throws Exception {
        try (var service = CodePipelineStandIn.start()) {
            define(service);
            Process worker = start(service);
            try (var said = said(worker)) {
                awaitLine(said, "asks for jobs of GxP 1 in the queue models");

                new ProcessBuilder("kill", "-" + signal, Long.toString(worker.pid()))
                        .start()
                        .waitFor();

                awaitLine(said, "stops: takes no more jobs");
                awaitLine(said, "ended");
                assertThat(worker.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(worker.exitValue()).isIn(0, 130, 143);
            } finally {
                worker.destroyForcibly();
            }
        }
    }

    /**
     * Without credentials the SDK looks at the files and the machine: in a process of its own, so that it finds none.
     */
    @Test
    void shouldSayThatThereAreNoCredentials() throws Exception {
        try (var service = CodePipelineStandIn.start()) {
            ProcessBuilder builder = program(service);
            builder.environment().remove("AWS_ACCESS_KEY_ID");
            builder.environment().remove("AWS_SECRET_ACCESS_KEY");

            Outcome outcome = outcome(builder.start());

            assertThat(outcome.exit()).as(outcome.text()).isEqualTo(ExitCode.ERROR);
            assertThat(outcome.text().lines().filter(line -> line.startsWith("gxp: ")))
                    .singleElement()
                    .asString()
                    .contains("give this process credentials of AWS");
        }
    }

    private record Outcome(int exit, String text) {}

    private static Outcome outcome(Process process) throws IOException, InterruptedException {
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), text);
    }

    private static void assertCannotBegin(Cli.Outcome outcome, String words) {
        assertThat(outcome.exit()).as(outcome.err()).isEqualTo(ExitCode.ERROR);
        assertThat(outcome.err().lines().filter(line -> line.startsWith("gxp: ")))
                .singleElement()
                .asString()
                .contains(words)
                .doesNotContain("internal error");
    }

    private Cli.Outcome work(Cli cli) {
        return cli.run("worker", "codepipeline", "--queue", "models", "--grace", "0");
    }

    private Cli cli(CodePipelineStandIn service) {
        var cli = new Cli(home);
        service.environment().forEach(cli::with);
        return cli;
    }

    private static void define(CodePipelineStandIn service) {
        service.defineActionType(
                GxpActionType.name(GxpActionType.CATEGORY, GxpActionType.PROVIDER, GxpActionType.VERSION),
                GxpActionType.QUEUE,
                List.of(GxpActionType.STAGE));
    }

    private Process start(CodePipelineStandIn service) throws IOException {
        return program(service).start();
    }

    private ProcessBuilder program(CodePipelineStandIn service) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Gxp.class.getName(), "worker", "codepipeline", "--queue", "models", "--grace", "5"));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().putAll(service.environment());
        builder.environment().put("GXP_HOME", home.toString());
        builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
        builder.environment()
                .put("AWS_SHARED_CREDENTIALS_FILE", home.resolve("none").toString());
        builder.environment().put("AWS_CONFIG_FILE", home.resolve("none").toString());
        Files.createDirectories(home);
        return builder;
    }

    private static BufferedReader said(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void awaitLine(BufferedReader said, String words) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            lines.add(line);
            if (line.contains(words)) {
                return;
            }
        }
        throw new AssertionError("it ended without a word of `" + words + "`, but said " + lines);
    }
}
