// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.training;

import io.github.gxpml.deploy.lambda.Clients;
import io.github.gxpml.deploy.lambda.EventLog;
import io.github.gxpml.deploy.lambda.HandlerException;
import io.github.gxpml.deploy.lambda.Item;
import io.github.gxpml.deploy.lambda.QueueHandler;
import io.github.gxpml.deploy.lambda.QueueMessage;
import io.github.gxpml.deploy.lambda.ResultsTable;
import io.github.gxpml.deploy.lambda.Settings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.glue.GlueClient;

/**
 * Step 1 and 2 of the training pipeline: takes orders from the train queue and starts Glue, once for each run of a
 * model.
 */
public final class TrainModelHandler extends QueueHandler {
    /** How long another instance of this function may be at the same order; it is longer than one can live. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    private static final String GLUE_RUN = "glueRun";

    private final ResultsTable results;
    private final GlueJob job;
    private final PreparationScript script;
    private final Clock clock;

    /** Creates the handler as Lambda does. */
    public TrainModelHandler() {
        this(new Settings(System.getenv()));
    }

    /**
     * Creates the handler.
     *
     * @param settings RESULTS_TABLE, GLUE_JOB, REPOSITORY_BUCKET, GLUE_SCRIPT_KEY, GLUE_SCRIPT_SHA256
     */
    public TrainModelHandler(Settings settings) {
        this(settings, Clock.systemUTC());
    }

    TrainModelHandler(Settings settings, Clock clock) {
        this.clock = clock;
        results = new ResultsTable(Clients.dynamo(settings), settings.text("RESULTS_TABLE"));
        job = new GlueJob(
                Clients.of(GlueClient.builder(), "GLUE", settings),
                settings.text("GLUE_JOB"),
                settings.text("REPOSITORY_BUCKET"));
        script = new PreparationScript(
                Clients.s3(settings),
                settings.text("REPOSITORY_BUCKET"),
                settings.text("GLUE_SCRIPT_KEY"),
                settings.text("GLUE_SCRIPT_SHA256"));
    }

    @Override
    protected void take(QueueMessage message) throws IOException {
        TrainOrder order = TrainOrder.of(message.body());
        script.check();
        boolean first = results.add(new Item()
                .text("model", order.model())
                .text("result", order.result())
                .number("run", order.run())
                .text("stage", "order")
                .text("message", message.id())
                .text("scriptSha256", script.sha256())
                .text("at", clock.instant().toString()));
        Optional<String> started = first ? Optional.empty() : before(order);
        if (started.isEmpty()) {
            String id = job.start(order);
            results.note(order.model(), order.result(), GLUE_RUN, id);
            EventLog.write("glue.started", Map.of("model", order.model(), "run", order.run(), "glueRun", id));
        }
    }

    /** Finds the Glue run that an earlier delivery started; empty if that one ended before it started any. */
    private Optional<String> before(TrainOrder order) {
        Map<String, AttributeValue> row =
                results.find(order.model(), order.result()).orElseThrow();
        Optional<String> noted = Item.text(row, GLUE_RUN);
        if (noted.isPresent()) {
            EventLog.write("order.before", Map.of("model", order.model(), "run", order.run()));
            return noted;
        }
        Instant since = Instant.parse(Item.text(row, "at").orElseThrow());
        if (clock.instant().isBefore(since.plus(LEASE))) {
            throw new HandlerException("the order is being carried out by another delivery of its message");
        }
        Optional<String> found = job.find(order);
        found.ifPresent(id -> results.note(order.model(), order.result(), GLUE_RUN, id));
        return found;
    }
}
