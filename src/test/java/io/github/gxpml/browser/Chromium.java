// SPDX-License-Identifier: MIT
package io.github.gxpml.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A real Chromium without a window, driven over its own debugging protocol: a library for that brings a runtime of 200
 * MB along, and the few calls that are needed fit on this page.
 */
public final class Chromium implements Closeable {
    private static final List<String> PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    private static final Pattern ADDRESS = Pattern.compile("DevTools listening on (ws://\\S+)");
    private static final int PATIENCE_SECONDS = 60;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private WebSocket socket;
    private String session = "";

    private Chromium(Process process) {
        this.process = process;
    }

    /** Finds the browser of this machine. */
    public static Optional<Path> installed() {
        return PLACES.stream().map(Path::of).filter(Files::isExecutable).findFirst();
    }

    /**
     * Starts the browser with one empty tab.
     *
     * @param browser the program
     * @param folder an empty folder for its profile
     */
    public static Chromium start(Path browser, Path folder) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                browser.toString(),
                "--headless",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--no-default-browser-check",
                "--remote-debugging-port=0",
                "--user-data-dir=" + folder));
        if (System.getProperty("user.name").equals("root")) {
            command.add("--no-sandbox"); // root has no sandbox to go to
        }
        command.add("about:blank");
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        var chromium = new Chromium(process);
        try {
            chromium.connect();
            return chromium;
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private void connect() throws IOException {
        BufferedReader errors = process.errorReader(StandardCharsets.UTF_8);
        String address = null;
        for (String line = errors.readLine(); line != null && address == null; ) {
            Matcher found = ADDRESS.matcher(line);
            address = found.find() ? found.group(1) : null;
            line = address == null ? errors.readLine() : line;
        }
        if (address == null) {
            throw new IOException("the browser ended before it could be driven");
        }
        Thread drain = new Thread(() -> errors.lines().forEach(line -> {}));
        drain.setDaemon(true);
        drain.start();
        socket =
                await(HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(URI.create(address), new Listener()));
        String tab = call("Target.createTarget", Map.of("url", "about:blank"))
                .path("targetId")
                .asText();
        session = call("Target.attachToTarget", Map.of("targetId", tab, "flatten", true))
                .path("sessionId")
                .asText();
        call("Page.enable", Map.of());
        call("Network.enable", Map.of());
        call("Runtime.enable", Map.of());
        call("Log.enable", Map.of());
    }

    /** Opens a page and waits until it is there. */
    public void open(Path page) throws IOException {
        events.clear();
        call("Page.navigate", Map.of("url", page.toUri().toString()));
        evaluate("new Promise(done => { const look = () => document.getElementById('status') !== null"
                + " && document.readyState === 'complete' ? done(1) : setTimeout(look, 10); look(); })");
    }

    /** Evaluates an expression in the page, waits for a promise, and returns its value. */
    public JsonNode evaluate(String expression) throws IOException {
        JsonNode result =
                call("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IOException("the page threw " + result.path("exceptionDetails"));
        }
        return result.path("result").path("value");
    }

    /** Chooses files, as a person does in the dialogue of a file field. */
    public void choose(String fieldId, Path... files) throws IOException {
        // a real click clears the field first, so that the same name is a new choice
        evaluate("document.getElementById('" + fieldId + "').value = ''");
        String field = call("Runtime.evaluate", Map.of("expression", "document.getElementById('" + fieldId + "')"))
                .path("result")
                .path("objectId")
                .asText();
        List<String> paths =
                Stream.of(files).map(file -> file.toAbsolutePath().toString()).toList();
        call("DOM.setFileInputFiles", Map.of("files", paths, "objectId", field));
    }

    /** Returns the addresses that the page asked for since it was opened. */
    public List<String> requests() {
        return events("Network.requestWillBeSent")
                .map(event -> event.path("params").path("request").path("url").asText())
                .toList();
    }

    /** Returns what the browser complained about since the page was opened. */
    public List<String> complaints() {
        return Stream.concat(events("Log.entryAdded"), events("Runtime.exceptionThrown"))
                .map(event -> event.path("params").toString())
                .toList();
    }

    private Stream<JsonNode> events(String method) {
        return events.stream().filter(event -> event.path("method").asText().equals(method));
    }

    /** Calls a method of the protocol. */
    public JsonNode call(String method, Map<String, ?> parameters) throws IOException {
        int id = calls.incrementAndGet();
        var message = new LinkedHashMap<String, Object>(Map.of("id", id, "method", method, "params", parameters));
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        var answer = new CompletableFuture<JsonNode>();
        waiting.put(id, answer);
        await(socket.sendText(JSON.writeValueAsString(message), true));
        JsonNode found = await(answer);
        if (found.has("error")) {
            throw new IOException(method + ": " + found.path("error"));
        }
        return found.path("result");
    }

    private static <T> T await(CompletionStage<T> stage) throws IOException {
        try {
            return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the browser does not answer", e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            session = "";
            call("Browser.close", Map.of());
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }

    /** Takes messages apart into answers and events. */
    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                take(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void take(String message) {
            try {
                JsonNode node = JSON.readTree(message);
                CompletableFuture<JsonNode> answer =
                        waiting.remove(node.path("id").asInt(-1));
                if (answer == null) {
                    events.add(node);
                } else {
                    answer.complete(node);
                }
            } catch (IOException e) {
                throw new IllegalStateException("the browser sent no JSON: " + message, e);
            }
        }
    }
}
