// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.codepipeline;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a job is about. It holds secrets (credentials, and whatever the action's configuration declares to be secret),
 * so it is neither printed nor kept on disk.
 *
 * @param context place in the pipeline
 * @param configuration of the action, by property
 * @param inputs in the order of the pipeline
 * @param outputs in the order of the pipeline
 * @param credentials for the artifacts
 * @param encryptionKey id or ARN of the KMS key that outputs are to be encrypted with; empty for the one of AWS
 * @param continuationToken given by the job before this one; empty for the first
 */
public record JobData(
        JobContext context,
        Map<String, String> configuration,
        List<ArtifactPlace> inputs,
        List<ArtifactPlace> outputs,
        JobCredentials credentials,
        Optional<String> encryptionKey,
        Optional<String> continuationToken) {
    @Override
    public String toString() {
        return "JobData[" + context + "]";
    }
}
