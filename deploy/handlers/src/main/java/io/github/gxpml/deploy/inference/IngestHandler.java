// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.inference;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.deploy.inference.Batch.ClientRecord;
import io.github.gxpml.deploy.lambda.Clients;
import io.github.gxpml.deploy.lambda.EventHandler;
import io.github.gxpml.deploy.lambda.EventLog;
import io.github.gxpml.deploy.lambda.Fields;
import io.github.gxpml.deploy.lambda.Settings;
import io.github.gxpml.deploy.lambda.StoredVersion;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Step 1 of the inference pipeline: cuts a file into batches, keeps them, and queues each. */
public final class IngestHandler extends EventHandler {
    private final S3Client s3;
    private final SqsClient sqs;
    private final String bucket;
    private final String queue;
    private final int rows;
    private final RecordsFile format;

    /** Creates the handler as Lambda does. */
    public IngestHandler() {
        this(new Settings(System.getenv()));
    }

    /**
     * Creates the handler.
     *
     * @param settings BATCHES_BUCKET, RECORDS_QUEUE_URL, BATCH_ROWS, KEY_COLUMN, FEATURES
     */
    public IngestHandler(Settings settings) {
        s3 = Clients.s3(settings);
        sqs = Clients.sqs(settings);
        bucket = settings.text("BATCHES_BUCKET");
        queue = settings.text("RECORDS_QUEUE_URL");
        rows = settings.number("BATCH_ROWS");
        format = new RecordsFile(
                settings.text("KEY_COLUMN"), List.of(settings.text("FEATURES").split(",")));
    }

    @Override
    protected void take(JsonNode event) throws IOException {
        Fields detail = new Fields(event).object("detail");
        Fields object = detail.object("object");
        var source =
                new StoredVersion(detail.object("bucket").text("name"), object.text("key"), object.text("version-id"));
        List<ClientRecord> records;
        try (InputStream in = s3.getObject(source.request())) {
            records = format.read(in);
        }
        // the name says which version of which file it is, so that doing it twice makes the same batches
        String folder = Sha256.of(source.toString());
        int batches = 0;
        for (int from = 0; from < records.size(); from += rows) {
            Batch batch = new Batch(records.subList(from, Math.min(from + rows, records.size())));
            StoredVersion stored = batch.write(s3, bucket, folder + "/" + String.format("%06d", batches++) + ".json");
            sqs.sendMessage(request -> request.queueUrl(queue).messageBody(Json.compact(stored.fields())));
        }
        EventLog.write("file.queued", Map.of("source", folder, "records", records.size(), "batches", batches));
    }
}
