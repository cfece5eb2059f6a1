// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The one job of Jenkins that stages are handed to. All its addresses are made of the configured one and numbers. */
final class JenkinsJob {
    private static final String PARAMETERS = "actions[parameters[name,value]]";
    private static final Pattern ITEM = Pattern.compile(".*/queue/item/(\\d{1,18})/?");
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 10;

    /** How much the clocks of two machines may differ. */
    private static final Duration SKEW = Duration.ofHours(1);

    private final JenkinsClient client;
    private final String name;
    private final String path;

    JenkinsJob(JenkinsClient client, String name) {
        this.client = client;
        this.name = name;
        this.path = Stream.of(name.split("/"))
                .map(part -> "/job/" + JenkinsClient.encoded(part))
                .collect(Collectors.joining());
    }

    /** Returns the full name. */
    String name() {
        return name;
    }

    /** Returns the names of the parameters that the job defines. */
    Set<String> parameters() throws IOException, InterruptedException {
        JsonNode job = client.json(path, "property[parameterDefinitions[name]]");
        var names = new HashSet<String>();
        for (JsonNode property : JenkinsShape.list(job, "property")) {
            for (JsonNode definition : property.path("parameterDefinitions")) {
                names.add(definition.path("name").asText(""));
            }
        }
        return names;
    }

    /**
     * Asks for a build.
     *
     * @return number in the queue; empty if Jenkins does not say it
     */
    Optional<Long> submit(Map<String, String> parameters) throws IOException, InterruptedException {
        return client.post(path + "/buildWithParameters", parameters)
                .map(ITEM::matcher)
                .filter(Matcher::matches)
                .map(matcher -> Long.valueOf(matcher.group(1)));
    }

    /**
     * Looks for the build of an order, in the queue first, as builds leave it.
     *
     * @param notes of the order
     * @param order its id
     * @return the notes with its place; empty if it has none
     */
    Optional<JenkinsNotes> find(JenkinsNotes notes, String order) throws IOException, InterruptedException {
        JsonNode queue = client.json("/queue", "items[id,task[url]," + PARAMETERS + "]");
        for (JsonNode item : JenkinsShape.list(queue, "items")) {
            // a build that ours has started may hand its parameters on to another job
            if (isOf(item, order) && isHere(item.path("task"))) {
                return Optional.of(notes.inQueue(JenkinsShape.whole(item, "id")));
            }
        }
        Instant since = notes.submitted().orElse(Instant.EPOCH).minus(SKEW);
        Optional<Integer> found = Optional.empty();
        for (int page = 0; page < MOST_PAGES; page++) {
            String range = "{" + page * PAGE + "," + (page + 1) * PAGE + "}";
            var builds = JenkinsShape.list(
                    client.json(path, "allBuilds[number,timestamp," + PARAMETERS + "]" + range), "allBuilds");
            // a build that was built again by hand has the same parameters; ours is the first
            Optional<Integer> earliest = builds.stream()
                    .filter(build -> isOf(build, order))
                    .map(build -> build.path("number").asInt())
                    .min(Comparator.naturalOrder());
            found = earliest.isPresent() ? earliest : found;
            if (builds.size() < PAGE || builds.get(PAGE - 1).path("timestamp").asLong() < since.toEpochMilli()) {
                break;
            }
        }
        return found.map(notes::built);
    }

    private boolean isHere(JsonNode task) {
        try {
            String place = URI.create(task.path("url").asText("")).getPath();
            return place != null && place.endsWith("/job/" + name.replace("/", "/job/") + "/");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isOf(JsonNode owner, String order) {
        return JenkinsShape.parameter(owner, JenkinsParameters.ORDER).equals(Optional.of(order));
    }

    /**
     * Looks at an item of the queue.
     *
     * @throws JenkinsException also if Jenkins has forgotten it, as it does some minutes after it left
     */
    QueueItem item(long number) throws IOException, InterruptedException {
        JsonNode item = client.json("/queue/item/" + number, "cancelled,why,executable[number]");
        JsonNode executable = item.path("executable");
        return new QueueItem(
                item.path("cancelled").asBoolean(false),
                JenkinsShape.shown(item.path("why"), 120),
                executable.isObject() ? Optional.of(JenkinsShape.small(executable, "number")) : Optional.empty());
    }

    /**
     * An item of the queue.
     *
     * @param cancelled whether it left without a build
     * @param why it waits, in the words of Jenkins
     * @param build that it became
     */
    record QueueItem(boolean cancelled, String why, Optional<Integer> build) {}

    /** Looks at a build. */
    Build build(int number, String order) throws IOException, InterruptedException {
        JsonNode build = client.json(path + "/" + number, "building,result," + PARAMETERS);
        boolean atWork =
                JenkinsShape.truth(build, "building") || build.path("result").isNull();
        return new Build(
                isOf(build, order), atWork ? Optional.empty() : Optional.of(JenkinsShape.text(build, "result")));
    }

    /**
     * A build.
     *
     * @param ours whether it was made for the order
     * @param result how it ended; empty while it is at work
     */
    record Build(boolean ours, Optional<String> result) {}

    /** Returns what the plugin says of the evidence of a build. */
    JsonNode evidence(int number) throws IOException, InterruptedException {
        return client.json(path + "/" + number + "/gxp-evidence", JenkinsEvidence.TREE);
    }

    /** Reads a sealed bundle of a build. */
    void bundle(int number, JenkinsEvidence evidence, OutputStream sink, JenkinsClient.Bound bound)
            throws IOException, InterruptedException {
        String build = path + "/" + number;
        String file = JenkinsClient.encoded(evidence.file());
        try {
            client.read(build + "/artifact/gxp-evidence/" + file, sink, bound);
        } catch (JenkinsException e) {
            if (e.status() < 300 || e.status() >= 400) {
                throw e;
            }
            // where artifacts are kept elsewhere, Jenkins sends readers there; the plugin hands them out itself
            client.read(build + "/gxp-evidence/bundle/" + file + "/download", sink, bound);
        }
    }

    CompletableFuture<Boolean> stop(int number) {
        return client.tell(path + "/" + number + "/stop");
    }

    CompletableFuture<Boolean> cancel(long item) {
        return client.tell("/queue/cancelItem?id=" + item);
    }
}
