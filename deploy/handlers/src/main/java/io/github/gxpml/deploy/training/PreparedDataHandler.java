// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.training;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.deploy.lambda.Clients;
import io.github.gxpml.deploy.lambda.EventHandler;
import io.github.gxpml.deploy.lambda.Fields;
import io.github.gxpml.deploy.lambda.Item;
import io.github.gxpml.deploy.lambda.ResultsTable;
import io.github.gxpml.deploy.lambda.ReviewQueue;
import io.github.gxpml.deploy.lambda.Settings;
import io.github.gxpml.io.Sha256;
import java.util.Map;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.JobRun;
import software.amazon.awssdk.services.glue.model.JobRunState;

/**
 * Step 3 and 4: when Glue has written the tables, trains on them; when it failed, tells people. What Glue itself says
 * counts, not the event, since events come late and in any order.
 */
public final class PreparedDataHandler extends EventHandler {
    private final GlueJob job;
    private final TrainingJob training;
    private final ReviewQueue review;

    /** Creates the handler as Lambda does. */
    public PreparedDataHandler() {
        this(new Settings(System.getenv()));
    }

    /**
     * Creates the handler.
     *
     * @param settings GLUE_JOB, REPOSITORY_BUCKET, RESULTS_TABLE, REVIEW_QUEUE_URL, KMS_KEY, SUBNETS, TRAINING_ROLE,
     *     TRAINING_IMAGE, TRAINING_INSTANCE, TRAINING_VOLUME_GB, TRAINING_SECONDS, TRAINING_SECURITY_GROUP
     */
    public PreparedDataHandler(Settings settings) {
        job = new GlueJob(
                Clients.of(GlueClient.builder(), "GLUE", settings),
                settings.text("GLUE_JOB"),
                settings.text("REPOSITORY_BUCKET"));
        training = new TrainingJob(settings);
        review = new ReviewQueue(settings);
    }

    @Override
    protected void take(JsonNode event) {
        Fields detail = new Fields(event).object("detail");
        if (!detail.text("jobName").equals(job.name())) {
            return;
        }
        JobRun run = job.run(detail.text("jobRunId"));
        TrainOrder order = GlueJob.order(run);
        switch (run.jobRunState()) {
            case SUCCEEDED -> training.start(order);
            case FAILED, ERROR, TIMEOUT, STOPPED, EXPIRED -> failed(order, run.id(), run.jobRunState());
            default -> {
                // still at work: its end will be told by an event of its own
            }
        }
    }

    private void failed(TrainOrder order, String id, JobRunState state) {
        String result = ResultsTable.key(order.run(), "prepare", Sha256.of(id));
        review.ask(
                order.model(),
                order.run(),
                result,
                new Item()
                        .text("stage", "prepare")
                        .text("state", state.toString())
                        .text("glueRun", id),
                Map.of(
                        "model",
                        order.model(),
                        "run",
                        order.run(),
                        "stage",
                        "prepare",
                        "state",
                        state.toString(),
                        "result",
                        result));
    }
}
