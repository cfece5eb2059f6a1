// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One execution of an action, over all of its jobs, with the count of its answers. */
final class ActionRun {
    private final String id = UUID.randomUUID().toString();
    private final ActionOrder order;
    private final Instant begun;
    private final List<String> jobs = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();
    private String status = "InProgress";
    private Instant changed;
    private String summary = "";
    private String externalId = "";
    private int percent = -1;
    private Map<String, String> variables = Map.of();
    private String failureType = "";
    private String failureMessage = "";
    private int finalAnswers;
    private int refusedAnswers;

    ActionRun(ActionOrder order, Instant begun) {
        this.order = order;
        this.begun = begun;
        this.changed = begun;
    }

    String id() {
        return id;
    }

    ActionOrder order() {
        return order;
    }

    Instant begun() {
        return begun;
    }

    Instant changed() {
        return changed;
    }

    String status() {
        return status;
    }

    List<String> jobs() {
        return jobs;
    }

    List<String> tokens() {
        return tokens;
    }

    boolean inProgress() {
        return status.equals("InProgress");
    }

    void end(String with, Instant now) {
        status = with;
        changed = now;
    }

    void says(String text, String external, int done) {
        summary = text.isEmpty() ? summary : text;
        externalId = external.isEmpty() ? externalId : external;
        percent = done < 0 ? percent : done;
    }

    void succeed(Map<String, String> with, Instant now) {
        variables = with;
        finalAnswers++;
        end("Succeeded", now);
    }

    void fail(String type, String message, String external, Instant now) {
        says("", external, -1);
        failureType = type;
        failureMessage = message;
        finalAnswers++;
        end("Failed", now);
    }

    void refused() {
        refusedAnswers++;
    }

    ActionOutcome outcome() {
        return new ActionOutcome(
                status,
                List.copyOf(jobs),
                List.copyOf(tokens),
                summary,
                externalId,
                percent,
                variables,
                failureType,
                failureMessage,
                finalAnswers,
                refusedAnswers);
    }
}
