// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Serves the repositories below a folder over HTTP by git's own backend, to whoever knows the password. */
final class SomeGitServer implements AutoCloseable {
    static final String USER = "reader";
    static final String PASSWORD = "s3cret-of-the-test";

    private final HttpServer server;

    private SomeGitServer(Path folder, Path backend) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, folder, backend))
                .setAuthenticator(new BasicAuthenticator("git") {
                    @Override
                    public boolean checkCredentials(String user, String password) {
                        return user.equals(USER) && password.equals(PASSWORD);
                    }
                });
        server.start();
    }

    /** Starts it, if git brings its backend here. */
    static Optional<SomeGitServer> of(Path folder) throws Exception {
        Path backend = Path.of(SomeGit.git(folder, "--exec-path"), "git-http-backend");
        return Files.isExecutable(backend) ? Optional.of(new SomeGitServer(folder, backend)) : Optional.empty();
    }

    String address(String credentials, String repository) {
        return "http://" + credentials + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort() + "/" + repository;
    }

    /** By the common gateway interface (RFC 3875). */
    private static void answer(HttpExchange exchange, Path folder, Path backend) throws IOException {
        var builder = new ProcessBuilder(backend.toString());
        String query = exchange.getRequestURI().getRawQuery();
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
        builder.environment()
                .putAll(Map.of(
                        "GIT_PROJECT_ROOT",
                        folder.toString(),
                        "GIT_HTTP_EXPORT_ALL",
                        "1",
                        "REQUEST_METHOD",
                        exchange.getRequestMethod(),
                        "PATH_INFO",
                        exchange.getRequestURI().getPath(),
                        "QUERY_STRING",
                        query == null ? "" : query,
                        "CONTENT_TYPE",
                        type == null ? "" : type,
                        "HTTP_CONTENT_ENCODING",
                        encoding == null ? "" : encoding));
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            exchange.getRequestBody().transferTo(in);
        }
        try (exchange;
                InputStream out = process.getInputStream()) {
            int status = 200;
            for (String line = line(out); !line.isEmpty(); line = line(out)) {
                int colon = line.indexOf(':');
                String value = line.substring(colon + 1).strip();
                if (line.startsWith("Status:")) {
                    status = Integer.parseInt(value.substring(0, 3));
                } else {
                    exchange.getResponseHeaders().set(line.substring(0, colon), value);
                }
            }
            exchange.sendResponseHeaders(status, 0);
            out.transferTo(exchange.getResponseBody());
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new java.io.ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
