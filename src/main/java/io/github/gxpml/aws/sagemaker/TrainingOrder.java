// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import io.github.gxpml.io.Json;
import io.github.gxpml.port.RemoteTrainer.Ask;
import io.github.gxpml.port.TrainingException;
import io.github.gxpml.spec.SageMakerSpec;
import io.github.gxpml.spec.Spec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.sagemaker.model.Channel;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.OutputDataConfig;
import software.amazon.awssdk.services.sagemaker.model.ResourceConfig;
import software.amazon.awssdk.services.sagemaker.model.S3DataType;
import software.amazon.awssdk.services.sagemaker.model.Tag;
import software.amazon.awssdk.services.sagemaker.model.TrainingInputMode;
import software.amazon.awssdk.services.sagemaker.model.VpcConfig;

/**
 * What a training job is asked for.
 *
 * @param spec the spec
 * @param ask which training
 * @param files of the tables by name
 */
record TrainingOrder(Spec spec, Ask ask, Map<String, Path> files) {
    /** Tag with the digest of what is asked for: by it a job is known as ours. */
    static final String ASKED = "gxp:asked";

    private static final int LONGEST_VALUE = 2500;

    SageMakerSpec job() {
        return job(spec);
    }

    static SageMakerSpec job(Spec spec) {
        return spec.train().sageMaker().orElseThrow(() -> new IllegalStateException("no section sagemaker"));
    }

    /** Hands tables and request over, and returns what is to be created. */
    CreateTrainingJobRequest request(Map<String, String> addresses) throws TrainingException {
        CreateTrainingJobRequest.Builder request = CreateTrainingJobRequest.builder()
                .trainingJobName(JobNames.training(spec, ask))
                .algorithmSpecification(algorithm ->
                        algorithm.trainingImage(job().image().orElseThrow()).trainingInputMode(TrainingInputMode.FILE))
                .roleArn(job().role())
                .hyperParameters(hyperparameters(spec))
                .environment(Container.variables(spec, files))
                .inputDataConfig(channels(addresses))
                .outputDataConfig(output(job()))
                .resourceConfig(resources(job()))
                .stoppingCondition(limit -> limit.maxRuntimeInSeconds(seconds(spec)))
                .enableNetworkIsolation(job().network().isolated())
                .enableInterContainerTrafficEncryption(job().network().encryptTraffic())
                .tags(tags(spec, ask));
        if (!job().network().subnets().isEmpty()) {
            request.vpcConfig(vpc(job()));
        }
        job().experiment()
                .ifPresent(name -> request.experimentConfig(experiment ->
                        experiment.experimentName(name).trialComponentDisplayName(JobNames.training(spec, ask))));
        return request.build();
    }

    static int seconds(Spec spec) {
        return Math.toIntExact(Math.max(1, spec.train().timeLimit().toSeconds()));
    }

    static OutputDataConfig output(SageMakerSpec job) {
        return OutputDataConfig.builder()
                .s3OutputPath(job.bucket().address("jobs"))
                .kmsKeyId(job.kmsKey().orElse(null))
                .build();
    }

    static ResourceConfig resources(SageMakerSpec job) {
        return ResourceConfig.builder()
                .instanceType(job.machines().type())
                .instanceCount(job.machines().count())
                .volumeSizeInGB(job.machines().volume())
                .volumeKmsKeyId(job.kmsKey().orElse(null))
                .build();
    }

    static VpcConfig vpc(SageMakerSpec job) {
        return VpcConfig.builder()
                .subnets(job.network().subnets())
                .securityGroupIds(job.network().securityGroups())
                .build();
    }

    static List<Channel> channels(Map<String, String> addresses) {
        var channels = new ArrayList<Channel>();
        addresses.forEach((name, address) -> channels.add(Channel.builder()
                .channelName(name)
                .dataSource(source -> source.s3DataSource(
                        s3 -> s3.s3DataType(S3DataType.S3_PREFIX).s3Uri(address)))
                .build()));
        return channels;
    }

    /** SageMaker takes texts only; what is no text is written as JSON. The request has the values as they are. */
    static Map<String, String> hyperparameters(Spec spec) throws TrainingException {
        var texts = new TreeMap<String, String>();
        for (var value : spec.train().hyperparameters().entrySet()) {
            String text = value.getValue() instanceof String written ? written : Json.compact(value.getValue());
            if (text.length() > LONGEST_VALUE) {
                throw new TrainingException("hyperparameter " + value.getKey() + " is longer than " + LONGEST_VALUE
                        + " characters, which SageMaker does not take");
            }
            texts.put(value.getKey(), text);
        }
        return texts;
    }

    static List<Tag> tags(Spec spec, Ask ask) {
        return List.of(
                tag("gxp:run", ask.run()),
                tag("gxp:model", spec.model().name()),
                tag("gxp:spec", spec.sha256()),
                tag(ASKED, JobNames.digest(spec, ask)));
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
