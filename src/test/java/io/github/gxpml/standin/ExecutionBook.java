// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sagemaker.model.CacheHitResult;
import software.amazon.awssdk.services.sagemaker.model.ConditionStepMetadata;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribePipelineExecutionRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribePipelineExecutionResponse;
import software.amazon.awssdk.services.sagemaker.model.ListPipelineExecutionStepsRequest;
import software.amazon.awssdk.services.sagemaker.model.ListPipelineExecutionStepsResponse;
import software.amazon.awssdk.services.sagemaker.model.ListPipelineExecutionsRequest;
import software.amazon.awssdk.services.sagemaker.model.ListPipelineExecutionsResponse;
import software.amazon.awssdk.services.sagemaker.model.PipelineExecutionStep;
import software.amazon.awssdk.services.sagemaker.model.PipelineExecutionSummary;
import software.amazon.awssdk.services.sagemaker.model.StartPipelineExecutionRequest;
import software.amazon.awssdk.services.sagemaker.model.StartPipelineExecutionResponse;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStepMetadata;

/**
 * A SageMaker pipeline that trains and then looks at a condition. Its training job is the one that the test gives. The
 * same token starts nothing twice.
 */
final class ExecutionBook {
    private final SageMakerStandIn sageMaker;
    private final Map<String, StartPipelineExecutionRequest> byToken = new LinkedHashMap<>();
    private volatile CreateTrainingJobRequest training;

    ExecutionBook(SageMakerStandIn sageMaker) {
        this.sageMaker = sageMaker;
        sageMaker.aws().on(StartPipelineExecutionRequest.class, this::start);
        sageMaker.aws().on(ListPipelineExecutionsRequest.class, this::list);
        sageMaker.aws().on(DescribePipelineExecutionRequest.class, this::describe);
        sageMaker.aws().on(ListPipelineExecutionStepsRequest.class, this::steps);
    }

    void trains(CreateTrainingJobRequest request) {
        training = request;
    }

    private static String arn(String token) {
        return SageMakerStandIn.arn("pipeline/p/execution/" + token.substring(0, 12));
    }

    private synchronized StartPipelineExecutionResponse start(StartPipelineExecutionRequest request) {
        if (byToken.putIfAbsent(request.clientRequestToken(), request) == null) {
            if (byToken.size() == 1) {
                sageMaker.trainings().add(training);
            }
        }
        return StartPipelineExecutionResponse.builder()
                .pipelineExecutionArn(arn(request.clientRequestToken()))
                .build();
    }

    private synchronized ListPipelineExecutionsResponse list(ListPipelineExecutionsRequest request) {
        List<PipelineExecutionSummary> all = byToken.entrySet().stream()
                .map(run -> PipelineExecutionSummary.builder()
                        .pipelineExecutionArn(arn(run.getKey()))
                        .pipelineExecutionDisplayName(run.getValue().pipelineExecutionDisplayName())
                        .build())
                .toList();
        return ListPipelineExecutionsResponse.builder()
                .pipelineExecutionSummaries(all)
                .build();
    }

    private synchronized DescribePipelineExecutionResponse describe(DescribePipelineExecutionRequest request) {
        String job = sageMaker.trainings().status(training.trainingJobName());
        return DescribePipelineExecutionResponse.builder()
                .pipelineExecutionArn(request.pipelineExecutionArn())
                .pipelineExecutionStatus(job.equals("InProgress") ? "Executing" : "Succeeded")
                .build();
    }

    /** All executions but the first take the training from the cache. */
    private CacheHitResult cached(String execution) {
        String first = arn(byToken.keySet().iterator().next());
        return execution.equals(first)
                ? null
                : CacheHitResult.builder().sourcePipelineExecutionArn(first).build();
    }

    private synchronized ListPipelineExecutionStepsResponse steps(ListPipelineExecutionStepsRequest request) {
        return ListPipelineExecutionStepsResponse.builder()
                .pipelineExecutionSteps(
                        PipelineExecutionStep.builder()
                                .stepName("Train")
                                .cacheHitResult(cached(request.pipelineExecutionArn()))
                                .stepStatus("Succeeded")
                                .metadata(metadata -> metadata.trainingJob(TrainingJobStepMetadata.builder()
                                        .arn(TrainingBook.arn(training.trainingJobName()))
                                        .build()))
                                .build(),
                        PipelineExecutionStep.builder()
                                .stepName("GoodEnough")
                                .stepStatus("Succeeded")
                                .metadata(metadata -> metadata.condition(ConditionStepMetadata.builder()
                                        .outcome("False")
                                        .build()))
                                .build())
                .build();
    }
}
