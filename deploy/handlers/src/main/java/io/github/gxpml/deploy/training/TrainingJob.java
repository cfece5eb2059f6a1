// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.training;

import io.github.gxpml.deploy.lambda.Clients;
import io.github.gxpml.deploy.lambda.EventLog;
import io.github.gxpml.deploy.lambda.Settings;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.Channel;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.ResourceInUseException;
import software.amazon.awssdk.services.sagemaker.model.S3DataType;
import software.amazon.awssdk.services.sagemaker.model.Tag;
import software.amazon.awssdk.services.sagemaker.model.TrainingInputMode;
import software.amazon.awssdk.services.sagemaker.model.TrainingInstanceType;

/** Starts training jobs: in the VPC, isolated, encrypted on disk, between containers and in S3. */
final class TrainingJob {
    static final String MODEL = "GXP_MODEL";
    static final String RUN = "GXP_RUN";

    private final SageMakerClient sageMaker;
    private final Settings settings;
    private final String repository;

    TrainingJob(Settings settings) {
        this.settings = settings;
        sageMaker = Clients.of(SageMakerClient.builder(), "SAGEMAKER", settings);
        repository = settings.text("REPOSITORY_BUCKET");
    }

    /** Starts the one training of an order; SageMaker refuses a second one of the name. */
    void start(TrainOrder order) {
        try {
            sageMaker.createTrainingJob(request(order));
            EventLog.write("training.started", Map.of("job", order.job()));
        } catch (ResourceInUseException e) {
            EventLog.write("training.before", Map.of("job", order.job()));
        }
    }

    private CreateTrainingJobRequest request(TrainOrder order) {
        String key = settings.text("KMS_KEY");
        return CreateTrainingJobRequest.builder()
                .trainingJobName(order.job())
                .roleArn(settings.text("TRAINING_ROLE"))
                .algorithmSpecification(algorithm -> algorithm
                        .trainingImage(settings.text("TRAINING_IMAGE"))
                        .trainingInputMode(TrainingInputMode.FILE))
                .environment(Map.of(MODEL, order.model(), RUN, Integer.toString(order.run())))
                .inputDataConfig(channel(order, "train"), channel(order, "validation"), channel(order, "test"))
                .outputDataConfig(output -> output.s3OutputPath("s3://" + repository + "/" + order.folder() + "output")
                        .kmsKeyId(key))
                .resourceConfig(resources -> resources
                        .instanceType(TrainingInstanceType.fromValue(settings.text("TRAINING_INSTANCE")))
                        .instanceCount(1)
                        .volumeSizeInGB(settings.number("TRAINING_VOLUME_GB"))
                        .volumeKmsKeyId(key))
                .stoppingCondition(stop -> stop.maxRuntimeInSeconds(settings.number("TRAINING_SECONDS")))
                .vpcConfig(vpc -> vpc.subnets(list("SUBNETS")).securityGroupIds(list("TRAINING_SECURITY_GROUP")))
                .enableNetworkIsolation(true)
                .enableInterContainerTrafficEncryption(true)
                .tags(tag("gxp:model", order.model()), tag("gxp:run", Integer.toString(order.run())))
                .build();
    }

    private List<String> list(String variable) {
        return List.of(settings.text(variable).split(","));
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private Channel channel(TrainOrder order, String name) {
        String folder = "s3://" + repository + "/" + order.folder() + name + "/";
        return Channel.builder()
                .channelName(name)
                .contentType("text/csv")
                .dataSource(source -> source.s3DataSource(
                        s3 -> s3.s3DataType(S3DataType.S3_PREFIX).s3Uri(folder)))
                .build();
    }
}
