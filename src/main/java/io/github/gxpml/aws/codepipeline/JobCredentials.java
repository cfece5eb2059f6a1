// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.codepipeline;

/**
 * Temporary credentials for a job's artifacts. They stay in memory, and no text form shows them.
 *
 * @param accessKeyId of the key
 * @param secretAccessKey the secret
 * @param sessionToken the token
 */
public record JobCredentials(String accessKeyId, String secretAccessKey, String sessionToken) {
    @Override
    public String toString() {
        return "JobCredentials[hidden]";
    }
}
