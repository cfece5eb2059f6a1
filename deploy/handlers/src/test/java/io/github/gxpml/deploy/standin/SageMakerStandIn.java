// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gxpml.deploy.standin.ServiceStandIn.Answer;
import io.github.gxpml.io.Json;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Training jobs, Glue runs, models and endpoints with their state. An endpoint that is made or changed is at work until
 * {@link #settle} says otherwise, as the real one is for minutes.
 */
public final class SageMakerStandIn {
    private final Map<String, ObjectNode> jobs = new ConcurrentHashMap<>();
    private final Map<String, ObjectNode> runs = new ConcurrentHashMap<>();
    private final Map<String, JsonNode> models = new ConcurrentHashMap<>();
    private final Map<String, JsonNode> configurations = new ConcurrentHashMap<>();
    private final Map<String, Served> endpoints = new ConcurrentHashMap<>();

    private record Served(String configuration, String status) {}

    SageMakerStandIn(ServiceStandIn services) {
        services.on("StartJobRun", this::startRun)
                .on("GetJobRun", body -> Answer.json(Map.of("JobRun", runs.get(text(body, "RunId")))))
                .on("GetJobRuns", body -> Answer.json(Map.of("JobRuns", runs.values())))
                .on("CreateTrainingJob", this::startJob)
                .on("DescribeTrainingJob", body -> Answer.json(jobs.get(text(body, "TrainingJobName"))))
                .on("CreateModel", body -> create(models, text(body, "ModelName"), body, "ModelArn"))
                .on(
                        "CreateEndpointConfig",
                        body -> create(configurations, text(body, "EndpointConfigName"), body, "EndpointConfigArn"))
                .on("CreateEndpoint", body -> serve(body, "Creating"))
                .on("UpdateEndpoint", body -> serve(body, "Updating"))
                .on("DescribeEndpoint", this::describe);
    }

    private static String text(JsonNode body, String name) {
        return body.path(name).textValue();
    }

    private Answer startRun(JsonNode body) {
        String id = "jr_" + (runs.size() + 1);
        ObjectNode run =
                (ObjectNode) Json.tree(Map.of("Id", id, "JobName", text(body, "JobName"), "JobRunState", "RUNNING"));
        run.set("Arguments", body.path("Arguments"));
        runs.put(id, run);
        return Answer.json(Map.of("JobRunId", id));
    }

    private Answer startJob(JsonNode body) {
        ObjectNode job = body.deepCopy();
        String name = text(body, "TrainingJobName");
        job.put("TrainingJobStatus", "InProgress").put("TrainingJobArn", "arn:aws:sagemaker:eu-central-1:1:" + name);
        return jobs.putIfAbsent(name, job) == null
                ? Answer.json(Map.of("TrainingJobArn", "arn:aws:sagemaker:eu-central-1:1:" + name))
                : Answer.error(400, "ResourceInUse", "Training job names must be unique");
    }

    private static Answer create(Map<String, JsonNode> all, String name, JsonNode body, String arn) {
        return all.putIfAbsent(name, body) == null
                ? Answer.json(Map.of(arn, "arn:aws:sagemaker:eu-central-1:1:" + name))
                : Answer.error(400, "ValidationException", "Cannot create already existing " + name);
    }

    private Answer serve(JsonNode body, String status) {
        endpoints.put(text(body, "EndpointName"), new Served(text(body, "EndpointConfigName"), status));
        return Answer.json(Map.of("EndpointArn", "arn:aws:sagemaker:eu-central-1:1:endpoint"));
    }

    private Answer describe(JsonNode body) {
        Served found = endpoints.get(text(body, "EndpointName"));
        return found == null
                ? Answer.error(400, "ValidationException", "Could not find endpoint")
                : Answer.json(Map.of(
                        "EndpointName", text(body, "EndpointName"),
                        "EndpointConfigName", found.configuration(),
                        "EndpointStatus", found.status()));
    }

    /** Lets a Glue run end. */
    public void endRun(String id, String state) {
        runs.get(id).put("JobRunState", state);
    }

    /** Lets a training end. */
    public void endJob(String name, String status, String artifact) {
        jobs.get(name)
                .put("TrainingJobStatus", status)
                .set("ModelArtifacts", Json.tree(Map.of("S3ModelArtifacts", artifact)));
    }

    /** Returns the request that a training was started with. */
    public JsonNode job(String name) {
        return jobs.get(name);
    }

    /** Lets an endpoint come into service. */
    public void settle(String endpoint) {
        endpoints.computeIfPresent(endpoint, (name, was) -> new Served(was.configuration(), "InService"));
    }

    /** Has an endpoint serve something already. */
    public void serving(String endpoint, String configuration) {
        endpoints.put(endpoint, new Served(configuration, "InService"));
    }

    /** Returns what an endpoint serves. */
    public Optional<String> served(String endpoint) {
        return Optional.ofNullable(endpoints.get(endpoint)).map(Served::configuration);
    }

    /** Returns the model of a name as it was made. */
    public JsonNode model(String name) {
        return models.get(name);
    }

    /** Returns the configuration of a name as it was made. */
    public JsonNode configuration(String name) {
        return configurations.get(name);
    }

    /** Forgets everything. */
    public void clear() {
        jobs.clear();
        runs.clear();
        models.clear();
        configurations.clear();
        endpoints.clear();
    }
}
