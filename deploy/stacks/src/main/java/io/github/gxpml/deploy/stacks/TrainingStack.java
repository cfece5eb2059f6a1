// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.stacks;

import java.util.HashMap;
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

/** From an order to train to an endpoint that serves what people approved, and a mail that says so. */
final class TrainingStack extends Stack {
    private static final String PACKAGE = "io.github.gxpml.deploy.";
    private static final String INSTANCE = "ml\\.[a-z0-9-]+\\.[a-z0-9]+";
    /** Longer than six times the longest that a function of a queue may take. */
    private static final Duration INVISIBLE = Duration.minutes(6);

    private final Inputs inputs = new Inputs(this);
    private final BaseStack base;
    private final Guarded guarded;
    private final Stores stores;
    private final Roles roles;
    private final GluePreparation glue;
    private final String glueJob;
    private final Handler.Jar pipeline;
    private final Queue monitor;

    /** What the pipeline keeps and where it passes it on. */
    private record Stores(
            Table results,
            Table management,
            Bucket repository,
            Bucket resultFiles,
            Bucket evidence,
            Bucket models,
            Queue orders,
            Queue review,
            Queue releases,
            Topic client) {}

    private record Roles(Role training, Role serving) {}

    TrainingStack(Construct scope, String id, StackProps props, BaseStack base) {
        super(scope, id, props);
        this.base = base;
        guarded = new Guarded(this, base.key(), base.alarms());
        stores = stores();
        glue = new GluePreparation(this, base, inputs, stores.repository());
        glueJob = glue.name();
        roles = new Roles(
                new JobRole(this, "TrainingRole", base)
                        .reads(stores.repository(), List.of("*/train/*", "*/validation/*", "*/test/*"))
                        .writes(stores.repository(), "*/output/*")
                        .role(),
                new JobRole(this, "ServingRole", base)
                        .reads(stores.models(), List.of("models/*"))
                        .writes(stores.models(), "capture/*")
                        .role());
        pipeline = Handler.Jar.of(this, inputs, "Pipeline");
        trainModel();
        preparedData();
        trainingResults();
        endpointUpdate();
        guarded.tell("Review", stores.review());
        monitor = MonitorSchedule.queue(this, guarded, inputs);
        outputs();
    }

    Table management() {
        return stores.management();
    }

    Bucket evidence() {
        return stores.evidence();
    }

    private Stores stores() {
        Topic client = guarded.topic("Client");
        client.addSubscription(
                new EmailSubscription(inputs.text("ClientMail", "Who is told of a new version", "[^@\\s]+@[^@\\s]+")));
        return new Stores(
                guarded.table("TrainingResults", "model", "result", AttributeType.STRING),
                guarded.table("Management", "model", "version", AttributeType.NUMBER),
                guarded.bucket("Repository", false),
                guarded.bucket("ResultFiles", false),
                evidenceBucket(),
                guarded.bucket("Models", false),
                guarded.queue("TrainModel", INVISIBLE, 5),
                // people may look at a message often before they delete it
                guarded.queue("Review", INVISIBLE, 100),
                // an endpoint takes minutes to change, and its message comes again until it has
                guarded.queue("Release", Duration.minutes(15), 12),
                client);
    }

    private Bucket evidenceBucket() {
        Bucket bucket = guarded.bucket("Evidence", true);
        CfnBucket made = (CfnBucket) bucket.getNode().getDefaultChild();
        String retention = "ObjectLockConfiguration.Rule.DefaultRetention.";
        made.addPropertyOverride("ObjectLockConfiguration.ObjectLockEnabled", "Enabled");
        made.addPropertyOverride(
                retention + "Mode",
                inputs.text(
                        "EvidenceLock",
                        "GOVERNANCE: some may end the lock; COMPLIANCE: nobody may, not even the account's root",
                        "GOVERNANCE|COMPLIANCE",
                        "GOVERNANCE"));
        made.addPropertyOverride(
                retention + "Days", inputs.number("EvidenceDays", "How many days bundles are locked", 3650));
        return bucket;
    }

    private Handler.What what(String type, int memory, Duration longest, int atOnce, Map<String, String> variables) {
        return new Handler.What(PACKAGE + type, pipeline, memory, longest, atOnce, variables);
    }

    private Handler handler(String id, Handler.What what) {
        return new Handler(guarded, base.network(), id, what);
    }

    private void trainModel() {
        Handler handler = handler(
                "TrainModelHandler",
                what(
                        "training.TrainModelHandler",
                        1024,
                        Duration.minutes(1),
                        2,
                        Map.of(
                                "RESULTS_TABLE", stores.results().getTableName(),
                                "GLUE_JOB", glueJob,
                                "GLUE_SCRIPT_KEY", glue.scriptKey(),
                                "GLUE_SCRIPT_SHA256", glue.digest(),
                                "REPOSITORY_BUCKET", stores.repository().getBucketName())));
        handler.takes(stores.orders(), 1);
        rows(handler);
        Allow.to(handler.role(), List.of("glue:StartJobRun", "glue:GetJobRuns"), List.of(glueArn()));
        Allow.to(
                handler.role(),
                List.of("s3:GetObject"),
                List.of(stores.repository().arnForObjects("scripts/*")));
    }

    private void preparedData() {
        Map<String, String> variables = new HashMap<>(Map.of(
                "RESULTS_TABLE", stores.results().getTableName(),
                "REVIEW_QUEUE_URL", stores.review().getQueueUrl(),
                "GLUE_JOB", glueJob,
                "REPOSITORY_BUCKET", stores.repository().getBucketName(),
                "KMS_KEY", base.key().getKeyArn(),
                "SUBNETS", String.join(",", base.network().subnetIds()),
                "TRAINING_SECURITY_GROUP", base.network().jobs().getSecurityGroupId(),
                "TRAINING_ROLE", roles.training().getRoleArn()));
        variables.put("TRAINING_IMAGE", inputs.image("TrainingImage", "Image that trains"));
        variables.put(
                "TRAINING_INSTANCE", inputs.text("TrainingInstance", "Machine that trains", INSTANCE, "ml.m5.large"));
        variables.put("TRAINING_VOLUME_GB", inputs.number("TrainingVolume", "Its disk in GB", 30));
        variables.put("TRAINING_SECONDS", inputs.number("TrainingSeconds", "Longest training in seconds", 86400));
        Handler handler = handler(
                "PreparedDataHandler", what("training.PreparedDataHandler", 1024, Duration.minutes(1), 2, variables));
        handler.takes(EventPattern.builder()
                .source(List.of("aws.glue"))
                .detailType(List.of("Glue Job State Change"))
                .detail(Map.of("jobName", List.of(glueJob)))
                .build());
        rows(handler);
        review(handler);
        Allow.to(handler.role(), List.of("glue:GetJobRun"), List.of(glueArn()));
        String jobs = sageMaker("training-job/*");
        Allow.onlyIf(
                handler.role(),
                List.of("sagemaker:CreateTrainingJob"),
                List.of(jobs),
                Map.of(
                        "Bool",
                        Map.of(
                                "sagemaker:NetworkIsolation", "true",
                                "sagemaker:InterContainerTrafficEncryption", "true"),
                        "ArnEquals",
                        Map.of(
                                "sagemaker:VolumeKmsKey", base.key().getKeyArn(),
                                "sagemaker:OutputKmsKey", base.key().getKeyArn())));
        Allow.to(handler.role(), List.of("sagemaker:AddTags"), List.of(jobs));
        Allow.grants(handler.role(), base.key().getKeyArn());
        pass(handler, roles.training());
    }

    private void trainingResults() {
        Handler handler = handler(
                "TrainingResultsHandler",
                what(
                        "training.TrainingResultsHandler",
                        1024,
                        Duration.minutes(5),
                        2,
                        Map.of(
                                "RESULTS_TABLE", stores.results().getTableName(),
                                "RESULTS_BUCKET", stores.resultFiles().getBucketName(),
                                "REVIEW_QUEUE_URL", stores.review().getQueueUrl())));
        handler.takes(EventPattern.builder()
                .source(List.of("aws.sagemaker"))
                .detailType(List.of("SageMaker Training Job State Change"))
                .detail(Map.of("TrainingJobStatus", List.of("Completed", "Failed", "Stopped")))
                .build());
        rows(handler);
        review(handler);
        Allow.to(handler.role(), List.of("sagemaker:DescribeTrainingJob"), List.of(sageMaker("training-job/*")));
        Allow.to(
                handler.role(),
                List.of("s3:GetObject", "s3:GetObjectVersion"),
                List.of(stores.repository().arnForObjects("*/output/*")));
        Allow.to(
                handler.role(),
                List.of("s3:PutObject"),
                List.of(stores.resultFiles().arnForObjects("*")));
    }

    private void endpointUpdate() {
        Handler handler = handler(
                "EndpointUpdateHandler",
                new Handler.What(
                        PACKAGE + "release.EndpointUpdateHandler",
                        Handler.Jar.of(this, inputs, "Release"),
                        2048,
                        Duration.minutes(2),
                        2,
                        serving()));
        handler.takes(stores.releases(), 1);
        rows(handler);
        review(handler);
        Role role = handler.role();
        Allow.to(
                role,
                List.of("dynamodb:GetItem", "dynamodb:UpdateItem"),
                List.of(stores.management().getTableArn()));
        Allow.to(
                role,
                List.of("s3:GetObjectVersion"),
                List.of(
                        stores.evidence().arnForObjects("*"),
                        stores.repository().arnForObjects("*")));
        Allow.to(
                role,
                List.of("s3:PutObject", "s3:GetObject"),
                List.of(stores.models().arnForObjects("models/*")));
        Allow.to(
                role,
                List.of("sns:Publish", "sns:GetTopicAttributes"),
                List.of(stores.client().getTopicArn()));
        Allow.to(role, List.of("sagemaker:DescribeModelPackage"), List.of(sageMaker("model-package/*")));
        Allow.to(
                role,
                List.of(
                        "sagemaker:AddTags",
                        "sagemaker:CreateModel",
                        "sagemaker:CreateEndpointConfig",
                        "sagemaker:CreateEndpoint",
                        "sagemaker:UpdateEndpoint",
                        "sagemaker:DescribeEndpoint"),
                List.of(sageMaker("model/*"), sageMaker("endpoint-config/*"), sageMaker("endpoint/*")));
        Allow.grants(role, base.key().getKeyArn());
        pass(handler, roles.serving());
        OnlyBy.puts(stores.models(), "models/*", role);
    }

    private Map<String, String> serving() {
        Map<String, String> variables = new HashMap<>(Map.of(
                "RESULTS_TABLE", stores.results().getTableName(),
                "MANAGEMENT_TABLE", stores.management().getTableName(),
                "REVIEW_QUEUE_URL", stores.review().getQueueUrl(),
                "CLIENT_TOPIC", stores.client().getTopicArn(),
                "MODELS_BUCKET", stores.models().getBucketName(),
                "CAPTURE_BUCKET", stores.models().getBucketName(),
                "KMS_KEY", base.key().getKeyArn(),
                "SUBNETS", String.join(",", base.network().subnetIds()),
                "SERVING_SECURITY_GROUP", base.network().jobs().getSecurityGroupId(),
                "SERVING_ROLE", roles.serving().getRoleArn()));
        variables.put("SERVING_IMAGE", inputs.image("ServingImage", "Image that serves"));
        variables.put(
                "SERVING_INSTANCE", inputs.text("ServingInstance", "Machine that serves", INSTANCE, "ml.m5.large"));
        variables.put("SERVING_INSTANCES", inputs.number("ServingInstances", "How many of them", 2));
        variables.put("SEAL_KEYS", inputs.keys("SealKeys", "Machines that seal bundles"));
        variables.put("APPROVER_KEYS", inputs.keys("ApproverKeys", "People who approve"));
        return variables;
    }

    private void rows(Handler handler) {
        Allow.to(
                handler.role(),
                List.of("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"),
                List.of(stores.results().getTableArn()));
    }

    private void review(Handler handler) {
        Allow.to(
                handler.role(),
                List.of("sqs:SendMessage"),
                List.of(stores.review().getQueueArn()));
    }

    private void pass(Handler handler, Role role) {
        Allow.onlyIf(
                handler.role(),
                List.of("iam:PassRole"),
                List.of(role.getRoleArn()),
                Map.of("StringEquals", Map.of("iam:PassedToService", "sagemaker.amazonaws.com")));
    }

    private String glueArn() {
        return arn("glue", "job/" + glueJob);
    }

    private String sageMaker(String resource) {
        return arn("sagemaker", resource);
    }

    private String arn(String service, String resource) {
        return "arn:" + getPartition() + ":" + service + ":" + getRegion() + ":" + getAccount() + ":" + resource;
    }

    private void outputs() {
        output(
                "TrainQueueUrl",
                "Send {\"model\": NAME, \"run\": NUMBER} here",
                stores.orders().getQueueUrl());
        output("ReviewQueueUrl", "What is to be reviewed", stores.review().getQueueUrl());
        output("ReleaseQueueUrl", "Ask for deployment here", stores.releases().getQueueUrl());
        output("MonitorQueueUrl", "For gxp worker queue --stage monitor", monitor.getQueueUrl());
        output("EvidenceBucketName", "Put bundles here", stores.evidence().getBucketName());
        output(
                "ManagementTableName",
                "register.aws.table of gxp.yaml",
                stores.management().getTableName());
        output("TrainingResultsTableName", "Training results", stores.results().getTableName());
        output(
                "RepositoryBucketName",
                "Tables and artifacts",
                stores.repository().getBucketName());
    }

    private void output(String name, String description, String value) {
        CfnOutput.Builder.create(this, name)
                .description(description)
                .value(value)
                .build();
    }
}
