// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.aws.s3.S3Source;
import io.github.gxpml.io.Json;
import io.github.gxpml.port.DataSources.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.AutoMLCandidate;
import software.amazon.awssdk.services.sagemaker.model.AutoMLContainerDefinition;
import software.amazon.awssdk.services.sagemaker.model.AutoMLJobArtifacts;
import software.amazon.awssdk.services.sagemaker.model.DescribeAutoMlJobV2Response;

/** A job of Autopilot: its best candidate, and the notebooks that it generated. Jobs of both versions are known. */
final class AutopilotAsker {
    private static final long NOTEBOOK = 64L << 20;

    private AutopilotAsker() {}

    static Answer ask(Question question) throws IOException {
        try (SageMakerClient sageMaker = question.client(SageMakerClient.builder(), "SAGEMAKER")) {
            DescribeAutoMlJobV2Response job =
                    sageMaker.describeAutoMLJobV2(request -> request.autoMLJobName(question.get("job")));
            Facts facts = new Facts()
                    .state(job.autoMLJobStatusAsString(), "Completed")
                    .put("arn", job.autoMLJobArn())
                    .put("secondaryState", job.autoMLJobSecondaryStatusAsString())
                    .put("problem", job.autoMLProblemTypeConfigNameAsString())
                    .put("created", job.creationTime())
                    .put("ended", job.endTime())
                    .put("failure", job.failureReason());
            candidate(job.bestCandidate(), facts);
            facts.pinned(question, "bestCandidate");
            AutoMLJobArtifacts artifacts = job.autoMLJobArtifacts();
            notebook(
                    question,
                    facts,
                    "notebook",
                    artifacts == null ? null : artifacts.candidateDefinitionNotebookLocation(),
                    job);
            notebook(
                    question,
                    facts,
                    "exploration",
                    artifacts == null ? null : artifacts.dataExplorationNotebookLocation(),
                    job);
            return facts.pinned(question, "notebookSha256").answer();
        }
    }

    private static void candidate(AutoMLCandidate best, Facts facts) {
        if (best == null) {
            facts.against("it has no best candidate");
            return;
        }
        facts.put("bestCandidate", best.candidateName())
                .put("candidateState", best.candidateStatusAsString())
                .put(
                        "steps",
                        best.candidateSteps().stream()
                                .map(step -> step.candidateStepTypeAsString() + " " + step.candidateStepName())
                                .collect(Collectors.joining(", ")))
                .put(
                        "images",
                        best.inferenceContainers().stream()
                                .map(AutoMLContainerDefinition::image)
                                .collect(Collectors.joining(", ")))
                .put(
                        "models",
                        best.inferenceContainers().stream()
                                .map(AutoMLContainerDefinition::modelDataUrl)
                                .collect(Collectors.joining(", ")));
        if (best.finalAutoMLJobObjectiveMetric() != null) {
            facts.put("metric", best.finalAutoMLJobObjectiveMetric().metricNameAsString())
                    .put("metricValue", best.finalAutoMLJobObjectiveMetric().value());
        }
    }

    /** Not every mode of Autopilot generates every notebook. */
    private static void notebook(
            Question question, Facts facts, String name, String address, DescribeAutoMlJobV2Response job)
            throws IOException {
        Optional<S3Source> source =
                S3File.find(address, name.equals("notebook") ? question.find("notebookVersion") : Optional.empty());
        if (source.isEmpty()) {
            facts.put(name, address == null || address.isEmpty() ? "none was generated" : address);
            return;
        }
        S3File.read(question, facts, name, new S3File.Part(source.get(), NOTEBOOK, file -> {
            if (!isNotebook(file)) {
                facts.against(address + " is no notebook");
            }
        }));
        facts.notAfter(
                name + "Modified", job.endTime(), source.get().versionId().isPresent());
    }

    private static boolean isNotebook(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        try {
            JsonNode notebook = Json.foreign(content);
            return notebook.path("cells").isArray() && notebook.path("nbformat").isNumber();
        } catch (IOException e) {
            return false;
        }
    }
}
