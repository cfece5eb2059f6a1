// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import io.github.gxpml.aws.codepipeline.ActionTypeName;
import io.github.gxpml.aws.codepipeline.CodePipelineJobs;
import io.github.gxpml.aws.codepipeline.JobArtifacts;
import io.github.gxpml.aws.codepipeline.ManualApprovals;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;

/**
 * What a worker needs of AWS.
 *
 * @param jobs of the action type
 * @param artifacts of jobs
 * @param approvals of pipelines
 */
record Services(CodePipelineJobs jobs, JobArtifacts artifacts, ManualApprovals approvals) implements Closeable {
    static Services open(ActionTypeName type, Map<String, String> environment) throws IOException {
        return new Services(
                CodePipelineJobs.open(type, environment),
                JobArtifacts.open(environment),
                ManualApprovals.open(environment));
    }

    @Override
    public void close() {
        jobs.close();
        approvals.close();
    }
}
