// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.codepipeline;

/**
 * The place of a job in its pipeline.
 *
 * @param pipeline name
 * @param pipelineArn the pipeline's ARN, which names account and region
 * @param execution id of the pipeline execution
 * @param stage name of the stage
 * @param action name of the action
 * @param actionExecution id of the execution of the action, the same for all jobs that continue it
 */
public record JobContext(
        String pipeline, String pipelineArn, String execution, String stage, String action, String actionExecution) {}
