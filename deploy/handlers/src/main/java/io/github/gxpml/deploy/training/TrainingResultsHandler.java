// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.training;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.deploy.lambda.Clients;
import io.github.gxpml.deploy.lambda.EventHandler;
import io.github.gxpml.deploy.lambda.EventLog;
import io.github.gxpml.deploy.lambda.Fields;
import io.github.gxpml.deploy.lambda.Item;
import io.github.gxpml.deploy.lambda.ResultsTable;
import io.github.gxpml.deploy.lambda.ReviewQueue;
import io.github.gxpml.deploy.lambda.Settings;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;

/** Step 5 and 6: keeps what a training came to, in S3 and in the results table, and asks people to review it. */
public final class TrainingResultsHandler extends EventHandler {
    private final SageMakerClient sageMaker;
    private final TrainedArtifact artifacts;
    private final ReviewQueue review;

    /** Creates the handler as Lambda does. */
    public TrainingResultsHandler() {
        this(new Settings(System.getenv()));
    }

    /**
     * Creates the handler.
     *
     * @param settings RESULTS_TABLE, RESULTS_BUCKET, REVIEW_QUEUE_URL
     */
    public TrainingResultsHandler(Settings settings) {
        sageMaker = Clients.of(SageMakerClient.builder(), "SAGEMAKER", settings);
        artifacts = new TrainedArtifact(Clients.s3(settings), settings.text("RESULTS_BUCKET"));
        review = new ReviewQueue(settings);
    }

    @Override
    protected void take(JsonNode event) throws IOException {
        String name = new Fields(event).object("detail").text("TrainingJobName");
        DescribeTrainingJobResponse job = sageMaker.describeTrainingJob(request -> request.trainingJobName(name));
        String run = job.environment().getOrDefault(TrainingJob.RUN, "");
        if (!run.matches("[1-9]\\d{0,7}")) {
            EventLog.write("training.other", Map.of("job", name));
            return;
        }
        var order = new TrainOrder(
                Fields.model(job.environment().getOrDefault(TrainingJob.MODEL, "")), Integer.parseInt(run));
        if (!order.job().equals(name)) {
            EventLog.write("training.other", Map.of("job", name));
            return;
        }
        TrainingJobStatus status = job.trainingJobStatus();
        if (status == TrainingJobStatus.COMPLETED
                || status == TrainingJobStatus.FAILED
                || status == TrainingJobStatus.STOPPED) {
            keep(order, job);
        }
    }

    private void keep(TrainOrder order, DescribeTrainingJobResponse job) throws IOException {
        Map<String, Object> document = describe(order, job);
        Item row = new Item().text("stage", "train").text("state", job.trainingJobStatusAsString());
        if (job.trainingJobStatus() == TrainingJobStatus.COMPLETED) {
            TrainedArtifact.Found artifact =
                    artifacts.digest(job.modelArtifacts().s3ModelArtifacts());
            document.put("artifact", artifact.fields());
            row.text("sha256", artifact.sha256())
                    .text("artifactBucket", artifact.at().bucket())
                    .text("artifactKey", artifact.at().key())
                    .text("artifactVersionId", artifact.at().versionId());
        }
        byte[] bytes = Json.pretty(document);
        String digest = Sha256.of(bytes);
        String result = ResultsTable.key(order.run(), "train", digest);
        String key = artifacts.write(order.folder() + "train-" + digest + ".json", bytes);
        document.put("result", result);
        document.put("document", key);
        review.ask(
                order.model(), order.run(), result, row.text("document", key).text("documentSha256", digest), document);
        EventLog.write("training.kept", Map.of("job", order.job(), "result", result));
    }

    private static Map<String, Object> describe(TrainOrder order, DescribeTrainingJobResponse job) {
        Map<String, Object> document = new TreeMap<>();
        document.put("model", order.model());
        document.put("run", order.run());
        document.put("stage", "train");
        document.put("job", job.trainingJobName());
        document.put("arn", job.trainingJobArn());
        document.put("state", job.trainingJobStatusAsString());
        document.put("image", job.algorithmSpecification().trainingImage());
        document.put("instance", job.resourceConfig().instanceTypeAsString());
        document.put("hyperparameters", new TreeMap<>(job.hyperParameters()));
        Map<String, String> metrics = new TreeMap<>();
        job.finalMetricDataList()
                .forEach(metric ->
                        metrics.put(metric.metricName(), metric.value().toString()));
        document.put("metrics", metrics);
        return document;
    }
}
