// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.stacks;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** From a file of records to results of which each says the version that made it. */
final class InferenceStack extends Stack {
    private static final String PACKAGE = "io.github.gxpml.deploy.inference.";
    private static final String COLUMNS = "[A-Za-z0-9_.-]+(,[A-Za-z0-9_.-]+)*";

    InferenceStack(Construct scope, String id, StackProps props, BaseStack base, TrainingStack training) {
        super(scope, id, props);
        Inputs inputs = new Inputs(this);
        Guarded guarded = new Guarded(this, base.key(), base.alarms());
        Handler.Jar jar = Handler.Jar.of(this, inputs, "Pipeline");
        String model = inputs.text(
                "Model", "Name of the model, which is that of its endpoint", "[A-Za-z0-9](-?[A-Za-z0-9]){0,39}");
        String features = inputs.text("Features", "Columns of the model in their order", COLUMNS);
        Bucket ingest = guarded.bucket("Ingest", false);
        ((CfnBucket) ingest.getNode().getDefaultChild())
                .addPropertyOverride("NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled", true);
        Bucket batches = guarded.bucket("Batches", false);
        Bucket client = guarded.bucket("ClientResults", false);
        Table results = guarded.table("InferenceResults", "record", "modelVersion", AttributeType.NUMBER);
        Queue records = guarded.queue("Records", Duration.minutes(12), 5);
        Queue scored = guarded.queue("Results", Duration.minutes(6), 5);
        Topic told = guarded.topic("ClientTopic");
        told.addSubscription(
                new EmailSubscription(inputs.text("ClientMail", "Who is told of results", "[^@\\s]+@[^@\\s]+")));

        Handler ingestHandler = new Handler(
                        guarded,
                        base.network(),
                        "IngestHandler",
                        new Handler.What(
                                PACKAGE + "IngestHandler",
                                jar,
                                1024,
                                Duration.minutes(5),
                                2,
                                Map.of(
                                        "BATCHES_BUCKET", batches.getBucketName(),
                                        "RECORDS_QUEUE_URL", records.getQueueUrl(),
                                        "BATCH_ROWS",
                                                inputs.number("BatchRows", "Records that are scored together", 50),
                                        "KEY_COLUMN",
                                                inputs.text(
                                                        "KeyColumn", "Column that names a record", "[A-Za-z0-9_.-]+"),
                                        "FEATURES", features)))
                .takes(EventPattern.builder()
                        .source(List.of("aws.s3"))
                        .detailType(List.of("Object Created"))
                        .detail(Map.of("bucket", Map.of("name", List.of(ingest.getBucketName()))))
                        .build());
        Allow.to(ingestHandler.role(), List.of("s3:GetObjectVersion"), List.of(ingest.arnForObjects("*")));
        Allow.to(ingestHandler.role(), List.of("s3:GetObject", "s3:PutObject"), List.of(batches.arnForObjects("*")));
        Allow.to(ingestHandler.role(), List.of("sqs:SendMessage"), List.of(records.getQueueArn()));

        Handler inference = new Handler(
                        guarded,
                        base.network(),
                        "InferenceHandler",
                        new Handler.What(
                                PACKAGE + "InferenceHandler",
                                jar,
                                1024,
                                Duration.minutes(2),
                                5,
                                Map.of(
                                        "MODEL",
                                        model,
                                        "FEATURES",
                                        features,
                                        "THRESHOLD",
                                        inputs.text(
                                                "Threshold",
                                                "Score from which on a record is predicted 1",
                                                "0?\\.[0-9]+|0|1"),
                                        "MANAGEMENT_TABLE",
                                        training.management().getTableName(),
                                        "INFERENCE_TABLE",
                                        results.getTableName(),
                                        "RESULTS_QUEUE_URL",
                                        scored.getQueueUrl())))
                .takes(records, 1);
        Allow.to(inference.role(), List.of("s3:GetObjectVersion"), List.of(batches.arnForObjects("*")));
        Allow.to(
                inference.role(),
                List.of("sagemaker:InvokeEndpoint"),
                List.of("arn:" + getPartition() + ":sagemaker:" + getRegion() + ":" + getAccount() + ":endpoint/"
                        + model));
        Allow.to(
                inference.role(),
                List.of("dynamodb:GetItem"),
                List.of(training.management().getTableArn()));
        Allow.to(inference.role(), List.of("dynamodb:PutItem"), List.of(results.getTableArn()));
        Allow.to(inference.role(), List.of("sqs:SendMessage"), List.of(scored.getQueueArn()));

        Handler publish = new Handler(
                        guarded,
                        base.network(),
                        "ResultsHandler",
                        new Handler.What(
                                PACKAGE + "ResultsHandler",
                                jar,
                                1024,
                                Duration.minutes(1),
                                2,
                                Map.of(
                                        "INFERENCE_TABLE", results.getTableName(),
                                        "CLIENT_BUCKET", client.getBucketName(),
                                        "CLIENT_TOPIC", told.getTopicArn())))
                .takes(scored, 1);
        Allow.to(publish.role(), List.of("s3:GetObjectVersion"), List.of(batches.arnForObjects("*")));
        Allow.to(publish.role(), List.of("dynamodb:GetItem"), List.of(results.getTableArn()));
        Allow.to(publish.role(), List.of("s3:PutObject"), List.of(client.arnForObjects("*")));
        Allow.to(publish.role(), List.of("sns:Publish"), List.of(told.getTopicArn()));

        output("IngestBucketName", "Put files of records here", ingest.getBucketName());
        output("ClientBucketName", "Results are here", client.getBucketName());
        output("InferenceResultsTableName", "Every result with its version", results.getTableName());
    }

    private void output(String name, String description, String value) {
        CfnOutput.Builder.create(this, name)
                .description(description)
                .value(value)
                .build();
    }
}
