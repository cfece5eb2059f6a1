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
        String id = "";
        try {
            JsonNode parsed = Json.foreign(event.readAllBytes());
            id = parsed.path("id").asText();
            take(parsed);
        } catch (IOException | RuntimeException e) {
            EventLog.failed(id, e);
            // Lambda writes what is thrown into the log, and the text of an error may repeat what was sent
            throw new HandlerException("the event could not be carried out, see the line before");
        }
    }
}
