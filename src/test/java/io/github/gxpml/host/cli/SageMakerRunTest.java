// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import io.github.gxpml.standin.SageMakerStandIn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that SageMaker trains goes through the same four steps as any other. */
class SageMakerRunTest {
    @TempDir
    Path folder;

    @TempDir
    Path home;

    private final SageMakerStandIn sageMaker = SageMakerStandIn.start();

    @AfterEach
    void stop() {
        sageMaker.close();
    }

    @Test
    void shouldTrainValidateRegisterAndMonitor() throws IOException {
        Project project = SageMakerProject.of(folder);

        Cli.Outcome run = cli().run("run", "-v", project.spec());

        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(ExitCode.PASS);
        assertThat(sageMaker.aws().calls("CreateTrainingJob")).hasSize(1);
        assertThat(cli().run("verify", project.bundle(1).toString()).exit()).isZero();
        JsonNode lineage = json(project.read(1, "lineage.json"));
        JsonNode job = lineage.at("/trainings/0/jobs/0");
        String name = sageMaker.trainingJobs().get(0);
        assertThat(name).matches("gxp-flc-mortality-1-1-[0-9a-f]{12}");
        assertThat(job.path("arn").asText()).endsWith(":training-job/" + name);
        assertThat(job.at("/facts/image").asText()).contains("@sha256:");
        JsonNode description = json(project.read(1, job.at("/files/0").asText()));
        assertThat(description.path("TrainingJobStatus").asText()).isEqualTo("Completed");
        assertThat(description.path("EnableNetworkIsolation").asBoolean()).isTrue();
        assertThat(lineage.at("/trainings/0/metrics/train_brier").asDouble()).isBetween(0.05, 0.15);
        assertThat(lineage.at("/graph").toString()).contains("job/training/" + name);
        assertThat(project.read(1, "jobs/endpoint-flc-mortality.json")).contains("InService");
        assertThat(project.read(1, "jobs/endpoint-flc-mortality.json")).contains("@sha256:5555");
        assertThat(project.read(1, "jobs/endpoint-config-flc-mortality-config.json"))
                .contains("ml.m5.large");
        assertThat(json(project.read(1, "jobs/endpoint-model-the-latest.json"))
                        .at("/PrimaryContainer/ModelDataUrl")
                        .asText())
                .startsWith("s3://")
                .endsWith("/" + name + "/output/model.tar.gz");
        assertThat(project.read(1, "bundle.json"))
                .contains("Endpoint flc-mortality scored for the version in use; that it serves this version was not");
        assertThat(run.err()).contains("scored live");
        assertThat(modelOfTheSameTrainingHere(project))
                .isEqualTo(lineage.at("/trainings/0/model/sha256").asText());
    }

    private String modelOfTheSameTrainingHere(Project project) throws IOException {
        project.edit(
                "gxp.yaml",
                text -> text.replace("with: sagemaker", "with: process\n  command: [python3, -B, train.py]")
                        .replaceAll("(?s)  sagemaker:.*?  scripts:", "  scripts:"));
        Cli.Outcome local = cli().run("train", project.spec());
        assertThat(local.exit()).as(local.err()).isZero();
        return json(project.read(2, "lineage.json"))
                .at("/trainings/0/model/sha256")
                .asText();
    }

    @Test
    void shouldTellAFailedJobInOneSentenceThatIsNoFinding() throws IOException {
        sageMaker.trainsWith(java.util.List.of("sh", "-c", "echo broken; exit 7"));
        Project project = SageMakerProject.of(folder);

        Cli.Outcome run = cli().run("train", project.spec());

        assertThat(run.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(run.err()).contains("failed: AlgorithmError: the container ended, exit code: 7");
        assertThat(project.read(1, "bundle.json")).contains("\"state\" : \"ERROR\"");
    }

    private Cli cli() {
        return SageMakerProject.cli(home, sageMaker);
    }

    private static JsonNode json(String text) throws IOException {
        return Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }
}
