// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.aws.codepipeline.ManualApprovals.Place;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Manual approvals as CodePipeline keeps them. Not safe for threads: the service locks. */
final class ApprovalBook {
    private final StandInClock clock;
    private final Map<Place, Optional<Pending>> approvals = new LinkedHashMap<>();

    /** An execution of an approval action; its token is empty when it is over. */
    record Pending(
            String actionExecution,
            String execution,
            String status,
            String token,
            String by,
            String summary,
            Instant started,
            Instant changed) {
        boolean waits() {
            return status.equals("InProgress");
        }
    }

    ApprovalBook(StandInClock clock) {
        this.clock = clock;
    }

    void declare(Place place) {
        approvals.putIfAbsent(place, Optional.empty());
    }

    Map<Place, Optional<Pending>> all() {
        return approvals;
    }

    String reach(Place place, String execution) {
        declare(place);
        String token = UUID.randomUUID().toString();
        approvals.put(
                place,
                Optional.of(new Pending(
                        UUID.randomUUID().toString(),
                        execution,
                        "InProgress",
                        token,
                        "",
                        "",
                        clock.instant(),
                        clock.instant())));
        return token;
    }

    void decide(Place place, boolean approved, String by, String summary) {
        Pending pending = approvals
                .get(place)
                .filter(Pending::waits)
                .orElseThrow(() -> new IllegalStateException("nothing waits at " + place));
        approvals.put(
                place,
                Optional.of(new Pending(
                        pending.actionExecution(),
                        pending.execution(),
                        approved ? "Succeeded" : "Failed",
                        "",
                        by,
                        summary,
                        pending.started(),
                        clock.instant())));
    }

    void stop(String execution) {
        approvals.replaceAll(
                (place, found) -> found.map(pending -> pending.execution().equals(execution) && pending.waits()
                        ? new Pending(
                                pending.actionExecution(),
                                execution,
                                "Abandoned",
                                "",
                                "",
                                "",
                                pending.started(),
                                clock.instant())
                        : pending));
    }

    Map<String, Object> put(JsonNode body, String by) {
        Place place = new Place(
                Limits.required(body, "pipelineName", 100),
                Limits.required(body, "stageName", 100),
                Limits.required(body, "actionName", 100));
        String token = Limits.required(body, "token", 200);
        String summary = Limits.text(body, "result.summary", 512);
        String status = Limits.required(body, "result.status", 20);
        if (!body.at("/result/summary").isTextual() || !status.matches("Approved|Rejected")) {
            throw Limits.refused("Value at 'result' failed to satisfy constraint");
        }
        refuseUnknown(place);
        Optional<Pending> pending = approvals.get(place);
        if (pending.isPresent() && pending.get().status().matches("Succeeded|Failed")) {
            throw new ServiceError(
                    "ApprovalAlreadyCompletedException", "The approval action has already been approved or rejected");
        }
        if (pending.isEmpty()
                || !pending.get().waits()
                || !pending.get().token().equals(token)) {
            throw new ServiceError("InvalidApprovalTokenException", "Invalid approval token " + token);
        }
        decide(place, status.equals("Approved"), by, summary);
        return Map.of("approvedAt", seconds(clock.instant()));
    }

    private void refuseUnknown(Place place) {
        if (approvals.keySet().stream().noneMatch(one -> one.pipeline().equals(place.pipeline()))) {
            throw new ServiceError("PipelineNotFoundException", "no pipeline " + place.pipeline());
        }
        if (!approvals.containsKey(place)) {
            throw new ServiceError("ActionNotFoundException", "no action " + place.action());
        }
    }

    static double seconds(Instant instant) {
        return instant.toEpochMilli() / 1000.0;
    }
}
