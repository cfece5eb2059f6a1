// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.sagemaker.model.AlgorithmSpecification;
import software.amazon.awssdk.services.sagemaker.model.CreateHyperParameterTuningJobRequest;
import software.amazon.awssdk.services.sagemaker.model.CreateHyperParameterTuningJobResponse;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeHyperParameterTuningJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeHyperParameterTuningJobResponse;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTrainingJobDefinition;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTrainingJobSummary;
import software.amazon.awssdk.services.sagemaker.model.ListTrainingJobsForHyperParameterTuningJobRequest;
import software.amazon.awssdk.services.sagemaker.model.ListTrainingJobsForHyperParameterTuningJobResponse;

/**
 * Tuning jobs of SageMaker. The trials spread the first range over its values; the middle one is the best, whatever the
 * objective. Trials are listed two a page.
 */
final class TuningBook {
    private static final int PAGE = 2;

    private final SageMakerStandIn sageMaker;
    private final Map<String, CreateHyperParameterTuningJobRequest> jobs = new TreeMap<>();
    private final Map<String, List<CreateTrainingJobRequest>> trials = new HashMap<>();

    TuningBook(SageMakerStandIn sageMaker) {
        this.sageMaker = sageMaker;
        sageMaker.aws().on(CreateHyperParameterTuningJobRequest.class, this::create);
        sageMaker.aws().on(DescribeHyperParameterTuningJobRequest.class, this::describe);
        sageMaker.aws().on(ListTrainingJobsForHyperParameterTuningJobRequest.class, this::list);
    }

    private synchronized CreateHyperParameterTuningJobResponse create(CreateHyperParameterTuningJobRequest request) {
        String name = request.hyperParameterTuningJobName();
        if (name.length() > 32) {
            throw new ServiceError("ValidationException", "the name is longer than 32 characters");
        }
        if (jobs.putIfAbsent(name, request) != null) {
            throw new ServiceError("ResourceInUse", "tuning job names must be unique");
        }
        sageMaker.tags().put(arn(name), request.tags());
        var range = request.hyperParameterTuningJobConfig()
                .parameterRanges()
                .continuousParameterRanges()
                .get(0);
        double min = Double.parseDouble(range.minValue());
        double max = Double.parseDouble(range.maxValue());
        int count = request.hyperParameterTuningJobConfig().resourceLimits().maxNumberOfTrainingJobs();
        var all = new ArrayList<CreateTrainingJobRequest>();
        for (int i = 0; i < count; i++) {
            double value = min + (max - min) * i / Math.max(1, count - 1);
            all.add(trial(
                    request.trainingJobDefinition(), name + "-" + i, Map.of(range.name(), Double.toString(value))));
        }
        trials.put(name, all);
        all.forEach(sageMaker.trainings()::add);
        return CreateHyperParameterTuningJobResponse.builder()
                .hyperParameterTuningJobArn(arn(name))
                .build();
    }

    private static CreateTrainingJobRequest trial(
            HyperParameterTrainingJobDefinition definition, String name, Map<String, String> tuned) {
        Map<String, String> all = new TreeMap<>(definition.staticHyperParameters());
        all.putAll(tuned);
        return CreateTrainingJobRequest.builder()
                .trainingJobName(name)
                .algorithmSpecification(AlgorithmSpecification.builder()
                        .trainingImage(definition.algorithmSpecification().trainingImage())
                        .trainingInputMode("File")
                        .build())
                .hyperParameters(all)
                .environment(definition.environment())
                .inputDataConfig(definition.inputDataConfig())
                .outputDataConfig(definition.outputDataConfig())
                .resourceConfig(definition.resourceConfig())
                .roleArn(definition.roleArn())
                .stoppingCondition(definition.stoppingCondition())
                .build();
    }

    private static String arn(String name) {
        return SageMakerStandIn.arn("hyper-parameter-tuning-job/" + name);
    }

    private synchronized DescribeHyperParameterTuningJobResponse describe(
            DescribeHyperParameterTuningJobRequest request) {
        String name = request.hyperParameterTuningJobName();
        if (!jobs.containsKey(name)) {
            throw new ServiceError("ResourceNotFound", "Could not find the tuning job");
        }
        List<CreateTrainingJobRequest> all = trials.get(name);
        boolean done = all.stream()
                .noneMatch(trial ->
                        sageMaker.trainings().status(trial.trainingJobName()).equals("InProgress"));
        DescribeHyperParameterTuningJobResponse.Builder answer = DescribeHyperParameterTuningJobResponse.builder()
                .hyperParameterTuningJobName(name)
                .hyperParameterTuningJobArn(arn(name))
                .hyperParameterTuningJobConfig(jobs.get(name).hyperParameterTuningJobConfig())
                .hyperParameterTuningJobStatus(done ? "Completed" : "InProgress");
        if (done) {
            answer.bestTrainingJob(summary(all.get(all.size() / 2)));
        }
        return answer.build();
    }

    private HyperParameterTrainingJobSummary summary(CreateTrainingJobRequest trial) {
        return HyperParameterTrainingJobSummary.builder()
                .trainingJobName(trial.trainingJobName())
                .trainingJobArn(TrainingBook.arn(trial.trainingJobName()))
                .trainingJobStatus(sageMaker.trainings().status(trial.trainingJobName()))
                .tunedHyperParameters(trial.hyperParameters())
                .creationTime(java.time.Instant.EPOCH)
                .build();
    }

    private synchronized ListTrainingJobsForHyperParameterTuningJobResponse list(
            ListTrainingJobsForHyperParameterTuningJobRequest request) {
        List<CreateTrainingJobRequest> all = trials.get(request.hyperParameterTuningJobName());
        int from = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
        int to = Math.min(all.size(), from + PAGE);
        return ListTrainingJobsForHyperParameterTuningJobResponse.builder()
                .trainingJobSummaries(
                        all.subList(from, to).stream().map(this::summary).toList())
                .nextToken(to < all.size() ? Integer.toString(to) : null)
                .build();
    }
}
