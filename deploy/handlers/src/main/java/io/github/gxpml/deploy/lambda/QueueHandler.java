// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Takes messages of a queue. Those that fail are named in the answer, so that they alone come again; after the queue's
 * number of attempts SQS puts them into the dead-letter queue.
 */
public abstract class QueueHandler implements RequestStreamHandler {
    /**
     * Carries out one message. The same message may come more than once, and messages may come in any order.
     *
     * @param message the message
     * @throws IOException if it cannot be carried out now
     */
    protected abstract void take(QueueMessage message) throws IOException;

    @Override
    public final void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        List<Map<String, String>> failures = new ArrayList<>();
        for (JsonNode each : Json.foreign(event.readAllBytes()).path("Records")) {
            var message = new QueueMessage(
                    each.path("messageId").asText(), each.path("body").asText());
            try {
                take(message);
            } catch (IOException | RuntimeException e) {
                EventLog.failed(message.id(), e);
                failures.add(Map.of("itemIdentifier", message.id()));
            }
        }
        answer.write(Json.pretty(Map.of("batchItemFailures", failures)));
    }
}
