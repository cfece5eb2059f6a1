// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.inference;

import io.github.gxpml.deploy.lambda.Clients;
import io.github.gxpml.deploy.lambda.EventLog;
import io.github.gxpml.deploy.lambda.Fields;
import io.github.gxpml.deploy.lambda.HandlerException;
import io.github.gxpml.deploy.lambda.Item;
import io.github.gxpml.deploy.lambda.QueueHandler;
import io.github.gxpml.deploy.lambda.QueueMessage;
import io.github.gxpml.deploy.lambda.Settings;
import io.github.gxpml.deploy.lambda.StoredVersion;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Steps 2 to 4: scores a batch, and keeps each result with the version that made it. That version is what the endpoint
 * says itself, and must be the one that was deployed, as the management table says; while the endpoint changes they
 * differ, and the batch waits. A later version may be in use already that nobody has asked to deploy yet; an earlier
 * one may not, since the one that is served was gone back from then.
 */
public final class InferenceHandler extends QueueHandler {
    private final S3Client s3;
    private final SqsClient sqs;
    private final DynamoDbClient dynamo;
    private final ScoringEndpoint endpoint;
    private final InferenceTable results;
    private final String management;
    private final String queue;
    private final List<String> features;
    private final BigDecimal threshold;

    /** Creates the handler as Lambda does. */
    public InferenceHandler() {
        this(new Settings(System.getenv()));
    }

    /**
     * Creates the handler.
     *
     * @param settings MODEL, FEATURES, THRESHOLD, MANAGEMENT_TABLE, INFERENCE_TABLE, RESULTS_QUEUE_URL
     */
    public InferenceHandler(Settings settings) {
        s3 = Clients.s3(settings);
        sqs = Clients.sqs(settings);
        dynamo = Clients.dynamo(settings);
        endpoint = new ScoringEndpoint(
                Clients.of(SageMakerRuntimeClient.builder(), "SAGEMAKER_RUNTIME", settings), settings.text("MODEL"));
        results = new InferenceTable(dynamo, settings.text("INFERENCE_TABLE"));
        management = settings.text("MANAGEMENT_TABLE");
        queue = settings.text("RESULTS_QUEUE_URL");
        features = List.of(settings.text("FEATURES").split(","));
        threshold = new BigDecimal(settings.text("THRESHOLD"));
    }

    @Override
    protected void take(QueueMessage message) throws IOException {
        StoredVersion stored = Fields.of(message.body()).stored();
        Batch batch = Batch.read(s3, stored);
        ScoringEndpoint.Scores scores = endpoint.score(batch, features);
        mayServe(scores.version());
        for (int i = 0; i < scores.scores().size(); i++) {
            BigDecimal score = scores.scores().get(i);
            results.add(new ScoredRow(
                    batch.records().get(i),
                    scores.version(),
                    score,
                    score.compareTo(threshold) >= 0 ? 1 : 0,
                    scores.requestId()));
        }
        sqs.sendMessage(request -> request.queueUrl(queue)
                .messageBody(Json.compact(
                        Map.of("batch", stored.fields(), "model", endpoint.model(), "version", scores.version()))));
        EventLog.write(
                "batch.scored",
                Map.of("batch", stored.key(), "records", batch.records().size(), "version", scores.version()));
    }

    private void mayServe(int version) {
        var pointer = dynamo.getItem(request -> request.tableName(management)
                        .consistentRead(true)
                        .key(Map.of(
                                "model", AttributeValue.fromS(endpoint.model()), "version", AttributeValue.fromN("0"))))
                .item();
        if (!Item.number(pointer, "serving").equals(Optional.of(version))) {
            throw new HandlerException("the endpoint answers with another version than the one that was deployed");
        }
        if (Item.number(pointer, "active").orElse(0) < version) {
            throw new HandlerException("the endpoint answers with a version that is not in use");
        }
    }
}
