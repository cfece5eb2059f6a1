// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.codepipeline;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Manual approval actions of pipelines. Safe for use by many threads. */
public final class ManualApprovals implements AutoCloseable {
    private ManualApprovals() {}

    /**
     * Names a manual approval action.
     *
     * @param pipeline name of the pipeline
     * @param stage name of the stage
     * @param action name of the action
     */
    public record Place(String pipeline, String stage, String action) {}

    /**
     * Opens the service.
     *
     * @param environment variables of the process, for region and address
     * @return the approvals, to be closed
     * @throws IOException if the region is not known
     */
    public static ManualApprovals open(Map<String, String> environment) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Looks at an approval.
     *
     * @param place which one
     * @return how it stands; empty if the pipeline has no manual approval action there
     * @throws CodePipelineException if it could not be asked
     */
    public Optional<ManualApproval> find(Place place) throws CodePipelineException {
        throw new UnsupportedOperationException();
    }

    /**
     * Answers an approval that waits.
     *
     * @param place which one
     * @param token that it showed
     * @param approved the answer
     * @param summary why; cut at 512 characters
     * @return false if somebody has answered it before, or it waits no more
     * @throws CodePipelineException if it could not be said
     */
    public boolean answer(Place place, String token, boolean approved, String summary) throws CodePipelineException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
