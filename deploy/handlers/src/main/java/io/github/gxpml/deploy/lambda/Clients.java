// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.lambda;

import io.github.gxpml.aws.AwsClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Makes the clients of AWS in the same way as the engine does. */
public final class Clients {
    private Clients() {}

    /**
     * Makes a client.
     *
     * @param builder of the SDK
     * @param service as its variable for the address ends, for example {@code SAGEMAKER}
     * @param settings of the function
     * @return the client; it lives as long as the function
     */
    public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C of(
            B builder, String service, Settings settings) {
        try {
            return AwsClients.prepare(builder, AwsClients.Service.of(service), settings.variables())
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the client of DynamoDB. */
    public static DynamoDbClient dynamo(Settings settings) {
        return of(DynamoDbClient.builder(), "DYNAMODB", settings);
    }

    /** Makes the client of SQS. */
    public static SqsClient sqs(Settings settings) {
        return of(SqsClient.builder(), "SQS", settings);
    }

    /** Makes the client of S3; an address of its own is taken to know no buckets as host names. */
    public static S3Client s3(Settings settings) {
        boolean path = settings.variables().keySet().stream().anyMatch(name -> name.startsWith("AWS_ENDPOINT_URL"));
        return of(
                S3Client.builder()
                        .serviceConfiguration(S3Configuration.builder()
                                .pathStyleAccessEnabled(path)
                                .build()),
                "S3",
                settings);
    }
}
