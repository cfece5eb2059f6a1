// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.codepipeline;

/**
 * Why a job failed.
 *
 * @param kind whose matter it is
 * @param message one sentence or a few; cut at 5,000 characters
 * @param externalId the run; empty if there is none
 */
public record JobFailure(Kind kind, String message, String externalId) {
    /** The kinds that CodePipeline knows and a worker can tell apart. */
    public enum Kind {
        /** The work was done and did not succeed: a gate stopped it. */
        JOB_FAILED,
        /** The action's configuration, or the spec, is wrong. */
        CONFIGURATION_ERROR,
        /** Something was denied. */
        PERMISSION_ERROR,
        /** An input artifact is not there any more. */
        REVISION_UNAVAILABLE,
        /** It could not be carried out. */
        SYSTEM_UNAVAILABLE
    }
}
