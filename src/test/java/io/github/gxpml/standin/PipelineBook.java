// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.aws.codepipeline.ManualApprovals.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pipelines as CodePipeline shows them: what is declared, how it stands, what was carried out. */
final class PipelineBook {
    private final JobBook jobs;
    private final ApprovalBook approvals;
    private final Map<String, String> entered = new LinkedHashMap<>();

    PipelineBook(JobBook jobs, ApprovalBook approvals) {
        this.jobs = jobs;
        this.approvals = approvals;
    }

    /** One execution of an action, of whatever type. */
    private record Shown(
            Place place,
            String execution,
            String actionExecution,
            String status,
            Instant started,
            Instant changed,
            Details details) {}

    private record Details(String token, String by, String summary, String externalId, int percent) {}

    /** Notes that a stage works for an execution now. */
    void enter(String pipeline, String stage, String execution) {
        entered.put(pipeline + "/" + stage, execution);
    }

    Map<String, Object> declaration(JsonNode body) {
        String pipeline = Limits.required(body, "name", 100);
        Map<String, List<Object>> stages = new LinkedHashMap<>();
        actions(pipeline)
                .forEach((place, type) -> stages.computeIfAbsent(place.stage(), name -> new ArrayList<>())
                        .add(Map.of("name", place.action(), "actionTypeId", type)));
        List<Object> shown = new ArrayList<>();
        stages.forEach((name, actions) -> shown.add(Map.of("name", name, "actions", actions)));
        return Map.of("pipeline", Map.of("name", pipeline, "roleArn", "role", "version", 1, "stages", shown));
    }

    private Map<Place, Object> actions(String pipeline) {
        Map<Place, Object> actions = new LinkedHashMap<>();
        for (ActionRun run : jobs.runs()) {
            actions.put(place(run), ActionTypeBook.id(run.order().type()));
        }
        for (Place place : approvals.all().keySet()) {
            actions.put(place, Map.of("category", "Approval", "owner", "AWS", "provider", "Manual", "version", "1"));
        }
        actions.keySet().removeIf(place -> !place.pipeline().equals(pipeline));
        if (actions.isEmpty()) {
            throw new ServiceError("PipelineNotFoundException", "Account has no pipeline with name " + pipeline);
        }
        return actions;
    }

    Map<String, Object> state(JsonNode body) {
        String pipeline = Limits.required(body, "name", 100);
        Map<Place, Shown> latest = new LinkedHashMap<>();
        shown().forEach(one -> latest.put(one.place(), one));
        Map<String, List<Object>> stages = new LinkedHashMap<>();
        for (Place place : actions(pipeline).keySet()) {
            Map<String, Object> action = new LinkedHashMap<>(Map.of("actionName", place.action()));
            Optional.ofNullable(latest.get(place)).ifPresent(one -> action.put("latestExecution", latest(one)));
            stages.computeIfAbsent(place.stage(), name -> new ArrayList<>()).add(action);
        }
        List<Object> states = new ArrayList<>();
        stages.forEach((name, actions) -> {
            Map<String, Object> stage = new LinkedHashMap<>(Map.of("stageName", name, "actionStates", actions));
            Optional.ofNullable(entered.get(pipeline + "/" + name))
                    .ifPresent(execution -> stage.put(
                            "latestExecution", Map.of("pipelineExecutionId", execution, "status", "InProgress")));
            states.add(stage);
        });
        return Map.of("pipelineName", pipeline, "pipelineVersion", 1, "stageStates", states);
    }

    private static Map<String, Object> latest(Shown one) {
        Map<String, Object> execution = new LinkedHashMap<>();
        execution.put("actionExecutionId", one.actionExecution());
        execution.put("status", one.status());
        execution.put("lastStatusChange", ApprovalBook.seconds(one.changed()));
        Details details = one.details();
        Map.of(
                        "token", details.token(),
                        "lastUpdatedBy", details.by(),
                        "summary", details.summary(),
                        "externalExecutionId", details.externalId())
                .forEach((name, value) -> {
                    if (!value.isEmpty()) {
                        execution.put(name, value);
                    }
                });
        if (details.percent() >= 0) {
            execution.put("percentComplete", details.percent());
        }
        return execution;
    }

    Map<String, Object> executions(JsonNode body) {
        String pipeline = Limits.required(body, "pipelineName", 100);
        actions(pipeline);
        String execution = Limits.text(body, "filter.pipelineExecutionId", 100);
        List<Object> found = new ArrayList<>();
        for (Shown one : shown()) {
            if (one.place().pipeline().equals(pipeline)
                    && (execution.isEmpty() || one.execution().equals(execution))) {
                found.add(past(one));
            }
        }
        return Map.of("actionExecutionDetails", found);
    }

    private static Map<String, Object> past(Shown one) {
        Map<String, Object> past = new LinkedHashMap<>(Map.of(
                "pipelineExecutionId", one.execution(),
                "actionExecutionId", one.actionExecution(),
                "stageName", one.place().stage(),
                "actionName", one.place().action(),
                "status", one.status(),
                "startTime", ApprovalBook.seconds(one.started()),
                "lastUpdateTime", ApprovalBook.seconds(one.changed()),
                "output",
                        Map.of(
                                "executionResult",
                                Map.of("externalExecutionSummary", one.details().summary()))));
        if (!one.details().by().isEmpty()) {
            past.put("updatedBy", one.details().by());
        }
        return past;
    }

    private List<Shown> shown() {
        List<Shown> all = new ArrayList<>();
        for (ActionRun run : jobs.runs()) {
            ActionOutcome outcome = run.outcome();
            all.add(new Shown(
                    place(run),
                    run.order().execution(),
                    run.id(),
                    run.status(),
                    run.changed(),
                    run.changed(),
                    new Details("", "", outcome.summary(), outcome.externalId(), outcome.percent())));
        }
        approvals
                .all()
                .forEach((place, found) -> found.ifPresent(one -> all.add(new Shown(
                        place,
                        one.execution(),
                        one.actionExecution(),
                        one.status(),
                        one.started(),
                        one.changed(),
                        new Details(one.token(), one.by(), one.summary(), "", -1)))));
        return all;
    }

    private static Place place(ActionRun run) {
        ActionOrder order = run.order();
        return new Place(order.pipeline(), order.stage(), order.action());
    }
}
