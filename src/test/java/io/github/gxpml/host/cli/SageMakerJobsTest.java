// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import io.github.gxpml.standin.QuickTraining;
import io.github.gxpml.standin.SageMakerStandIn;
import io.github.gxpml.standin.ServiceError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sagemaker.model.Channel;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.ListTrialComponentsRequest;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;

/** What SageMaker has beside the plain training job: jobs that predict, tuning jobs, pipelines. */
class SageMakerJobsTest {
    @TempDir
    Path folder;

    @TempDir
    Path home;

    private final SageMakerStandIn sageMaker = SageMakerStandIn.start();

    @AfterEach
    void stop() {
        sageMaker.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"transform", "processing"})
    void shouldTakeTheSamePredictionsFromAJobOfTheirOwn(String kind) throws IOException {
        Project project = SageMakerProject.of(
                folder, text -> text.replace("    endpoint:", "    predictions: " + kind + "\n    endpoint:"));

        Cli.Outcome run = cli().run("train", project.spec());

        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        JsonNode jobs = json(project.read(1, "lineage.json")).at("/trainings/0/jobs");
        assertThat(jobs.findValuesAsText("kind")).containsOnlyOnce("training").contains(kind);
        assertThat(jobs).hasSize(5);
        assertThat(folder.resolve(".gxp/runs/flc-mortality/1/train-1/model.tar.gz"))
                .exists();
        assertThat(cli().run("verify", project.bundle(1).toString()).exit()).isZero();
    }

    @Test
    void shouldLinkTheJobToItsTrialInTheExperiment() throws IOException {
        sageMaker.trainsWith(QuickTraining.COMMAND);
        Project project = inExperiment();

        Cli.Outcome run = cli().run("train", project.spec());

        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        JsonNode job = json(project.read(1, "lineage.json")).at("/trainings/0/jobs/0");
        assertThat(job.at("/facts/experiment").asText()).isEqualTo("flc-models");
        assertThat(job.at("/facts/trialComponents").asText())
                .endsWith(":experiment-trial-component/" + job.at("/name").asText() + "-aws-training-job");
        assertThat(job.at("/facts/trials").asText()).endsWith(":experiment-trial/default-trial-flc-models");
    }

    @Test
    void shouldSayWhyTheTrialIsNotKnown() throws IOException {
        sageMaker.trainsWith(QuickTraining.COMMAND);
        sageMaker.aws().on(ListTrialComponentsRequest.class, request -> {
            throw new ServiceError("AccessDeniedException", "no");
        });
        Project project = inExperiment();

        Cli.Outcome run = cli().run("train", project.spec());

        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        assertThat(json(project.read(1, "lineage.json"))
                        .at("/trainings/0/jobs/0/facts/trialComponents")
                        .asText())
                .startsWith("not known: ")
                .contains("sagemaker:ListTrialComponents");
    }

    private Project inExperiment() throws IOException {
        return SageMakerProject.of(
                folder, text -> text.replace("    endpoint:", "    experiment: flc-models\n    endpoint:"));
    }

    @Test
    void shouldRefuseAnswersThatAreNotOneForEachRow() {
        sageMaker.spoilAnswers(answers -> answers.substring(answers.indexOf('\n') + 1));
        Project project = SageMakerProject.of(
                folder, text -> text.replace("    endpoint:", "    predictions: transform\n    endpoint:"));

        Cli.Outcome run = cli().run("train", project.spec());

        assertThat(run.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(run.err()).contains("it must answer one line for each row");
    }

    @Test
    void shouldKeepEveryTrialOfATuning() throws IOException {
        sageMaker.trainsWith(QuickTraining.COMMAND);
        Project project = tuned();

        Cli.Outcome run = cli().run("train", project.spec());

        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        JsonNode training = json(project.read(1, "lineage.json")).at("/trainings/0");
        JsonNode trials = json(project.read(1, "jobs/trials.json"));
        assertThat(trials).hasSize(5);
        assertThat(trials.findValuesAsText("best")).containsExactly("false", "false", "true", "false", "false");
        assertThat(training.at("/hyperparameters/ridge").asText()).isEqualTo("0.2");
        assertThat(training.at("/jobs").findValuesAsText("kind")).containsExactly("tuning", "training");
    }

    @Test
    void shouldNotTakeTheModelOfATrialThatWasStopped() throws IOException {
        sageMaker.trainsWith(QuickTraining.COMMAND);
        sageMaker
                .aws()
                .on(
                        DescribeTrainingJobRequest.class,
                        request -> DescribeTrainingJobResponse.builder()
                                .trainingJobName(request.trainingJobName())
                                .trainingJobStatus(TrainingJobStatus.STOPPED)
                                .build());

        Cli.Outcome run = cli().run("train", tuned().spec());

        assertThat(run.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(run.err()).contains("the best trial of tuning job", "is Stopped", "timeLimit");
    }

    private Project tuned() throws IOException {
        return SageMakerProject.of(
                folder,
                text -> text.replace(
                        "    endpoint:",
                        "    tuning:\n      metric: constant\n      regex: 'constant=([0-9.]+)'\n      trials: 5\n"
                                + "      ranges: {ridge: {min: 0.0, max: 0.4}}\n    endpoint:"));
    }

    @Test
    void shouldTakeTheModelOfAStepOfAPipeline() throws IOException {
        sageMaker.trainsWith(QuickTraining.COMMAND);
        Project project = SageMakerProject.of(
                folder,
                text -> text.replaceAll("    image: .*\n", "")
                        .replace(
                                "    endpoint:",
                                "    pipeline: {name: p, step: Train, parameters: {data: '${table.train}'}}\n    endpoint:"));
        sageMaker.pipelineTrains(pipelineJob(project));

        Cli.Outcome run = cli().run("train", project.spec());

        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        assertThat(sageMaker.aws().calls("StartPipelineExecution")).hasSize(1);
        JsonNode training = json(project.read(1, "lineage.json")).at("/trainings/0");
        assertThat(training.path("algorithm").asText()).isEqualTo("pipeline p");
        assertThat(training.at("/jobs/0/facts/condition GoodEnough").asText()).isEqualTo("False");
        assertThat(json(project.read(1, training.at("/jobs/0/files/0").asText()))
                        .at("/steps"))
                .hasSize(2);
        assertThat(sageMaker.aws().calls("StartPipelineExecution").get(0).body().toString())
                .contains("s3://gxp-work/flc-mortality/handed-over/");

        Cli.Outcome next = cli().run("train", project.spec());

        assertThat(next.exit()).as(next.out() + next.err()).isZero();
        assertThat(json(project.read(2, "lineage.json"))
                        .at("/trainings/0/jobs/0/facts/trained by execution")
                        .asText())
                .isNotEmpty();
    }

    @Test
    void shouldNotTakeACachedStepForASecondTraining() throws IOException {
        sageMaker.trainsWith(QuickTraining.COMMAND);
        Project project = SageMakerProject.of(
                folder,
                text -> text.replaceAll("    image: .*\n", "")
                        .replace(
                                "\nvalidate:",
                                "\nreproducibility:\n  retrain: {runs: 2, require: bit-identical}\n\nvalidate:")
                        .replace("    endpoint:", "    pipeline: {name: p, step: Train}\n    endpoint:"));
        sageMaker.pipelineTrains(pipelineJob(project));

        Cli.Outcome run = cli().run("train", project.spec());

        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(ExitCode.ERROR);
        assertThat(run.err()).contains("nothing was trained again: training job of-the-pipeline");
    }

    @Test
    void shouldTrainOnceMoreToReproduceAndLeaveNoJobBehind() throws Exception {
        sageMaker.trainsWith(QuickTraining.COMMAND);
        Project project = SageMakerProject.of(
                folder,
                text -> text.replace(
                        "\nvalidate:",
                        "\nreproducibility:\n  retrain: {runs: 2, require: bit-identical}\n\nvalidate:"));
        assertThat(cli().run("train", project.spec()).exit()).isZero();

        Cli.Outcome again = cli().run("reproduce", project.bundle(1).toString());

        assertThat(again.exit()).as(again.out() + again.err()).isZero();
        assertThat(sageMaker.aws().calls("CreateTrainingJob")).hasSize(3);

        sageMaker.hold();
        Thread trouble = new Thread(() -> {
            while (sageMaker.trainingJobs().size() < 4) {
                Thread.onSpinWait();
            }
            sageMaker.aws().faults().deny("DescribeTrainingJob", 1);
        });
        trouble.start();
        Cli.Outcome lost = cli().run("reproduce", project.bundle(1).toString());
        trouble.join();

        assertThat(lost.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(lost.err()).contains("cannot be followed, and was asked to stop", "AccessDenied");
        assertThat(lost.err()).doesNotContain("gxp resume", "besides");
        assertThat(sageMaker.status(sageMaker.trainingJobs().get(3))).isEqualTo("Stopped");
        sageMaker.release();
    }

    /** A job that a pipeline would start: it reads its data from where the pipeline's author put it. */
    private CreateTrainingJobRequest pipelineJob(Project project) throws IOException {
        var channels = new java.util.ArrayList<Channel>();
        for (String table : java.util.List.of("train", "validation", "outOfTime", "live")) {
            String file = table.equals("outOfTime") ? "out-of-time" : table;
            put(
                    table + ".csv",
                    java.nio.file.Files.readAllBytes(project.folder().resolve("data/" + file + ".csv")));
            channels.add(channel(table, table + ".csv"));
        }
        Map<String, String> tables = new java.util.TreeMap<>();
        channels.forEach(channel -> tables.put(
                channel.channelName(),
                "/opt/ml/input/data/" + channel.channelName() + "/" + channel.channelName() + ".csv"));
        put("request.json", Json.pretty(Map.of("tables", tables)));
        channels.add(channel("gxp", "request.json"));
        return CreateTrainingJobRequest.builder()
                .trainingJobName("of-the-pipeline")
                .algorithmSpecification(algorithm ->
                        algorithm.trainingImage("some/image@sha256:ab").trainingInputMode("File"))
                .inputDataConfig(channels)
                .environment(
                        Map.of("GXP_REQUEST", "/opt/ml/input/data/gxp/request.json", "GXP_OUTPUT", "/opt/ml/model"))
                .outputDataConfig(output -> output.s3OutputPath("s3://gxp-work/of-the-pipeline"))
                .resourceConfig(resources -> resources.instanceCount(1).volumeSizeInGB(1))
                .build();
    }

    private void put(String name, byte[] content) {
        sageMaker.s3().put(SageMakerStandIn.BUCKET, "of-the-pipeline/" + name, content);
    }

    private static Channel channel(String name, String file) {
        return Channel.builder()
                .channelName(name)
                .dataSource(source -> source.s3DataSource(
                        s3 -> s3.s3DataType("S3Prefix").s3Uri("s3://gxp-work/of-the-pipeline/" + file)))
                .build();
    }

    private Cli cli() {
        return SageMakerProject.cli(home, sageMaker);
    }

    private static JsonNode json(String text) throws IOException {
        return Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }
}
