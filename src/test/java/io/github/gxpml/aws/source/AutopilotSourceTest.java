// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.DataSources.Answer;
import io.github.gxpml.spec.TableSource.Kind;
import io.github.gxpml.standin.Faults;
import io.github.gxpml.standin.ServiceError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sagemaker.model.AutoMLCandidate;
import software.amazon.awssdk.services.sagemaker.model.AutoMLCandidateStep;
import software.amazon.awssdk.services.sagemaker.model.AutoMLContainerDefinition;
import software.amazon.awssdk.services.sagemaker.model.DescribeAutoMlJobV2Request;
import software.amazon.awssdk.services.sagemaker.model.DescribeAutoMlJobV2Response;

class AutopilotSourceTest extends SourceCase {
    private static final byte[] NOTEBOOK =
            "{\"cells\":[],\"nbformat\":4,\"nbformat_minor\":2}".getBytes(StandardCharsets.UTF_8);
    private static final String ADDRESS = "s3://study/automl/candidates.ipynb";

    private static final AutoMLCandidate BEST = AutoMLCandidate.builder()
            .candidateName("flc-trial-7")
            .candidateStatus("Completed")
            .objectiveStatus("Succeeded")
            .creationTime(BEGUN)
            .lastModifiedTime(BEGUN)
            .finalAutoMLJobObjectiveMetric(metric -> metric.metricName("AUC").value(0.75f))
            .candidateSteps(AutoMLCandidateStep.builder()
                    .candidateStepType("AWS::SageMaker::TrainingJob")
                    .candidateStepName("flc-trial-7")
                    .candidateStepArn("arn:aws:sagemaker:eu-central-1:111122223333:training-job/flc-trial-7")
                    .build())
            .inferenceContainers(AutoMLContainerDefinition.builder()
                    .image("image@sha256:1")
                    .modelDataUrl("s3://study/model.tar.gz")
                    .build())
            .build();

    private void job(String state, String notebook, Instant ended, AutoMLCandidate best) {
        aws.on(
                DescribeAutoMlJobV2Request.class,
                request -> DescribeAutoMlJobV2Response.builder()
                        .autoMLJobName(request.autoMLJobName())
                        .autoMLJobArn("arn:aws:sagemaker:eu-central-1:111122223333:automl-job/flc")
                        .autoMLJobStatus(state)
                        .autoMLJobSecondaryStatus(state)
                        .creationTime(BEGUN)
                        .endTime(ended)
                        .bestCandidate(best)
                        .autoMLJobArtifacts(artifacts -> artifacts.candidateDefinitionNotebookLocation(notebook))
                        .build());
    }

    @Test
    void shouldKnowTheCandidateAndTheNotebookOfAJob() throws IOException {
        String version = put("automl/candidates.ipynb", NOTEBOOK);
        job("Completed", ADDRESS, Instant.now().plusSeconds(60), BEST);

        Answer good = ask(
                Kind.AUTOPILOT, "job", "flc", "notebookSha256", Sha256.of(NOTEBOOK), "bestCandidate", "flc-trial-7");

        assertThat(good.matches()).as(good.note()).isEmpty();
        assertThat(good.found())
                .containsEntry("bestCandidate", "flc-trial-7")
                .containsEntry("metric", "AUC")
                .containsEntry("metricValue", "0.75")
                .containsEntry("steps", "AWS::SageMaker::TrainingJob flc-trial-7")
                .containsEntry("images", "image@sha256:1")
                .containsEntry("notebook", ADDRESS)
                .containsEntry("notebookSha256", Sha256.of(NOTEBOOK))
                .containsEntry("notebookVersion", version)
                .containsEntry("exploration", "none was generated");
        assertThat(ask(Kind.AUTOPILOT, "job", "flc", "bestCandidate", "flc-trial-1")
                        .note())
                .contains("bestCandidate is flc-trial-7 and not the declared flc-trial-1");
        assertThat(ask(Kind.AUTOPILOT, "job", "flc", "notebookSha256", Sha256.of("x"))
                        .note())
                .contains("notebookSha256 is " + Sha256.of(NOTEBOOK));

        job("Completed", ADDRESS, BEGUN, BEST);
        assertThat(ask(Kind.AUTOPILOT, "job", "flc").note()).contains("notebookModified is", "after the run");
        assertThat(ask(Kind.AUTOPILOT, "job", "flc", "notebookVersion", version).matches())
                .as("the version is pinned")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"InProgress", "Failed", "Stopped", "Stopping"})
    void shouldNotUseAJobThatIsNotCompleted(String state) throws IOException {
        job(state, null, null, null);

        Answer answer = ask(Kind.AUTOPILOT, "job", "flc", "notebookSha256", Sha256.of(NOTEBOOK));

        assertThat(answer.matches()).contains(false);
        assertThat(answer.note())
                .contains("its state is " + state, "it has no best candidate", "notebookSha256 is not told");
    }

    @Test
    void shouldSayWhatIsNoNotebookIsMissingOrCannotBeAsked() throws IOException {
        put("automl/candidates.ipynb", "print()".getBytes(StandardCharsets.UTF_8));
        job("Completed", ADDRESS, Instant.now().plusSeconds(60), BEST);
        assertThat(ask(Kind.AUTOPILOT, "job", "flc").note()).contains(ADDRESS + " is no notebook");

        job("Completed", "s3://study/gone.ipynb", Instant.now(), BEST);
        assertThatThrownBy(() -> ask(Kind.AUTOPILOT, "job", "flc")).hasMessageContaining("s3://study/gone.ipynb");

        aws.faults().deny("DescribeAutoMLJobV2", Faults.ALWAYS);
        assertThatThrownBy(() -> ask(Kind.AUTOPILOT, "job", "flc"))
                .hasMessageContaining("allow sagemaker:DescribeAutoMLJobV2");
        aws.faults().clear();
        aws.faults().throttle("DescribeAutoMLJobV2", Faults.ALWAYS);
        assertThatThrownBy(() -> ask(Kind.AUTOPILOT, "job", "flc")).hasMessageContaining("could not be asked for");
        aws.faults().clear();
        aws.on(DescribeAutoMlJobV2Request.class, request -> {
            throw new ServiceError("ResourceNotFound", "Could not find requested job");
        });
        assertThatThrownBy(() -> ask(Kind.AUTOPILOT, "job", "flc")).hasMessageContaining("Could not find");
    }
}
