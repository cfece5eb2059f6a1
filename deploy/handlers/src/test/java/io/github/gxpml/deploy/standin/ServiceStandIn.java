// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Services over HTTP that answer as their state says: those of JSON 1.1 by their target, SNS by its form, the endpoints
 * by their path. Any operation can be told to fail.
 */
public final class ServiceStandIn implements AutoCloseable {
    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Function<JsonNode, Answer>> operations = new ConcurrentHashMap<>();
    private final Map<String, Deque<Answer>> faults = new ConcurrentHashMap<>();

    /** An operation that was asked for. */
    public record Call(String operation, JsonNode body) {}

    /** What is answered: status, headers, body. */
    public record Answer(int status, Map<String, String> headers, String body) {
        /** An error of a JSON service. */
        public static Answer error(int status, String code, String message) {
            return new Answer(
                    status,
                    Map.of("x-amzn-ErrorType", code),
                    Json.compact(Map.of("__type", code, "message", message, "Message", message)));
        }

        /** A document. */
        public static Answer json(Object value) {
            return new Answer(200, Map.of(), Json.compact(value));
        }
    }

    /** Starts it; it knows no operation yet. */
    public ServiceStandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Returns its address. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Says what an operation answers. */
    public ServiceStandIn on(String operation, Function<JsonNode, Answer> answer) {
        operations.put(operation, answer);
        return this;
    }

    /** Lets an operation fail once for each answer given, before it works again. */
    public void fail(String operation, Answer... answers) {
        faults.put(operation, new ArrayDeque<>(Arrays.asList(answers)));
    }

    /** Returns the calls of an operation, those that failed among them. */
    public List<JsonNode> calls(String operation) {
        return calls.stream()
                .filter(call -> call.operation().equals(operation))
                .map(Call::body)
                .toList();
    }

    /** Forgets calls and faults. */
    public void reset() {
        calls.clear();
        faults.clear();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String path = exchange.getRequestURI().getPath();
        String operation;
        JsonNode parsed;
        if (target != null) {
            operation = target.substring(target.indexOf('.') + 1);
            parsed = Json.foreign(body);
        } else if (path.startsWith("/endpoints/")) {
            operation = "InvokeEndpoint";
            ObjectNode node = (ObjectNode) Json.tree(Map.of());
            parsed = node.put("endpoint", path.split("/")[2]).put("body", new String(body, StandardCharsets.UTF_8));
        } else {
            Map<String, String> form = form(new String(body, StandardCharsets.UTF_8));
            operation = form.getOrDefault("Action", path);
            parsed = Json.tree(form);
        }
        calls.add(new Call(operation, parsed));
        Deque<Answer> failing = faults.getOrDefault(operation, new ArrayDeque<>());
        Answer answer = failing.isEmpty() ? answer(operation, parsed) : failing.poll();
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Answer answer(String operation, JsonNode body) {
        Function<JsonNode, Answer> known = operations.get(operation);
        return known == null ? Answer.error(400, "UnknownOperationException", operation) : known.apply(body);
    }

    private static Map<String, String> form(String body) {
        return Arrays.stream(body.split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(
                        pair -> URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
                        pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
