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
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** From a file of records to results of which each says the version that made it. */
final class InferenceStack extends Stack {
    private static final String PACKAGE = "io.github.gxpml.deploy.inference.";
    private static final String COLUMN = "[A-Za-z0-9_.-]+";
    private static final String FEATURES = "FEATURES";
    private static final String INFERENCE_TABLE = "INFERENCE_TABLE";

    private final Inputs inputs = new Inputs(this);
    private final BaseStack base;
    private final Guarded guarded;
    private final Handler.Jar jar;
    private final String model;
    private final String features;
    private final Stores stores;

    /** What the pipeline keeps and where it passes it on. */
    private record Stores(
            Bucket ingest, Bucket batches, Bucket client, Table results, Queue records, Queue scored, Topic told) {}

    InferenceStack(Construct scope, String id, StackProps props, BaseStack base, TrainingStack training) {
        super(scope, id, props);
        this.base = base;
        guarded = new Guarded(this, base.key(), base.alarms());
        jar = Handler.Jar.of(this, inputs, "Pipeline");
        model = inputs.text(
                "Model", "Name of the model, which is that of its endpoint", "[A-Za-z0-9](-?[A-Za-z0-9]){0,39}");
        features = inputs.text("Features", "Columns of the model in their order", COLUMN + "(," + COLUMN + ")*");
        stores = stores();
        ingest();
        inference(training.management());
        results();
        output("IngestBucketName", "Put files of records here", stores.ingest().getBucketName());
        output("ClientBucketName", "Results are here", stores.client().getBucketName());
        output(
                "InferenceResultsTableName",
                "Every result with its version",
                stores.results().getTableName());
    }

    private Stores stores() {
        Bucket ingest = guarded.bucket("Ingest", false);
        ((CfnBucket) ingest.getNode().getDefaultChild())
                .addPropertyOverride("NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled", true);
        Topic told = guarded.topic("ClientTopic");
        told.addSubscription(
                new EmailSubscription(inputs.text("ClientMail", "Who is told of results", "[^@\\s]+@[^@\\s]+")));
        return new Stores(
                ingest,
                guarded.bucket("Batches", false),
                guarded.bucket("ClientResults", false),
                guarded.table("InferenceResults", "record", "modelVersion", AttributeType.NUMBER),
                guarded.queue("Records", Duration.minutes(12), 5),
                guarded.queue("Results", Duration.minutes(6), 5),
                told);
    }

    private Handler handler(String id, Duration longest, int atOnce, Map<String, String> variables) {
        return new Handler(
                guarded, base.network(), id, new Handler.What(PACKAGE + id, jar, 1024, longest, atOnce, variables));
    }

    private void ingest() {
        Handler handler = handler(
                "IngestHandler",
                Duration.minutes(5),
                2,
                Map.of(
                        "BATCHES_BUCKET",
                        stores.batches().getBucketName(),
                        "RECORDS_QUEUE_URL",
                        stores.records().getQueueUrl(),
                        "BATCH_ROWS",
                        inputs.number("BatchRows", "Records that are scored together", 50),
                        "KEY_COLUMN",
                        inputs.text("KeyColumn", "Column that names a record", COLUMN),
                        FEATURES,
                        features));
        handler.takes(EventPattern.builder()
                .source(List.of("aws.s3"))
                .detailType(List.of("Object Created"))
                .detail(Map.of("bucket", Map.of("name", List.of(stores.ingest().getBucketName()))))
                .build());
        Role role = handler.role();
        Allow.to(role, List.of("s3:GetObjectVersion"), List.of(stores.ingest().arnForObjects("*")));
        Allow.to(
                role,
                List.of("s3:GetObject", "s3:PutObject"),
                List.of(stores.batches().arnForObjects("*")));
        Allow.to(role, List.of("sqs:SendMessage"), List.of(stores.records().getQueueArn()));
    }

    private void inference(Table management) {
        Handler handler = handler(
                "InferenceHandler",
                Duration.minutes(2),
                5,
                Map.of(
                        "MODEL",
                        model,
                        FEATURES,
                        features,
                        "THRESHOLD",
                        inputs.text("Threshold", "Score from which on a record is predicted 1", "0?\\.[0-9]+|0|1"),
                        "MANAGEMENT_TABLE",
                        management.getTableName(),
                        INFERENCE_TABLE,
                        stores.results().getTableName(),
                        "RESULTS_QUEUE_URL",
                        stores.scored().getQueueUrl()));
        handler.takes(stores.records(), 1);
        Role role = handler.role();
        Allow.to(role, List.of("s3:GetObjectVersion"), List.of(stores.batches().arnForObjects("*")));
        String endpoint =
                "arn:" + getPartition() + ":sagemaker:" + getRegion() + ":" + getAccount() + ":endpoint/" + model;
        Allow.to(role, List.of("sagemaker:InvokeEndpoint"), List.of(endpoint));
        Allow.to(role, List.of("dynamodb:GetItem"), List.of(management.getTableArn()));
        // a row that is there already is read, to see that it is about the same input
        Allow.to(
                role,
                List.of("dynamodb:PutItem", "dynamodb:GetItem"),
                List.of(stores.results().getTableArn()));
        Allow.to(role, List.of("sqs:SendMessage"), List.of(stores.scored().getQueueArn()));
    }

    private void results() {
        Handler handler = handler(
                "ResultsHandler",
                Duration.minutes(1),
                2,
                Map.of(
                        INFERENCE_TABLE,
                        stores.results().getTableName(),
                        "CLIENT_BUCKET",
                        stores.client().getBucketName(),
                        "CLIENT_TOPIC",
                        stores.told().getTopicArn()));
        handler.takes(stores.scored(), 1);
        Role role = handler.role();
        Allow.to(role, List.of("s3:GetObjectVersion"), List.of(stores.batches().arnForObjects("*")));
        Allow.to(role, List.of("dynamodb:GetItem"), List.of(stores.results().getTableArn()));
        Allow.to(role, List.of("s3:PutObject"), List.of(stores.client().arnForObjects("*")));
        Allow.to(role, List.of("sns:Publish"), List.of(stores.told().getTopicArn()));
    }

    private void output(String name, String description, String value) {
        CfnOutput.Builder.create(this, name)
                .description(description)
                .value(value)
                .build();
    }
}
