// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.gxpml.io.Json;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Tells over HTTP how a worker is: {@code /health}, 200 or 503, one JSON document without anything secret. */
public final class HealthPage implements Closeable {
    private static final int GOOD = 200;
    private static final int BAD = 503;
    private static final int NOT_FOUND = 404;
    private static final int CALLERS = 8;

    private final Optional<HttpServer> server;
    private final ExecutorService callers;

    private HealthPage(Optional<HttpServer> server, ExecutorService callers) {
        this.server = server;
        this.callers = callers;
    }

    /** How a worker is; written as JSON. */
    public interface Health {
        /**
         * Tells whether it works.
         *
         * @return false if somebody should look at it
         */
        boolean healthy();
    }

    /**
     * Opens the page.
     *
     * @param address where; empty for nowhere
     * @param status how the worker is now
     * @return the page, to be closed
     * @throws IOException if the address is taken
     */
    public static HealthPage open(Optional<InetSocketAddress> address, Supplier<? extends Health> status)
            throws IOException {
        // several, as one that is slow to ask must not make the worker look dead to the others
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS, HealthPage::thread);
        if (address.isEmpty()) {
            return new HealthPage(Optional.empty(), callers);
        }
        HttpServer server;
        try {
            server = HttpServer.create(address.get(), 16);
        } catch (IOException e) {
            throw new IOException(
                    "the health page cannot be opened at " + address.get() + ": " + e.getMessage()
                            + " - choose another port with --health",
                    e);
        }
        server.setExecutor(callers);
        server.createContext("/", exchange -> answer(exchange, status));
        server.start();
        return new HealthPage(Optional.of(server), callers);
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "gxp-health");
        thread.setDaemon(true);
        return thread;
    }

    private static void answer(HttpExchange exchange, Supplier<? extends Health> status) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals("/health")) {
                exchange.sendResponseHeaders(NOT_FOUND, -1);
                return;
            }
            Health now = status.get();
            byte[] body = Json.pretty(now);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(now.healthy() ? GOOD : BAD, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /**
     * Returns the address.
     *
     * @return of the page; empty if it is not open
     */
    public Optional<String> address() {
        return server.map(open -> "http://" + open.getAddress().getHostString() + ":"
                + open.getAddress().getPort() + "/health");
    }

    @Override
    public void close() {
        server.ifPresent(open -> open.stop(0));
        callers.shutdownNow();
    }
}
