// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.inference;

import io.github.gxpml.deploy.inference.Batch.ClientRecord;
import io.github.gxpml.deploy.lambda.Clients;
import io.github.gxpml.deploy.lambda.EventLog;
import io.github.gxpml.deploy.lambda.Fields;
import io.github.gxpml.deploy.lambda.QueueHandler;
import io.github.gxpml.deploy.lambda.QueueMessage;
import io.github.gxpml.deploy.lambda.Settings;
import io.github.gxpml.deploy.lambda.StoredVersion;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * Step 5: writes the results of a batch for the client, as they are in the table, and tells of them. The client may be
 * told twice, never not at all.
 */
public final class ResultsHandler extends QueueHandler {
    private static final int EXISTS = 412;

    private final S3Client s3;
    private final SnsClient sns;
    private final InferenceTable results;
    private final String bucket;
    private final String topic;

    /** Creates the handler as Lambda does. */
    public ResultsHandler() {
        this(new Settings(System.getenv()));
    }

    /**
     * Creates the handler.
     *
     * @param settings INFERENCE_TABLE, CLIENT_BUCKET, CLIENT_TOPIC
     */
    public ResultsHandler(Settings settings) {
        s3 = Clients.s3(settings);
        sns = Clients.of(SnsClient.builder(), "SNS", settings);
        results = new InferenceTable(Clients.dynamo(settings), settings.text("INFERENCE_TABLE"));
        bucket = settings.text("CLIENT_BUCKET");
        topic = settings.text("CLIENT_TOPIC");
    }

    @Override
    protected void take(QueueMessage message) throws IOException {
        Fields fields = Fields.of(message.body());
        int version = fields.version("version");
        StoredVersion stored = fields.object("batch").stored();
        StringBuilder text = new StringBuilder("record,score,predicted,modelVersion\n");
        for (ClientRecord each : Batch.read(s3, stored).records()) {
            Map<String, AttributeValue> row = results.find(each, version);
            text.append(each.id())
                    .append(',')
                    .append(row.get("score").n())
                    .append(',')
                    .append(row.get("predicted").n())
                    .append(',')
                    .append(row.get("modelVersion").n())
                    .append('\n');
        }
        byte[] file = text.toString().getBytes(StandardCharsets.UTF_8);
        String key = fields.model() + "/" + stored.key().replaceAll("\\.json$", "") + "-v" + version + ".csv";
        write(key, file);
        sns.publish(request -> request.topicArn(topic)
                .subject("Results of " + fields.model() + " version " + version)
                .message("Results: s3://" + bucket + "/" + key + "\nSHA-256: " + Sha256.of(file) + "\n"));
        EventLog.write("results.published", Map.of("key", key, "version", version));
    }

    private void write(String key, byte[] file) {
        try {
            s3.putObject(
                    request -> request.bucket(bucket).key(key).ifNoneMatch("*").contentType("text/csv"),
                    RequestBody.fromBytes(file));
        } catch (S3Exception e) {
            if (e.statusCode() != EXISTS) {
                throw e;
            }
        }
    }
}
