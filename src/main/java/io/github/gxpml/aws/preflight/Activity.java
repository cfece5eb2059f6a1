// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import io.github.gxpml.port.Platform.Window;
import io.github.gxpml.spec.RegisterSpec;
import io.github.gxpml.spec.SageMakerSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttribute;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;

/**
 * What CloudTrail tells of the run's roles and of what the run uses, since it began. Only management events are looked
 * up, and CloudTrail takes some minutes to tell of one. What an event carried is left out, its key and addresses too.
 */
final class Activity implements Probe {
    static final String ID = "activity";

    private static final Pattern CONSOLE =
            Pattern.compile("(?i).*(console\\.amazonaws\\.com|signin\\.amazonaws\\.com|s3console|mozilla/).*");

    private final Window window;
    private final List<Map<String, String>> events = new ArrayList<>();

    Activity(Window window) {
        this.window = window;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<String> read() {
        return List.of("cloudtrail:LookupEvents");
    }

    @Override
    public List<String> subjects(Used used) {
        return used.platform().trail().isPresent() ? List.of("since " + window.from()) : List.of();
    }

    /** Returns what was found, for the evidence: each event once, in the order of their times. */
    List<Map<String, String>> events() {
        return List.copyOf(events);
    }

    @Override
    public Finding look(String subject, Used used, Account account) throws IOException {
        Map<String, Map<String, String>> found = new LinkedHashMap<>();
        for (String session : sessions(used)) {
            lookUp(LookupAttributeKey.USERNAME, session, account, found);
        }
        List<String> foreign = new ArrayList<>();
        Set<String> own = own(used, account);
        for (String resource : resources(used)) {
            Map<String, Map<String, String>> here = new LinkedHashMap<>();
            lookUp(LookupAttributeKey.RESOURCE_NAME, resource, account, here);
            here.values().stream()
                    .filter(event -> changes(event) && foreign(event, own))
                    .forEach(event -> foreign.add(event.get("eventName") + " on " + resource + " by "
                            + event.getOrDefault("arn", event.getOrDefault("type", "nobody named")) + " with "
                            + event.getOrDefault("userAgent", "no user agent") + " at " + event.get("eventTime")));
            found.putAll(here);
        }
        List<Map<String, String>> sorted = new ArrayList<>(found.values());
        sorted.sort((one, two) ->
                (one.get("eventTime") + one.get("eventID")).compareTo(two.get("eventTime") + two.get("eventID")));
        events.addAll(sorted);
        Facts facts = new Facts()
                .put("from", window.from())
                .put("to", window.to())
                .put("events", events.size())
                .put("userAgents", agents());
        return Finding.of(
                foreign.stream().map(event -> "not by the pipeline: " + event).toList(),
                "nobody but the pipeline's roles changed what the run uses, as far as CloudTrail has told so far",
                facts);
    }

    private Set<String> agents() {
        Set<String> agents = new TreeSet<>();
        events.forEach(event -> agents.add(event.getOrDefault("userAgent", "none")));
        return agents;
    }

    private void lookUp(LookupAttributeKey key, String value, Account account, Map<String, Map<String, String>> found)
            throws IOException {
        for (Event event : account.cloudTrail()
                .lookupEventsPaginator(request -> request.startTime(window.from())
                        .endTime(window.to())
                        .lookupAttributes(LookupAttribute.builder()
                                .attributeKey(key)
                                .attributeValue(value)
                                .build()))
                .events()) {
            found.put(event.eventId(), redacted(event));
        }
    }

    private static Map<String, String> redacted(Event event) throws IOException {
        Map<String, String> kept = new TreeMap<>();
        kept.put("eventID", String.valueOf(event.eventId()));
        kept.put("eventTime", String.valueOf(event.eventTime()));
        kept.put("eventName", String.valueOf(event.eventName()));
        kept.put("eventSource", String.valueOf(event.eventSource()));
        kept.put("readOnly", String.valueOf(event.readOnly()));
        kept.put(
                "resources",
                String.join(
                        ", ",
                        event.resources().stream()
                                .map(resource -> String.valueOf(resource.resourceName()))
                                .toList()));
        JsonNode whole = event.cloudTrailEvent() == null
                ? Json.tree(Map.of())
                : Json.read(event.cloudTrailEvent().getBytes(StandardCharsets.UTF_8), JsonNode.class);
        keep(kept, "userAgent", whole.path("userAgent"));
        keep(kept, "errorCode", whole.path("errorCode"));
        keep(kept, "requestID", whole.path("requestID"));
        keep(kept, "type", whole.at("/userIdentity/type"));
        keep(kept, "arn", whole.at("/userIdentity/arn"));
        keep(kept, "console", whole.path("sessionCredentialFromConsole"));
        return kept;
    }

    private static void keep(Map<String, String> kept, String name, JsonNode value) {
        if (value.isValueNode() && !value.isNull()) {
            kept.put(name, value.asText());
        }
    }

    private static boolean changes(Map<String, String> event) {
        return !"true".equals(event.get("readOnly"));
    }

    private static boolean foreign(Map<String, String> event, Set<String> own) {
        if (CONSOLE.matcher(event.getOrDefault("userAgent", "")).matches() || "true".equals(event.get("console"))) {
            return true;
        }
        String arn = event.getOrDefault("arn", "");
        // a service acts for somebody whose own call is an event of its own
        return !"AWSService".equals(event.get("type")) && own.stream().noneMatch(arn::startsWith);
    }

    /** What the ARNs of sessions of the run's own roles begin with. */
    private static Set<String> own(Used used, Account account) throws IOException {
        Set<String> own = new LinkedHashSet<>();
        List<String> roles = new ArrayList<>(used.spec().aws().roles().values());
        used.spec().train().sageMaker().map(SageMakerSpec::role).ifPresent(roles::add);
        for (String role : roles) {
            String[] parts = role.split(":");
            own.add("arn:" + parts[1] + ":sts::" + parts[4] + ":assumed-role/"
                    + role.substring(role.lastIndexOf('/') + 1) + "/");
        }
        String caller = account.sts("").getCallerIdentity().arn();
        own.add(caller.contains(":assumed-role/") ? caller.substring(0, caller.lastIndexOf('/') + 1) : caller);
        return own;
    }

    private static Set<String> sessions(Used used) {
        Set<String> sessions = new LinkedHashSet<>();
        used.spec()
                .aws()
                .roles()
                .keySet()
                .forEach(stage -> sessions.add(io.github.gxpml.aws.AwsAccess.session(stage, used.model())));
        return sessions;
    }

    private static Set<String> resources(Used used) {
        Set<String> resources = new LinkedHashSet<>(new Used(used.spec(), java.util.Optional.empty()).buckets());
        used.spec().register().aws().map(RegisterSpec.Aws::table).ifPresent(resources::add);
        used.spec().train().sageMaker().flatMap(SageMakerSpec::endpoint).ifPresent(resources::add);
        resources.addAll(new Used(used.spec(), java.util.Optional.empty()).keys());
        return resources;
    }
}
