// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.standin;

import io.github.gxpml.deploy.lambda.Item;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** An account with what the stack of the training pipeline makes. */
public final class TrainingAccount {
    private TrainingAccount() {}

    /** Opens the account; the machine's key seals, those of Jane and John approve. */
    public static LocalAws open() {
        return new LocalAws()
                .table("RESULTS_TABLE", "model", "result", ScalarAttributeType.S)
                .table("MANAGEMENT_TABLE", "model", "version", ScalarAttributeType.N)
                .bucket("REPOSITORY_BUCKET")
                .bucket("RESULTS_BUCKET")
                .bucket("MODELS_BUCKET")
                .bucket("EVIDENCE_BUCKET")
                .queue("TRAIN_QUEUE_URL")
                .queue("REVIEW_QUEUE_URL")
                .queue("RELEASE_QUEUE_URL")
                .with("GLUE_JOB", "prepare")
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

    /** Registers version 1 as the engine's registry does, with the artifact in the repository. */
    public static void register(LocalAws aws, String status) throws IOException {
        String artifact = aws.put("REPOSITORY_BUCKET", "models/1/model.onnx", SignedBundles.model());
        var facts = Json.foreign(SignedBundles.registered().getBytes(StandardCharsets.UTF_8))
                .path("content");
        version(
                aws,
                1,
                status,
                new Artifact(facts.path("sha256").textValue(), artifact),
                facts.path("bundle").textValue());
    }

    /** What a version is registered with: digest, and version of the object. */
    public record Artifact(String sha256, String versionId) {}

    /** Puts a version into the management table. */
    public static void version(LocalAws aws, int version, String status, Artifact artifact, String bundle) {
        AttributeValue change = AttributeValue.fromM(Map.of(
                "to", AttributeValue.fromS(status),
                "at", AttributeValue.fromS("2026-11-01T00:00:00Z"),
                "by", AttributeValue.fromS("gxp"),
                "reason", AttributeValue.fromS("every blocking gate is PASS")));
        Map<String, AttributeValue> item = new java.util.HashMap<>(new Item()
                .text("model", SignedBundles.MODEL)
                .number("version", version)
                .text("status", status)
                .text("sha256", artifact.sha256())
                .text("artifact", "model.onnx")
                .text("artifactBucket", aws.value("REPOSITORY_BUCKET"))
                .text("artifactKey", "models/" + version + "/model.onnx")
                .text("artifactVersionId", artifact.versionId())
                .text("bundle", bundle)
                .build());
        item.put("history", AttributeValue.fromL(List.of(change)));
        aws.dynamo()
                .putItem(request ->
                        request.tableName(aws.value("MANAGEMENT_TABLE")).item(item));
        if (status.equals("ACTIVE")) {
            aws.dynamo()
                    .putItem(request -> request.tableName(aws.value("MANAGEMENT_TABLE"))
                            .item(new Item()
                                    .text("model", SignedBundles.MODEL)
                                    .number("version", 0)
                                    .number("active", version)
                                    .build()));
        }
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
