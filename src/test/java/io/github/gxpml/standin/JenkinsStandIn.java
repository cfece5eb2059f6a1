// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of Jenkins' REST interface that builds are made, watched and ended by, over HTTP on this machine: one job,
 * its queue, builds and artifacts. It does nothing by itself; a test says when a build begins and ends, and what goes
 * wrong.
 */
public final class JenkinsStandIn implements AutoCloseable {
    public static final String JOB = "team/flc mortality";
    public static final String USER = "pipeline";
    public static final String TOKEN = "11c0ffee";
    private static final String PATH = "/ci/job/team/job/flc mortality";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ConcurrentSkipListMap<Integer, Item> queue = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListMap<Integer, Build> builds = new ConcurrentSkipListMap<>();
    private final List<Planned> faults = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>(List.of(TOKEN));
    private List<String> defined = List.of("GXP_STAGE", "GXP_CONFIG", "GXP_ORDER", "GXP_REVISION");
    private int lastItem = 40;
    private int lastBuild = 11;

    private JenkinsStandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    public static JenkinsStandIn start() throws IOException {
        return new JenkinsStandIn();
    }

    private record Planned(String part, AtomicInteger times, JenkinsFault fault) {
        boolean applies(String what) {
            return what.contains(part) && times.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        }
    }

    private static final class Item {
        private final Map<String, String> parameters;
        private boolean cancelled;
        private int build;
        private boolean forgotten;
        private String job = PATH;

        Item(Map<String, String> parameters) {
            this.parameters = parameters;
        }

        boolean isWaiting() {
            return !cancelled && build == 0;
        }
    }

    private static final class Build {
        private final Map<String, String> parameters;
        private final Map<String, byte[]> artifacts = new TreeMap<>();
        private Optional<String> result = Optional.empty();
        private Optional<byte[]> evidence = Optional.empty();
        private boolean stopped;

        Build(Map<String, String> parameters) {
            this.parameters = parameters;
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/ci");
    }

    /** Method and path of each request, oldest first. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    public void define(List<String> names) {
        defined = names;
    }

    /** From now on another token is right. */
    public void token(String token) {
        tokens.set(0, token);
    }

    /** The next requests whose method and path contain a part go wrong. */
    public void fail(String part, int times, JenkinsFault fault) {
        faults.add(new Planned(part, new AtomicInteger(times), fault));
    }

    public void heal() {
        faults.clear();
    }

    public List<Integer> waiting() {
        return queue.entrySet().stream()
                .filter(entry -> entry.getValue().isWaiting())
                .map(Map.Entry::getKey)
                .toList();
    }

    public Map<String, String> parametersOfItem(int item) {
        return queue.get(item).parameters;
    }

    /** Somebody asks for a build on another way. */
    public int queue(Map<String, String> parameters) {
        queue.put(++lastItem, new Item(parameters));
        return lastItem;
    }

    public int queueInOtherJob(Map<String, String> parameters) {
        int item = queue(parameters);
        queue.get(item).job = "/ci/job/other";
        return item;
    }

    public int build(int item) {
        builds.put(++lastBuild, new Build(queue.get(item).parameters));
        queue.get(item).build = lastBuild;
        return lastBuild;
    }

    public void cancel(int item) {
        queue.get(item).cancelled = true;
    }

    /** Jenkins does so some minutes after an item left the queue. */
    public void forget(int item) {
        queue.get(item).forgotten = true;
    }

    public void end(int build, String result) {
        builds.get(build).result = Optional.of(result);
    }

    public void evidence(int build, byte[] json) {
        builds.get(build).evidence = Optional.of(json);
    }

    public void artifact(int build, String name, byte[] content) {
        builds.get(build).artifacts.put(name, content);
    }

    public boolean isStopped(int build) {
        return builds.get(build).stopped;
    }

    public void delete(int build) {
        builds.remove(build);
    }

    public int buildCount() {
        return builds.size();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String what =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        requests.add(what);
        var body = exchange.getRequestBody().readAllBytes();
        for (Planned planned : faults) {
            if (planned.applies(what)) {
                planned.fault.answer(exchange, () -> rightly(exchange, body));
                return;
            }
        }
        rightly(exchange, body);
    }

    private void rightly(HttpExchange exchange, byte[] body) {
        try {
            String pair = USER + ":" + tokens.get(0);
            String wanted = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
            if (!wanted.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                JenkinsFault.send(exchange, 401, new byte[0]);
            } else if (exchange.getRequestMethod().equals("POST")) {
                post(exchange, new String(body, StandardCharsets.UTF_8));
            } else {
                get(exchange);
            }
        } catch (IOException e) {
            exchange.close();
        }
    }

    private void post(HttpExchange exchange, String form) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals(PATH + "/buildWithParameters")) {
            var parameters = fields(form);
            parameters.keySet().retainAll(Set.copyOf(defined));
            int item = queue(parameters);
            exchange.getResponseHeaders().add("Location", address() + "/queue/item/" + item + "/");
            JenkinsFault.send(exchange, 201, new byte[0]);
        } else if (path.equals("/ci/queue/cancelItem")) {
            int item = Integer.parseInt(
                    fields(exchange.getRequestURI().getRawQuery()).get("id"));
            cancel(item);
            JenkinsFault.send(exchange, 204, new byte[0]);
        } else if (path.startsWith(PATH) && path.endsWith("/stop")) {
            builds.get(number(path)).stopped = true;
            JenkinsFault.redirect(302, ".").answer(exchange, () -> {});
        } else {
            JenkinsFault.send(exchange, 404, new byte[0]);
        }
    }

    private void get(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Optional<byte[]> found = Optional.empty();
        if (path.equals("/ci/queue/api/json")) {
            found = Optional.of(queue());
        } else if (path.startsWith("/ci/queue/item/")) {
            found = Optional.ofNullable(queue.get(Integer.parseInt(path.split("/")[4])))
                    .filter(item -> !item.forgotten)
                    .map(JenkinsStandIn::item);
        } else if (path.equals(PATH + "/api/json")) {
            found = Optional.of(
                    job(fields(exchange.getRequestURI().getRawQuery()).get("tree")));
        } else if (path.startsWith(PATH) && builds.containsKey(number(path))) {
            found = build(builds.get(number(path)), path.substring((PATH + "/" + number(path)).length()));
        }
        JenkinsFault.send(exchange, found.isPresent() ? 200 : 404, found.orElse(new byte[0]));
    }

    private byte[] queue() {
        var items = new ArrayList<Object>();
        queue.forEach((id, item) -> {
            if (item.isWaiting()) {
                items.add(Map.of(
                        "id", id,
                        "task", Map.of("url", "https://known.as" + item.job.replace(" ", "%20") + "/"),
                        "actions", actions(item.parameters)));
            }
        });
        return json(Map.of("items", items));
    }

    private static byte[] item(Item item) {
        var node = new LinkedHashMap<String, Object>();
        if (item.build > 0) {
            node.put("executable", Map.of("number", item.build));
        }
        if (item.isWaiting()) {
            node.put("why", "Waiting for next available\nexecutor");
        } else {
            node.put("cancelled", item.cancelled);
        }
        return json(node);
    }

    private byte[] job(String tree) {
        if (tree.startsWith("property")) {
            var definitions = defined.stream().map(name -> Map.of("name", name)).toList();
            return json(Map.of("property", List.of(Map.of(), Map.of("parameterDefinitions", definitions))));
        }
        Matcher range = Pattern.compile(".*\\{(\\d+),(\\d+)}").matcher(tree);
        if (!range.matches()) {
            throw new IllegalStateException("no range: " + tree);
        }
        var all = new ArrayList<Object>();
        builds.forEach((number, build) -> all.add(Map.of(
                "number", number,
                "timestamp", System.currentTimeMillis(),
                "actions", actions(build.parameters))));
        Collections.reverse(all);
        int from = Math.min(all.size(), Integer.parseInt(range.group(1)));
        return json(Map.of("allBuilds", all.subList(from, Math.min(all.size(), Integer.parseInt(range.group(2))))));
    }

    private static Optional<byte[]> build(Build build, String rest) {
        if (rest.equals("/api/json")) {
            var node = new LinkedHashMap<String, Object>();
            node.put("actions", actions(build.parameters));
            node.put("building", build.result.isEmpty());
            node.put("result", build.result.orElse(null));
            return Optional.of(json(node));
        }
        if (rest.equals("/gxp-evidence/api/json")) {
            return build.evidence;
        }
        return Optional.ofNullable(build.artifacts.get(rest.substring(1)));
    }

    private static List<Object> actions(Map<String, String> parameters) {
        return List.of(
                Map.of(),
                Map.of(
                        "parameters",
                        parameters.entrySet().stream()
                                .map(entry -> Map.of("name", entry.getKey(), "value", entry.getValue()))
                                .toList()));
    }

    private static byte[] json(Object value) {
        return Json.compact(value).getBytes(StandardCharsets.UTF_8);
    }

    private static int number(String path) {
        Matcher matcher = Pattern.compile(Pattern.quote(PATH) + "/(\\d+)/.*").matcher(path);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
    }

    private static Map<String, String> fields(String form) {
        var fields = new TreeMap<String, String>();
        for (String field : form.split("&")) {
            String[] parts = field.split("=", 2);
            fields.put(decoded(parts[0]), decoded(parts[1]));
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws InterruptedException {
        server.stop(0);
        threads.shutdownNow();
        if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the stand-in is still answering");
        }
    }
}
