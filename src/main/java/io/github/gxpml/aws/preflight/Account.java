// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The account, as the process's own identity sees it. Clients are made when they are first asked for, and closed with
 * this.
 */
final class Account implements AutoCloseable {
    /** No stage: the identity of the process. */
    private static final String PROCESS = "";

    private final Clients clients;
    private final Place place;
    private final Map<String, SdkAutoCloseable> open = new LinkedHashMap<>();

    /**
     * Where and how services are reached.
     *
     * @param region in which jobs run
     * @param environment variables of the process
     */
    record Place(String region, Map<String, String> environment) {
        /** Copies the variables. */
        Place {
            environment = Map.copyOf(environment);
        }
    }

    Account(Clients clients, Place place) {
        this.clients = clients;
        this.place = place;
    }

    String region() {
        return place.region();
    }

    Map<String, String> environment() {
        return place.environment();
    }

    StsClient sts(String stage) throws IOException {
        return client("STS", stage, StsClient.builder());
    }

    IamClient iam() throws IOException {
        return client("IAM", PROCESS, IamClient.builder());
    }

    Ec2Client ec2() throws IOException {
        return client("EC2", PROCESS, Ec2Client.builder());
    }

    S3Client s3() throws IOException {
        return client("S3", PROCESS, S3Client.builder());
    }

    KmsClient kms() throws IOException {
        return client("KMS", PROCESS, KmsClient.builder());
    }

    EcrClient ecr() throws IOException {
        return client("ECR", PROCESS, EcrClient.builder());
    }

    ConfigClient config() throws IOException {
        return client("CONFIG_SERVICE", PROCESS, ConfigClient.builder());
    }

    CloudTrailClient cloudTrail() throws IOException {
        return client("CLOUDTRAIL", PROCESS, CloudTrailClient.builder());
    }

    SageMakerClient sageMaker() throws IOException {
        return client("SAGEMAKER", PROCESS, SageMakerClient.builder());
    }

    GlueClient glue() throws IOException {
        return client("GLUE", PROCESS, GlueClient.builder());
    }

    @SuppressWarnings("unchecked") // each name stands for one kind of client
    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkAutoCloseable> C client(
            String service, String stage, B builder) throws IOException {
        String name = service + " " + stage;
        if (!open.containsKey(name)) {
            open.put(name, clients.client(builder, service, stage));
        }
        return (C) open.get(name);
    }

    @Override
    public void close() {
        open.values().forEach(clients::release);
    }
}
