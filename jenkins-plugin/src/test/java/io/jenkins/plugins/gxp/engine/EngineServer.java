// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.engine;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Serves an engine over https with a certificate of its own, and in all the ways in which that can go wrong. */
public final class EngineServer implements AutoCloseable {
    private static final String PASSWORD = "changeit";

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Path store;

    public EngineServer(Path folder) throws Exception {
        store = folder.resolve("server.p12");
        keytool(List.of(
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost"));
        var context = SSLContext.getInstance("TLS");
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
        context.init(keys.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.setExecutor(threads);
        server.start();
    }

    private void keytool(List<String> arguments) throws Exception {
        var command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.command().addAll(arguments);
        command.command().addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        if (command.inheritIO().start().waitFor() != 0) {
            throw new IOException("there is no certificate without keytool");
        }
    }

    /** Returns what makes a Java process trust this server. */
    public String trustOptions() {
        return "-Djavax.net.ssl.trustStore=" + store + " -Djavax.net.ssl.trustStorePassword=" + PASSWORD;
    }

    public String address(String path) {
        return "https://localhost:" + server.getAddress().getPort() + path;
    }

    /** Serves a path, and returns its address. */
    public String serve(String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            try (exchange) {
                handler.handle(exchange);
            }
        });
        return address(path);
    }

    public static HttpHandler content(byte[] content) {
        return exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        };
    }

    public static HttpHandler status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    public static HttpHandler redirect(String address) {
        return exchange -> {
            exchange.getResponseHeaders().add("Location", address);
            exchange.sendResponseHeaders(302, -1);
        };
    }

    /** Promises more than it sends. */
    public static HttpHandler cut(byte[] content) {
        return exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, content.length / 2);
            exchange.getResponseBody().flush();
        };
    }

    /** Sends a byte now and then, and never ends. */
    public static HttpHandler trickle(Runnable begun) {
        return (HttpExchange exchange) -> {
            exchange.sendResponseHeaders(200, 0);
            begun.run();
            try {
                while (true) {
                    exchange.getResponseBody().write('x');
                    exchange.getResponseBody().flush();
                    Thread.sleep(100);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
