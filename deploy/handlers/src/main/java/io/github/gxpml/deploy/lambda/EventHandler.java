// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Takes one event. If it throws, Lambda gives the event again, twice, and then to the function's dead-letter queue. */
public abstract class EventHandler implements RequestStreamHandler {
    /**
     * Carries out one event, which may come more than once.
     *
     * @param event as AWS delivers it
     * @throws IOException if it cannot be carried out now
     */
    protected abstract void take(JsonNode event) throws IOException;

    @Override
    public final void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        JsonNode parsed = Json.foreign(event.readAllBytes());
        try {
            take(parsed);
        } catch (IOException | RuntimeException e) {
            EventLog.failed(parsed.path("id").asText(), e);
            throw e;
        }
    }
}
