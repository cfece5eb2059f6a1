// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.aws.codepipeline.ArtifactPlace;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.standin.ActionOrder;
import io.github.gxpml.standin.ActionOutcome;
import io.github.gxpml.standin.Faults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong around a worker, with a stand-in for the engine. */
class WorkerFaultsTest {
    private static final int SOME = 8;

    /** What the stand-in hands out as credentials of jobs. */
    private static final Pattern SECRET = Pattern.compile("(secret|session)-[0-9a-f]{32}");

    @TempDir
    Path folder;

    @TempDir
    Path source;

    private ServedPipeline pipeline;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(source.resolve("gxp.yaml"), "gxp: 1\n");
        pipeline = new ServedPipeline(folder).source(source).engine(StandInEngine.jar(folder));
    }

    @AfterEach
    void end() {
        pipeline.close();
    }

    @Test
    void shouldGiveEachJobToOneOfTwoWorkers() throws Exception {
        pipeline.work("one", 4, 600_000);
        pipeline.work("two", 4, 600_000);
        pipeline.await(() -> pipeline.log().split("asks for jobs").length == 3);

        List<String> actions = new ArrayList<>();
        for (int i = 0; i < SOME; i++) {
            actions.add(pipeline.service.enqueue(of("pipeline-" + i)));
        }

        for (String action : actions) {
            assertAnsweredOnce(action);
        }
        pipeline.await(() -> pipeline.log().split("answered the job ", -1).length > SOME);
        assertThat(pipeline.log().split("answered the job ", -1)).hasSize(SOME + 1);
    }

    @Test
    void shouldOutliveAMinuteWithoutNetwork() throws Exception {
        pipeline.with("STANDIN_MILLIS", "5000").with("PATIENCE_SECONDS", "120");
        String action = pipeline.comeTo("train", "e1");
        pipeline.work();
        pipeline.await(() -> pipeline.log().contains("took the job"));

        pipeline.service.refuseConnections();
        Thread.sleep(Duration.ofMinutes(1).toMillis());
        pipeline.service.acceptConnections();

        assertAnsweredOnce(action);
        String next = pipeline.comeTo("validate", "e1");
        assertAnsweredOnce(next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PollForJobs", "AcknowledgeJob", "GetJobDetails", "PutJobSuccessResult"})
    void shouldComeBackLaterWhenItAsksTooOften(String operation) throws Exception {
        pipeline.with("AWS_MAX_ATTEMPTS", "1");
        if (!operation.equals("PollForJobs")) {
            pipeline.service.faults().throttle(operation, SOME);
        }
        pipeline.work();
        pipeline.await(() -> pipeline.log().contains("asks for jobs"));
        pipeline.service.faults().throttle(operation, operation.equals("PollForJobs") ? SOME : 0);

        assertAnsweredOnce(pipeline.comeTo("train", "e1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AcknowledgeJob", "PutJobSuccessResult"})
    void shouldNotLoseWhatWasDoneWhenTheAnswerWasCut(String operation) throws Exception {
        pipeline.with("AWS_MAX_ATTEMPTS", "1");
        pipeline.service.faults().loseAnswer(operation, 1);
        String action = pipeline.comeTo("train", "e1");

        pipeline.work();

        assertAnsweredOnce(action);
    }

    @Test
    void shouldGoOnWhenTheAnswerToARenewalWasLost() throws Exception {
        pipeline.with("AWS_MAX_ATTEMPTS", "1").with("STANDIN_MILLIS", "3000");
        pipeline.service.faults().loseAnswer("PutJobSuccessResult", 1);
        String action = pipeline.comeTo("train", "e1");

        pipeline.work("state", 2, 500);

        assertThat(assertAnsweredOnce(action).tokens()).hasSizeGreaterThan(1);
    }

    @Test
    void shouldLeaveALongStageToTheWorkerThatHasIt() throws Exception {
        pipeline.with("STANDIN_MILLIS", "8000");
        String action = pipeline.comeTo("train", "e1");
        pipeline.work("one", 2, 400);
        pipeline.await(() -> !pipeline.service.outcome(action).tokens().isEmpty());

        pipeline.work("two", 2, 400); // takes over after three seconds what does not come back

        assertAnsweredOnce(action);
    }

    @Test
    void shouldContinueAJobBeforeOthersThatWait() throws Exception {
        pipeline.with("STANDIN_MILLIS", "3000");
        List<String> actions = new ArrayList<>(List.of(pipeline.comeTo("train", "e1")));
        pipeline.work("state", 1, 500);
        pipeline.await(() -> pipeline.log().contains("took the job"));
        for (int i = 0; i < 4; i++) {
            actions.add(pipeline.service.enqueue(of("pipeline-" + i)));
        }

        for (String action : actions) {
            assertAnsweredOnce(action);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-3600, 3600})
    void shouldWorkWhereTheClockIsWrong(long seconds) throws Exception {
        pipeline.service.skew(Duration.ofSeconds(seconds));
        String action = pipeline.comeTo("train", "e1");

        pipeline.work();

        assertAnsweredOnce(action);
    }

    @Test
    void shouldEndTheStageOfAnExecutionThatWasSuperseded() throws Exception {
        pipeline.with("STANDIN_MILLIS", "60000");
        String action = pipeline.comeTo("train", "e1");
        pipeline.work("state", 2, 500);
        pipeline.await(() -> !pipeline.service.outcome(action).tokens().isEmpty());

        pipeline.service.stop("e1");

        pipeline.await(() -> pipeline.log().contains("the pipeline does not wait any more"));
        pipeline.await(() -> pipeline.stages().isEmpty());
        ActionOutcome outcome = pipeline.service.outcome(action);
        assertThat(outcome.finalAnswers()).isZero();
        pipeline.with("STANDIN_MILLIS", "0");
    }

    @Test
    void shouldSayWhereTheEvidenceIsWhenItsLastPartCannotBeUploaded() throws Exception {
        pipeline.with("STANDIN_MEGABYTES", "40").with("AWS_MAX_ATTEMPTS", "1");
        pipeline.s3.faults().failAfter("UploadPart", 2, Faults.ALWAYS);
        String action = pipeline.comeTo("train", "e1");
        pipeline.work();

        ActionOutcome outcome = pipeline.end(action);

        assertThat(outcome.status()).isEqualTo("Failed");
        assertThat(outcome.failureType()).isEqualTo("SystemUnavailable");
        assertThat(outcome.failureMessage()).contains("the evidence stays on the worker in ");
        assertThat(Path.of(outcome.failureMessage()
                        .replaceAll("(?s).*worker in ", "")
                        .strip()))
                .isRegularFile();
        assertThat(pipeline.s3.uploads(ServedPipeline.BUCKET))
                .as("nothing is left in parts")
                .isEmpty();
        assertThat(pipeline.s3.get(ServedPipeline.BUCKET, "train.zip")).isEmpty();
    }

    @Test
    void shouldUploadAgainWhenTheLastPartFailsOnce() throws Exception {
        pipeline.with("STANDIN_MEGABYTES", "40");
        pipeline.s3.faults().failAfter("UploadPart", 2, 1);
        String action = pipeline.comeTo("train", "e1");
        pipeline.work();

        ActionOutcome outcome = assertAnsweredOnce(action);

        byte[] uploaded = pipeline.s3.get(ServedPipeline.BUCKET, "train.zip").orElseThrow();
        assertThat(outcome.variables()).containsEntry("bundleDigest", Sha256.of(uploaded));
    }

    @Test
    void shouldAnswerForAWorkerThatDoesNotComeBack() throws Exception {
        pipeline.with("STANDIN_MILLIS", "60000");
        String action = pipeline.comeTo("train", "e1");
        Process lost = pipeline.work("lost", 2, 400);
        pipeline.await(() -> !pipeline.service.outcome(action).tokens().isEmpty());
        ServedPipeline.kill(lost);
        // the disk of that worker is gone with it; what it held comes back as a job once it is over or handed over
        pipeline.await(() -> pipeline.service.outcome(action).status().equals("InProgress"));

        pipeline.work("other", 2, 600_000);

        if (handedOver(action)) {
            ActionOutcome outcome = pipeline.end(action);
            assertThat(outcome.failureType()).isEqualTo("SystemUnavailable");
            assertThat(outcome.failureMessage()).contains("has not come back");
            assertThat(outcome.finalAnswers()).isEqualTo(1);
        }
    }

    /** Whether the killed worker had given its last job away, which another one can see. */
    private boolean handedOver(String action) {
        List<String> jobs = pipeline.service.outcome(action).jobs();
        String last = jobs.get(jobs.size() - 1);
        return pipeline.service.calls("AcknowledgeJob").stream()
                .noneMatch(call -> call.path("jobId").asText().equals(last));
    }

    @Test
    void shouldKeepSecretsOfTheJobToItself() throws Exception {
        pipeline.with("STANDIN_MILLIS", "2000");
        var configuration = new TreeMap<>(pipeline.order("train", "e1").configuration());
        configuration.put("Parameters", "{\"password\": \"hunter2-of-the-pipeline\", \"broken\": ");
        String refused = pipeline.service.enqueue(pipeline.order("train", "e1").configured(configuration));
        pipeline.work();
        assertThat(pipeline.end(refused).failureType()).isEqualTo("ConfigurationError");

        String action = pipeline.comeTo("train", "e2");
        pipeline.await(() -> !pipeline.stages().isEmpty());
        List<String> lines = ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .toList();
        assertAnsweredOnce(action);

        assertThat(SECRET.matcher(pipeline.log()).find()).isFalse();
        assertThat(lines).noneMatch(line -> SECRET.matcher(line).find());
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(SECRET.matcher(content(file)).find())
                        .as(file.toString())
                        .isFalse();
            }
        }
        assertThat(pipeline.log()).doesNotContain("hunter2");
        assertThat(pipeline.service.outcome(refused).failureMessage()).doesNotContain("hunter2");
    }

    /** A file that is being replaced is gone, and what stands in its place was looked at under its own name. */
    private static String content(Path file) throws IOException {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            assertThat(file.toString()).endsWith(".partial");
            return "";
        }
    }

    @Test
    void shouldKnowASecretWhenItSeesOne() {
        var issued = pipeline.service.credentials().issue();

        assertThat(issued.secretAccessKey()).matches(SECRET);
        assertThat(issued.sessionToken()).matches(SECRET);
    }

    private ActionOrder of(String name) {
        ActionOrder order = pipeline.order("train", name + "-execution");
        ArtifactPlace output = new ArtifactPlace("Evidence", Optional.empty(), ServedPipeline.BUCKET, name + ".zip");
        return new ActionOrder(
                order.type(),
                name,
                order.execution(),
                order.stage(),
                order.action(),
                order.configuration(),
                order.inputs(),
                List.of(output),
                order.encryptionKey());
    }

    private ActionOutcome assertAnsweredOnce(String action) {
        ActionOutcome outcome = pipeline.end(action);
        assertThat(outcome.status()).as(outcome + "\n" + pipeline.log()).isEqualTo("Succeeded");
        assertThat(outcome.finalAnswers()).isEqualTo(1);
        assertThat(outcome.variables()).containsOnlyKeys(GxpActionType.VARIABLES);
        return outcome;
    }
}
