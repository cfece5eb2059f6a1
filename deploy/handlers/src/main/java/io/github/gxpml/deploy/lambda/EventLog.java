// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.lambda;

import io.github.gxpml.io.Json;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** One line of JSON for each thing that happened: names, digests and codes, never a record, a score or a key. */
public final class EventLog {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private EventLog() {}

    /**
     * Writes a line.
     *
     * @param event what happened, for example {@code endpoint.kept}
     * @param fields what it is about
     */
    public static void write(String event, Map<String, ?> fields) {
        Map<String, Object> line = new TreeMap<>(fields);
        line.put("at", Instant.now().toString());
        line.put("event", event);
        OUT.println(Json.compact(line));
    }

    /**
     * Writes that something failed. Of an error of AWS only code and request id are kept, since its text may repeat
     * what was sent.
     *
     * @param id of the message or event
     * @param error what went wrong
     */
    public static void failed(String id, Exception error) {
        Map<String, Object> fields = new TreeMap<>();
        fields.put("id", id);
        fields.put("error", error.getClass().getSimpleName());
        if (error instanceof AwsServiceException service && service.awsErrorDetails() != null) {
            fields.put("code", String.valueOf(service.awsErrorDetails().errorCode()));
            fields.put("requestId", String.valueOf(service.requestId()));
        } else if (error instanceof HandlerException) {
            fields.put("reason", error.getMessage());
        }
        write("failed", fields);
    }
}
