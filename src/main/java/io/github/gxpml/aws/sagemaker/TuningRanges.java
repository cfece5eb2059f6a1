// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import io.github.gxpml.port.TrainingException;
import io.github.gxpml.spec.SageMakerSpec;
import io.github.gxpml.spec.SageMakerSpec.Tuning;
import java.util.Map;
import software.amazon.awssdk.services.sagemaker.model.CategoricalParameterRange;
import software.amazon.awssdk.services.sagemaker.model.ContinuousParameterRange;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterAlgorithmSpecification;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTrainingJobDefinition;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTuningJobConfig;
import software.amazon.awssdk.services.sagemaker.model.IntegerParameterRange;
import software.amazon.awssdk.services.sagemaker.model.MetricDefinition;
import software.amazon.awssdk.services.sagemaker.model.ParameterRanges;
import software.amazon.awssdk.services.sagemaker.model.TrainingInputMode;

/** What is tried by a tuning job, in the words of SageMaker. */
final class TuningRanges {
    private TuningRanges() {}

    static HyperParameterTuningJobConfig config(Tuning tuning, long seed) {
        return HyperParameterTuningJobConfig.builder()
                .strategy(strategy(tuning.strategy()))
                .hyperParameterTuningJobObjective(objective -> objective
                        .type(tuning.goal() == Tuning.Goal.MAXIMIZE ? "Maximize" : "Minimize")
                        .metricName(tuning.metric()))
                .resourceLimits(limits -> limits.maxNumberOfTrainingJobs(
                                tuning.strategy() == Tuning.Strategy.GRID ? null : tuning.trials())
                        .maxParallelTrainingJobs(tuning.parallel()))
                .parameterRanges(ranges(tuning))
                .trainingJobEarlyStoppingType("Off")
                .randomSeed((int) Math.floorMod(seed, 1L << 31))
                .build();
    }

    static HyperParameterTrainingJobDefinition definition(
            TrainingOrder order, Tuning tuning, Map<String, String> fixed, Map<String, String> addresses)
            throws TrainingException {
        SageMakerSpec job = order.job();
        HyperParameterAlgorithmSpecification.Builder algorithm = HyperParameterAlgorithmSpecification.builder()
                .trainingImage(job.image().orElseThrow())
                .trainingInputMode(TrainingInputMode.FILE);
        tuning.regex()
                .ifPresent(regex -> algorithm.metricDefinitions(MetricDefinition.builder()
                        .name(tuning.metric())
                        .regex(regex)
                        .build()));
        HyperParameterTrainingJobDefinition.Builder definition = HyperParameterTrainingJobDefinition.builder()
                .algorithmSpecification(algorithm.build())
                .staticHyperParameters(fixed)
                .roleArn(job.role())
                .environment(Container.variables(order.spec(), order.files()))
                .inputDataConfig(TrainingOrder.channels(addresses))
                .outputDataConfig(TrainingOrder.output(job))
                .resourceConfig(TrainingOrder.resources(job))
                .stoppingCondition(limit -> limit.maxRuntimeInSeconds(TrainingOrder.seconds(order.spec())))
                .enableNetworkIsolation(job.network().isolated())
                .enableInterContainerTrafficEncryption(job.network().encryptTraffic());
        if (!job.network().subnets().isEmpty()) {
            definition.vpcConfig(TrainingOrder.vpc(job));
        }
        return definition.build();
    }

    private static ParameterRanges ranges(Tuning tuning) {
        var whole = new java.util.ArrayList<IntegerParameterRange>();
        var numbers = new java.util.ArrayList<ContinuousParameterRange>();
        var values = new java.util.ArrayList<CategoricalParameterRange>();
        tuning.ranges().forEach((name, range) -> {
            String scale = scale(range.scale());
            if (!range.values().isEmpty()) {
                values.add(CategoricalParameterRange.builder()
                        .name(name)
                        .values(range.values())
                        .build());
            } else if (range.whole()) {
                whole.add(IntegerParameterRange.builder()
                        .name(name)
                        .minValue(range.min().orElseThrow())
                        .maxValue(range.max().orElseThrow())
                        .scalingType(scale)
                        .build());
            } else {
                numbers.add(ContinuousParameterRange.builder()
                        .name(name)
                        .minValue(range.min().orElseThrow())
                        .maxValue(range.max().orElseThrow())
                        .scalingType(scale)
                        .build());
            }
        });
        return ParameterRanges.builder()
                .integerParameterRanges(whole)
                .continuousParameterRanges(numbers)
                .categoricalParameterRanges(values)
                .build();
    }

    private static String strategy(Tuning.Strategy strategy) {
        return switch (strategy) {
            case BAYESIAN -> "Bayesian";
            case RANDOM -> "Random";
            case GRID -> "Grid";
            case HYPERBAND -> "Hyperband";
        };
    }

    private static String scale(SageMakerSpec.Range.Scale scale) {
        return switch (scale) {
            case AUTO -> "Auto";
            case LINEAR -> "Linear";
            case LOGARITHMIC -> "Logarithmic";
        };
    }
}
