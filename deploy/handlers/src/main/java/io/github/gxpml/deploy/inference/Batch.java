// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.inference;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.deploy.lambda.HandlerException;
import io.github.gxpml.deploy.lambda.StoredVersion;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Records that are scored together.
 *
 * @param records in the order of the file that they came in
 */
record Batch(List<ClientRecord> records) {
    private static final int EXISTS = 412;

    Batch {
        records = List.copyOf(records);
    }

    /**
     * What a client wants scored.
     *
     * @param id names the observation, for good: the same one with other values is another one
     * @param input value by column; empty text where it is not known
     */
    record ClientRecord(String id, Map<String, String> input) {}

    /** Writes the batch where one of its name is the same one, and returns its version. */
    StoredVersion write(S3Client s3, String bucket, String key) {
        List<Map<String, Object>> rows = new ArrayList<>();
        records.forEach(each -> rows.add(Map.of("record", each.id(), "input", each.input())));
        byte[] bytes = Json.pretty(Map.of("records", rows));
        String version;
        try {
            version = s3.putObject(
                            request -> request.bucket(bucket).key(key).ifNoneMatch("*"), RequestBody.fromBytes(bytes))
                    .versionId();
        } catch (S3Exception e) {
            if (e.statusCode() != EXISTS) {
                throw e;
            }
            version = s3.headObject(request -> request.bucket(bucket).key(key)).versionId();
        }
        return new StoredVersion(bucket, key, version);
    }

    static Batch read(S3Client s3, StoredVersion stored) throws IOException {
        List<ClientRecord> records = new ArrayList<>();
        try (InputStream in = s3.getObject(stored.request())) {
            for (JsonNode row : Json.foreign(in.readAllBytes()).path("records")) {
                Map<String, String> input = new LinkedHashMap<>();
                row.path("input")
                        .properties()
                        .forEach(
                                each -> input.put(each.getKey(), each.getValue().asText()));
                records.add(new ClientRecord(row.path("record").asText(), input));
            }
        }
        if (records.isEmpty()) {
            throw new HandlerException("the batch holds no records");
        }
        return new Batch(records);
    }

    /** Returns the rows as an endpoint takes them: values in the order of the columns, no header. */
    String csv(List<String> columns) {
        StringBuilder text = new StringBuilder();
        for (ClientRecord each : records) {
            text.append(String.join(",", columns.stream().map(each.input()::get).toList()))
                    .append('\n');
        }
        return text.toString();
    }
}
