// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.aws.codepipeline.ArtifactPlace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Jobs and the executions of actions that they are about. Not safe for threads: the service locks. */
final class JobBook {
    private final ActionTypeBook types;
    private final IssuedCredentials credentials;
    private final StandInClock clock;
    private final Map<String, ActionRun> runs = new LinkedHashMap<>();
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private Duration timeOut = Duration.ofHours(24);

    JobBook(ActionTypeBook types, IssuedCredentials credentials, StandInClock clock) {
        this.types = types;
        this.credentials = credentials;
        this.clock = clock;
    }

    /** A job, and who has it. */
    private static final class Job {
        private final String id = UUID.randomUUID().toString();
        private final ActionRun run;
        private final String token;
        private final List<String> nonces = new ArrayList<>();
        private String status = "Queued";
        private String won = "";

        private Job(ActionRun run, String token) {
            this.run = run;
            this.token = token;
        }

        private boolean waits() {
            return status.equals("Queued") || status.equals("Dispatched");
        }
    }

    void timeOut(Duration duration) {
        timeOut = duration;
    }

    ActionRun enqueue(ActionOrder order) {
        types.check(order);
        ActionRun run = new ActionRun(order, clock.instant());
        runs.put(run.id(), run);
        queue(run, "");
        return run;
    }

    private void queue(ActionRun run, String token) {
        Job job = new Job(run, token);
        jobs.put(job.id, job);
        run.jobs().add(job.id);
    }

    Collection<ActionRun> runs() {
        expire();
        return runs.values();
    }

    ActionRun run(String actionExecution) {
        expire();
        return Optional.ofNullable(runs.get(actionExecution))
                .orElseThrow(() -> new IllegalArgumentException("no execution of an action " + actionExecution));
    }

    /** Ends all jobs of an execution of a pipeline. */
    void stop(String execution) {
        for (ActionRun run : runs.values()) {
            if (run.order().execution().equals(execution) && run.inProgress()) {
                end(run, "Failed", "Abandoned");
            }
        }
    }

    private void expire() {
        for (ActionRun run : runs.values()) {
            if (run.inProgress() && run.begun().plus(timeOut).isBefore(clock.instant())) {
                end(run, "TimedOut", "Failed");
            }
        }
    }

    private void end(ActionRun run, String jobStatus, String status) {
        run.end(status, clock.instant());
        for (Job job : jobs.values()) {
            if (job.run == run && (job.waits() || job.status.equals("InProgress"))) {
                job.status = jobStatus;
            }
        }
    }

    Map<String, Object> poll(JsonNode body) {
        expire();
        var type = types.named(body.path("actionTypeId"));
        JsonNode query = body.path("queryParam");
        if (query.size() > 1) {
            throw Limits.refused("1 validation error detected: Value at 'queryParam' failed to satisfy constraint: "
                    + "Member must have at most 1 entry");
        }
        for (var entry : query.properties()) {
            if (!types.queryable(type).equals(Optional.of(entry.getKey()))) {
                throw Limits.refused("The property " + entry.getKey() + " is not queryable");
            }
        }
        int most = body.path("maxBatchSize").asInt(1);
        if (most < 1) {
            throw Limits.refused("Value '" + most + "' at 'maxBatchSize' failed to satisfy constraint");
        }
        List<Object> found = new ArrayList<>();
        for (Job job : jobs.values()) {
            if (found.size() < most
                    && job.waits()
                    && job.run.order().type().equals(type)
                    && matches(job.run.order(), query)) {
                job.status = "Dispatched";
                String nonce = UUID.randomUUID().toString();
                job.nonces.add(nonce);
                found.add(Map.of(
                        "id", job.id, "nonce", nonce, "accountId", CodePipelineStandIn.ACCOUNT, "data", data(job)));
            }
        }
        return Map.of("jobs", found);
    }

    private static boolean matches(ActionOrder order, JsonNode query) {
        for (var entry : query.properties()) {
            if (!entry.getValue().asText().equals(order.configuration().get(entry.getKey()))) {
                return false;
            }
        }
        return true;
    }

    Map<String, Object> acknowledge(JsonNode body) {
        Job job = job(body);
        String nonce = Limits.required(body, "nonce", 50);
        if (!job.nonces.contains(nonce) || !job.won.isEmpty() && !job.won.equals(nonce)) {
            throw new ServiceError("InvalidNonceException", "The nonce " + nonce + " is not valid for the job");
        }
        if (job.waits()) {
            job.status = "InProgress";
            job.won = nonce;
        }
        return Map.of("status", job.status);
    }

    Map<String, Object> details(JsonNode body) {
        Job job = job(body);
        return Map.of("jobDetails", Map.of("id", job.id, "accountId", CodePipelineStandIn.ACCOUNT, "data", data(job)));
    }

    Map<String, Object> succeed(JsonNode body) {
        Job job = job(body);
        JsonNode details = body.path("executionDetails");
        String summary = Limits.text(body, "executionDetails.summary", 2048);
        String external = Limits.text(body, "executionDetails.externalExecutionId", 1500);
        String token = Limits.text(body, "continuationToken", 2048);
        int percent = Limits.percent(details);
        Map<String, String> variables = Limits.variables(body.path("outputVariables"));
        answerable(job);
        job.status = "Succeeded";
        job.run.says(summary, external, percent);
        if (token.isEmpty()) {
            job.run.succeed(variables, clock.instant());
        } else {
            job.run.tokens().add(token);
            queue(job.run, token);
        }
        return Map.of();
    }

    Map<String, Object> fail(JsonNode body) {
        Job job = job(body);
        String type = Limits.required(body, "failureDetails.type", 50);
        String message = Limits.required(body, "failureDetails.message", 5000);
        String external = Limits.text(body, "failureDetails.externalExecutionId", 1500);
        answerable(job);
        job.status = "Failed";
        job.run.fail(type, message, external, clock.instant());
        return Map.of();
    }

    private static void answerable(Job job) {
        if (!job.status.equals("InProgress")) {
            job.run.refused();
            throw new ServiceError(
                    "InvalidJobStateException", "Job " + job.id + " is in state " + job.status + ", not InProgress");
        }
    }

    private Job job(JsonNode body) {
        expire();
        String id = Limits.required(body, "jobId", 200);
        return Optional.ofNullable(jobs.get(id))
                .orElseThrow(() -> new ServiceError("JobNotFoundException", "No job found for id " + id));
    }

    private Map<String, Object> data(Job job) {
        ActionOrder order = job.run.order();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("actionTypeId", ActionTypeBook.id(order.type()));
        data.put("actionConfiguration", Map.of("configuration", order.configuration()));
        data.put(
                "pipelineContext",
                Map.of(
                        "pipelineName", order.pipeline(),
                        "pipelineArn", CodePipelineStandIn.arn(order.pipeline()),
                        "pipelineExecutionId", order.execution(),
                        "stage", Map.of("name", order.stage()),
                        "action", Map.of("name", order.action(), "actionExecutionId", job.run.id())));
        data.put("inputArtifacts", artifacts(order.inputs()));
        data.put("outputArtifacts", artifacts(order.outputs()));
        data.put("artifactCredentials", credentials.issue());
        if (!job.token.isEmpty()) {
            data.put("continuationToken", job.token);
        }
        order.encryptionKey().ifPresent(key -> data.put("encryptionKey", Map.of("id", key, "type", "KMS")));
        return data;
    }

    private static List<Object> artifacts(List<ArtifactPlace> places) {
        List<Object> all = new ArrayList<>();
        for (ArtifactPlace place : places) {
            Map<String, Object> artifact = new LinkedHashMap<>();
            artifact.put("name", place.name());
            place.revision().ifPresent(revision -> artifact.put("revision", revision));
            artifact.put(
                    "location",
                    Map.of("type", "S3", "s3Location", Map.of("bucketName", place.bucket(), "objectKey", place.key())));
            all.add(artifact);
        }
        return all;
    }
}
