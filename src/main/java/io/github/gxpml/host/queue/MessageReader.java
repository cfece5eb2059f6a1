// SPDX-License-Identifier: MIT
package io.github.gxpml.host.queue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.aws.queue.QueueMessage;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads messages: an order of its own form, an event of EventBridge, an alarm of CloudWatch, or a notice of this
 * product, each as it is or in the envelope of SNS.
 *
 * @param model name of the model whose runs are started
 * @param stage that is started where a message names none
 */
record MessageReader(String model, String stage) {
    /** What a message may start. */
    static final Set<String> STAGES = Set.of("run", "train", "monitor");

    /** What the evidence says of a run that monitoring has set off. */
    static final String FINDING = "monitor finding";

    private static final int LONGEST_BODY = 64 * 1024;
    private static final int LONGEST_TEXT = 1000;
    private static final int LONGEST_ID = 200;
    private static final Set<String> FIELDS = Set.of("id", "reason", "stage");
    private static final String CAUSE = "cause";

    /** A message that is not understood. */
    private static final class NotUnderstood extends Exception {
        private static final long serialVersionUID = 1;

        NotUnderstood(String why) {
            super(why);
        }
    }

    /** What is read of one message. */
    private record Draft(String key, Map<String, Object> cause) {
        Draft known(String by) {
            return new Draft(by, cause);
        }

        Draft with(String name, String value) {
            if (!value.isEmpty()) {
                cause.put(name, value);
            }
            return this;
        }

        Reading start() {
            return new Reading.Start(key, Optional.empty(), cause);
        }

        Reading nothing(String why) {
            return new Reading.Nothing(key, why);
        }
    }

    Reading read(QueueMessage message) {
        var draft = new Draft("message:" + message.id(), new TreeMap<>());
        try {
            if (message.body().length() > LONGEST_BODY) {
                throw new NotUnderstood("it is longer than 64 KiB");
            }
            JsonNode tree = tree(message.body());
            if (text(tree, "Type").equals("Notification") && tree.has("TopicArn")) {
                Draft of = draft.known("sns:" + id(tree, "MessageId")).with("topic", text(tree, "TopicArn"));
                return inner(tree(tree.path("Message").asText()), of);
            }
            return inner(tree, draft);
        } catch (NotUnderstood e) {
            return new Reading.Poison(draft.key(), e.getMessage());
        }
    }

    private Reading inner(JsonNode tree, Draft draft) throws NotUnderstood {
        if (tree.has("detail-type") && tree.has("source") && tree.has("id")) {
            return event(tree, draft);
        }
        if (tree.has("AlarmName") && tree.has("NewStateValue")) {
            return alarm(
                    draft.with("alarm", text(tree, "AlarmName"))
                            .with("reason", text(tree, "NewStateReason"))
                            .with("alarmAt", text(tree, "StateChangeTime")),
                    text(tree, "NewStateValue"));
        }
        if (tree.has("gxp") && tree.has("kind") && tree.has("bundle")) {
            return notice(tree, draft);
        }
        return order(tree, draft);
    }

    private Reading order(JsonNode tree, Draft draft) throws NotUnderstood {
        for (Iterator<String> names = tree.fieldNames(); names.hasNext(); ) {
            if (!FIELDS.contains(names.next())) {
                throw new NotUnderstood("it has a field that is none of id, reason and stage");
            }
        }
        String asked = text(tree, "stage");
        if (tree.has("stage") && !STAGES.contains(asked)) {
            throw new NotUnderstood("its stage is none of run, train and monitor");
        }
        Draft known = tree.has("id") ? draft.known("order:" + id(tree, "id")) : draft;
        known.with(CAUSE, "message").with("reason", text(tree, "reason"));
        return new Reading.Start(known.key(), Optional.of(asked).filter(name -> !name.isEmpty()), known.cause());
    }

    private Reading event(JsonNode tree, Draft draft) throws NotUnderstood {
        String source = text(tree, "source");
        JsonNode detail = tree.path("detail");
        Draft known = draft.known("event:" + source + ":" + id(tree, "id"))
                .with("event", text(tree, "id"))
                .with("source", source)
                .with("detailType", text(tree, "detail-type"))
                .with("eventAt", text(tree, "time"));
        if (source.equals("io.github.gxpml")) {
            return notice(detail, known);
        }
        if (source.equals("aws.cloudwatch") && detail.has("alarmName")) {
            known.with("alarm", text(detail, "alarmName")).with("reason", text(detail.path("state"), "reason"));
            return alarm(known, text(detail.path("state"), "value"));
        }
        return known.with(CAUSE, "event").start();
    }

    private static Reading alarm(Draft draft, String state) {
        return state.equals("ALARM")
                ? draft.with(CAUSE, "alarm").start()
                : draft.nothing("the alarm is not in state ALARM");
    }

    /** A finding starts one run; a run that a finding has started starts none, or they would never end. */
    private Reading notice(JsonNode notice, Draft draft) throws NotUnderstood {
        Draft known = draft.known("notice:" + id(notice, "id"));
        if (!notice.path("run").isInt()) {
            throw new NotUnderstood("it is a notice that names no run");
        }
        if (!text(notice, "model").equals(model)) {
            return known.nothing("it is about another model");
        }
        boolean finding = text(notice, "kind").equals("STAGE_FINISHED")
                && text(notice, "stage").equals("monitor")
                && text(notice, "verdict").equals("FAIL");
        if (!finding) {
            return known.nothing("it tells of no gate that failed in monitoring");
        }
        if (text(notice.path("facts"), CAUSE).equals(FINDING)) {
            return known.nothing(
                    "the run that found this was itself started by a finding: a person decides how to go on");
        }
        if (stage.equals("monitor")) {
            return known.nothing(
                    "a finding of monitoring is not answered by monitoring again: use --stage run or train");
        }
        known.cause().put("findingRun", notice.path("run").intValue());
        return known.with(CAUSE, FINDING)
                .with("finding", text(notice, "id"))
                .with("findingManifest", text(notice.path("bundle"), "manifestSha256"))
                .with("reason", text(notice, "summary"))
                .start();
    }

    private static JsonNode tree(String text) throws NotUnderstood {
        try {
            JsonNode tree = Json.foreign(text.getBytes(StandardCharsets.UTF_8));
            if (tree.isObject()) {
                return tree;
            }
        } catch (IOException e) {
            // told below, without any of its text
        }
        throw new NotUnderstood("it is not one JSON object");
    }

    private static String id(JsonNode tree, String name) throws NotUnderstood {
        String id = text(tree, name);
        if (id.isBlank() || id.length() > LONGEST_ID) {
            throw new NotUnderstood("its " + name + " is empty or longer than " + LONGEST_ID + " characters");
        }
        return id;
    }

    /** What goes into the evidence is a text of ordinary length on one line. */
    private static String text(JsonNode tree, String name) throws NotUnderstood {
        JsonNode value = tree.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (!value.isTextual()) {
            throw new NotUnderstood("its " + name + " is no text");
        }
        String text =
                value.textValue().replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}]", " ").strip();
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }
}
