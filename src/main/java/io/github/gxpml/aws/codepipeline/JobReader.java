// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.codepipeline;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.codepipeline.model.AWSSessionCredentials;
import software.amazon.awssdk.services.codepipeline.model.Artifact;
import software.amazon.awssdk.services.codepipeline.model.EncryptionKey;
import software.amazon.awssdk.services.codepipeline.model.PipelineContext;

/** Reads the SDK's form of a job. Whatever the service leaves out is empty. */
final class JobReader {
    private JobReader() {}

    static JobData read(software.amazon.awssdk.services.codepipeline.model.JobData data) {
        Map<String, String> configuration = data.actionConfiguration() == null
                ? Map.of()
                : Map.copyOf(data.actionConfiguration().configuration());
        return new JobData(
                context(data.pipelineContext()),
                configuration,
                artifacts(data.inputArtifacts()),
                artifacts(data.outputArtifacts()),
                credentials(data.artifactCredentials()),
                Optional.ofNullable(data.encryptionKey()).map(EncryptionKey::id),
                Optional.ofNullable(data.continuationToken()).filter(token -> !token.isEmpty()));
    }

    private static JobContext context(PipelineContext found) {
        PipelineContext context = found == null ? PipelineContext.builder().build() : found;
        String stage = context.stage() == null ? null : context.stage().name();
        String action = context.action() == null ? null : context.action().name();
        String execution = context.action() == null ? null : context.action().actionExecutionId();
        return new JobContext(
                text(context.pipelineName()),
                text(context.pipelineArn()),
                text(context.pipelineExecutionId()),
                text(stage),
                text(action),
                text(execution));
    }

    private static List<ArtifactPlace> artifacts(List<Artifact> found) {
        return found.stream()
                .filter(artifact ->
                        artifact.location() != null && artifact.location().s3Location() != null)
                .map(artifact -> new ArtifactPlace(
                        text(artifact.name()),
                        Optional.ofNullable(artifact.revision()),
                        artifact.location().s3Location().bucketName(),
                        artifact.location().s3Location().objectKey()))
                .toList();
    }

    private static JobCredentials credentials(AWSSessionCredentials found) {
        return found == null
                ? new JobCredentials("", "", "")
                : new JobCredentials(
                        text(found.accessKeyId()), text(found.secretAccessKey()), text(found.sessionToken()));
    }

    private static String text(String found) {
        return found == null ? "" : found;
    }
}
