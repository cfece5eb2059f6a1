// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.standin;

import io.github.gxpml.aws.AwsAccess;
import io.github.gxpml.aws.registry.DynamoModelRegistry;
import io.github.gxpml.deploy.standin.SignedBundles.Stage;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.ModelRegistry;
import io.github.gxpml.port.ModelRegistry.Status;
import io.github.gxpml.spec.AwsSpec;
import io.github.gxpml.spec.RegisterSpec;
import io.github.gxpml.spec.S3Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** An account with what the stack of the training pipeline makes. */
public final class TrainingAccount {
    private static final String BUCKET = "artifactBucket";
    private static final String VERSION_ID = "artifactVersionId";
    private static final byte[] SCRIPT = "pass".getBytes(StandardCharsets.UTF_8);

    private TrainingAccount() {}

    /** Opens the account; the machine's key seals, those of Jane and John approve. */
    public static LocalAws open() {
        LocalAws aws = stores(new LocalAws());
        aws.put("REPOSITORY_BUCKET", "scripts/prepare.py", SCRIPT);
        return aws.table("RESULTS_TABLE", "model", "result", ScalarAttributeType.S)
                .bucket("RESULTS_BUCKET")
                .bucket("MODELS_BUCKET")
                .bucket("EVIDENCE_BUCKET")
                .queue("TRAIN_QUEUE_URL")
                .queue("REVIEW_QUEUE_URL")
                .queue("RELEASE_QUEUE_URL")
                .with("GLUE_JOB", "prepare")
                .with("GLUE_SCRIPT_KEY", "scripts/prepare.py")
                .with("GLUE_SCRIPT_SHA256", Sha256.of(SCRIPT))
                .with("KMS_KEY", "arn:aws:kms:eu-central-1:111122223333:key/k")
                .with("SUBNETS", "subnet-1,subnet-2")
                .with("TRAINING_ROLE", "arn:aws:iam::111122223333:role/train")
                .with("TRAINING_IMAGE", "111122223333.dkr.ecr.eu-central-1.amazonaws.com/train@sha256:1")
                .with("TRAINING_INSTANCE", "ml.m5.large")
                .with("TRAINING_VOLUME_GB", "10")
                .with("TRAINING_SECONDS", "3600")
                .with("TRAINING_SECURITY_GROUP", "sg-1")
                .with("SERVING_ROLE", "arn:aws:iam::111122223333:role/serve")
                .with("SERVING_IMAGE", "111122223333.dkr.ecr.eu-central-1.amazonaws.com/serve@sha256:1")
                .with("SERVING_INSTANCE", "ml.m5.large")
                .with("SERVING_INSTANCES", "1")
                .with("SERVING_SECURITY_GROUP", "sg-2")
                .with("CAPTURE_BUCKET", "capture")
                .with("CLIENT_TOPIC", "arn:aws:sns:eu-central-1:111122223333:client")
                .with("SEAL_KEYS", SignedBundles.key("signing"))
                .with("APPROVER_KEYS", SignedBundles.key("jane-example.org") + SignedBundles.key("john-example.org"));
    }

    /** Makes what the engine's registry needs. */
    static LocalAws stores(LocalAws aws) {
        return aws.table("MANAGEMENT_TABLE", "model", "version", ScalarAttributeType.N)
                .bucket("REPOSITORY_BUCKET");
    }

    /** Returns the artifact that the management table names. */
    static byte[] artifact(LocalAws aws) {
        Map<String, AttributeValue> item = item(aws, 1);
        return aws.s3()
                .getObjectAsBytes(request -> request.bucket(item.get(BUCKET).s())
                        .key(item.get("artifactKey").s())
                        .versionId(item.get(VERSION_ID).s()))
                .asByteArray();
    }

    /**
     * Has in this account what the engine wrote into its own: every item of the management table, and the artifact
     * under its key. Bucket and version of the object are those of this account, everything else is as it was written.
     */
    public static void register(LocalAws aws, Stage stage) throws IOException {
        for (Map<String, AttributeValue> written : SignedBundles.table(stage)) {
            Map<String, AttributeValue> item = new HashMap<>(written);
            if (item.containsKey(BUCKET)) {
                String version =
                        aws.put("REPOSITORY_BUCKET", item.get("artifactKey").s(), SignedBundles.model());
                item.put(BUCKET, AttributeValue.fromS(aws.value("REPOSITORY_BUCKET")));
                item.put(VERSION_ID, AttributeValue.fromS(version));
            }
            aws.dynamo()
                    .putItem(request ->
                            request.tableName(aws.value("MANAGEMENT_TABLE")).item(item));
        }
    }

    /** Returns the engine's registry on the tables of this account. */
    public static ModelRegistry registry(LocalAws aws) throws IOException {
        var where = new RegisterSpec.Aws(
                aws.value("MANAGEMENT_TABLE"),
                new S3Place(aws.value("REPOSITORY_BUCKET"), "models"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return DynamoModelRegistry.open(
                new AwsAccess(aws.settings().variables(), AwsSpec.NONE, SignedBundles.MODEL),
                where,
                Files.createTempDirectory("gxp-registry-"));
    }

    /** Has the engine's registry make another version the one in use. */
    public static void activate(LocalAws aws, int version) throws IOException {
        ModelRegistry registry = registry(aws);
        Path other = Files.writeString(Files.createTempDirectory("gxp-other-").resolve("model.onnx"), "v" + version);
        registry.register(new ModelRegistry.Registration(
                SignedBundles.MODEL, version, other, "3".repeat(64), change(Status.PENDING)));
        registry.change(SignedBundles.MODEL, version, change(Status.APPROVED));
        registry.change(SignedBundles.MODEL, version, change(Status.ACTIVE));
    }

    /** Returns a change of status. */
    public static ModelRegistry.Change change(Status to) {
        return new ModelRegistry.Change(to, Instant.now(), "a test", "it is asked for");
    }

    /** Returns an item of the management table; version 0 is the pointer. */
    public static Map<String, AttributeValue> item(LocalAws aws, int version) {
        return aws.dynamo()
                .getItem(request ->
                        request.tableName(aws.value("MANAGEMENT_TABLE")).key(key(version)))
                .item();
    }

    /** Writes an attribute of a version, as somebody might who can write the table. */
    public static void tamper(LocalAws aws, int version, String attribute, String value) {
        aws.dynamo()
                .updateItem(request -> request.tableName(aws.value("MANAGEMENT_TABLE"))
                        .key(key(version))
                        .updateExpression("SET #a = :v")
                        .expressionAttributeNames(Map.of("#a", attribute))
                        .expressionAttributeValues(Map.of(":v", AttributeValue.fromS(value))));
    }

    private static Map<String, AttributeValue> key(int version) {
        return Map.of(
                "model",
                AttributeValue.fromS(SignedBundles.MODEL),
                "version",
                AttributeValue.fromN(Integer.toString(version)));
    }

    /** Uploads a bundle and returns the message that asks to deploy it. */
    public static String release(LocalAws aws, byte[] bundle, boolean rollback) {
        String version = aws.put("EVIDENCE_BUCKET", SignedBundles.MODEL + "-1.zip", bundle);
        return Json.compact(Map.of(
                "model",
                SignedBundles.MODEL,
                "version",
                1,
                "rollback",
                rollback,
                "bundle",
                Map.of(
                        "bucket",
                        aws.value("EVIDENCE_BUCKET"),
                        "key",
                        SignedBundles.MODEL + "-1.zip",
                        "versionId",
                        version)));
    }

    /** Sends a message. */
    public static void send(LocalAws aws, String queueVariable, String body) {
        aws.sqs()
                .sendMessage(
                        request -> request.queueUrl(aws.value(queueVariable)).messageBody(body));
    }
}
