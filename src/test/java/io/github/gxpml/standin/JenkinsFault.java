// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What goes wrong with a request instead of, or after, the right answer. */
@FunctionalInterface
public interface JenkinsFault {
    /** An exchange's own attributes are those of its context, and so of all of them. */
    Set<HttpExchange> CUT = ConcurrentHashMap.newKeySet();

    /**
     * Answers.
     *
     * @param exchange the request
     * @param rightly does what was asked for, and says so
     * @throws IOException if nobody listens any more
     */
    void answer(HttpExchange exchange, Runnable rightly) throws IOException;

    static JenkinsFault status(int status, String body) {
        return (exchange, rightly) -> send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
    }

    static JenkinsFault redirect(int status, String location) {
        return (exchange, rightly) -> {
            exchange.getResponseHeaders().add("Location", location);
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        };
    }

    /** The connection ends before there is an answer, and nothing was done. */
    static JenkinsFault cut() {
        return (exchange, rightly) -> exchange.close();
    }

    /** What was asked for is done, but the connection ends before the answer. */
    static JenkinsFault doneAndCut() {
        return (exchange, rightly) -> {
            CUT.add(exchange);
            rightly.run();
            exchange.close();
        };
    }

    /** Sends an answer, unless the connection is to end without one. */
    static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        if (CUT.remove(exchange)) {
            return;
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
        exchange.close();
    }
}
