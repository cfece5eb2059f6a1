// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.codepipeline;

/**
 * A job that waits for a worker.
 *
 * @param id of the job
 * @param nonce what a worker must give back to get the job
 * @param data what it is about
 */
public record PolledJob(String id, String nonce, JobData data) {
    @Override
    public String toString() {
        return "PolledJob[" + id + ", " + data.context() + "]";
    }
}
