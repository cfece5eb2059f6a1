// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.source;

import io.github.gxpml.aws.s3.S3Source;
import io.github.gxpml.port.DataSources.Answer;
import java.io.IOException;
import java.util.Optional;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeLabelingJobResponse;

/** A labelling job of Ground Truth, and how sure its workers were together. */
final class GroundTruthAsker {
    private static final long MANIFEST = 1L << 31;

    private GroundTruthAsker() {}

    static Answer ask(Question question) throws IOException {
        try (SageMakerClient sageMaker = question.client(SageMakerClient.builder(), "SAGEMAKER")) {
            DescribeLabelingJobResponse job =
                    sageMaker.describeLabelingJob(request -> request.labelingJobName(question.get("job")));
            Facts facts = new Facts()
                    .state(job.labelingJobStatusAsString(), "Completed")
                    .put("arn", job.labelingJobArn())
                    .put("created", job.creationTime())
                    .put("modified", job.lastModifiedTime());
            if (job.labelCounters() != null) {
                facts.put("labelled", job.labelCounters().totalLabeled())
                        .put("labelledByPeople", job.labelCounters().humanLabeled())
                        .put("labelledByMachine", job.labelCounters().machineLabeled())
                        .put("notLabelled", job.labelCounters().unlabeled());
            }
            if (job.humanTaskConfig() != null) {
                facts.put("workersForEach", job.humanTaskConfig().numberOfHumanWorkersPerDataObject())
                        .put("workTeam", job.humanTaskConfig().workteamArn());
            }
            Optional<S3Source> manifest = job.labelingJobOutput() == null
                    ? Optional.empty()
                    : S3File.find(job.labelingJobOutput().outputDatasetS3Uri(), question.find("manifestVersion"));
            if (manifest.isPresent()) {
                S3File.read(
                        question,
                        facts,
                        "manifest",
                        new S3File.Part(
                                manifest.get(),
                                MANIFEST,
                                file -> Agreement.of(file, job.labelAttributeName())
                                        .tell(facts)));
            }
            return facts.pinned(question, "manifestSha256").answer();
        }
    }
}
