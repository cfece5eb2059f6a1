// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.deploy.inference.IngestHandler;
import io.github.gxpml.deploy.standin.Delivery;
import io.github.gxpml.deploy.standin.FreshJvm;
import io.github.gxpml.deploy.standin.LocalAws;
import io.github.gxpml.deploy.standin.SignedBundles;
import io.github.gxpml.deploy.standin.SignedBundles.Stage;
import io.github.gxpml.deploy.standin.TrainingAccount;
import io.github.gxpml.deploy.training.TrainModelHandler;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The jars as they are uploaded: what nobody needs was left out of them, and nothing else. */
class PackagedHandlersIT {
    private static final long LARGEST_UPLOAD = 50L << 20;
    private static final Path PIPELINE = Path.of("target", "gxp-pipeline.jar").toAbsolutePath();
    private static final Path RELEASE = Path.of("target", "gxp-release.jar").toAbsolutePath();

    @Test
    void shouldBeSmallEnoughToUpload() throws IOException {
        assertThat(Files.size(PIPELINE)).isLessThan(LARGEST_UPLOAD);
        assertThat(Files.size(RELEASE)).isLessThan(LARGEST_UPLOAD);
    }

    @Test
    void shouldDeployFromItsJar() throws IOException, InterruptedException {
        LocalAws aws = TrainingAccount.open();
        TrainingAccount.register(aws, Stage.APPROVED);
        FreshJvm jvm = new FreshJvm(RELEASE, List.of());
        String type = EndpointUpdateHandler.class.getName();

        String event = FreshJvm.queued("m", TrainingAccount.release(aws, SignedBundles.approved(), false));
        FreshJvm.Outcome begun = jvm.handle(aws, type, event);
        aws.sageMaker().settle(SignedBundles.MODEL);
        FreshJvm.Outcome done = jvm.handle(aws, type, event);

        assertThat(begun.log()).contains("not in service with the new version yet");
        assertThat(done.exit()).as(done.log() + done.answer()).isZero();
        assertThat(done.log()).contains("endpoint.deployed");
        assertThat(aws.services().calls("Publish")).hasSize(1);
    }

    @Test
    void shouldTrainAndTakeFilesFromTheOtherJar() throws IOException, InterruptedException {
        LocalAws aws = TrainingAccount.open()
                .bucket("INGEST_BUCKET")
                .bucket("BATCHES_BUCKET")
                .queue("RECORDS_QUEUE_URL")
                .with("KEY_COLUMN", "id")
                .with("FEATURES", "age")
                .with("BATCH_ROWS", "2");
        FreshJvm jvm = new FreshJvm(PIPELINE, List.of());
        String version = aws.put("INGEST_BUCKET", "in.csv", "id,age\n1,2\n".getBytes(StandardCharsets.UTF_8));

        FreshJvm.Outcome trained = jvm.handle(
                aws, TrainModelHandler.class.getName(), FreshJvm.queued("m", "{\"model\": \"m\", \"run\": 1}"));
        FreshJvm.Outcome queued = jvm.handle(
                aws,
                IngestHandler.class.getName(),
                Json.compact(Map.of(
                        "detail",
                        Map.of(
                                "bucket",
                                Map.of("name", aws.value("INGEST_BUCKET")),
                                "object",
                                Map.of("key", "in.csv", "version-id", version)))));

        assertThat(trained.log()).contains("glue.started");
        assertThat(queued.log()).contains("file.queued");
    }

    @Test
    void shouldWriteNothingOfAFileIntoTheLog() throws IOException, InterruptedException {
        LocalAws aws = TrainingAccount.open()
                .bucket("INGEST_BUCKET")
                .bucket("BATCHES_BUCKET")
                .queue("RECORDS_QUEUE_URL")
                .with("KEY_COLUMN", "id")
                .with("FEATURES", "age")
                .with("BATCH_ROWS", "2");
        FreshJvm jvm = new FreshJvm(PIPELINE, List.of());
        for (String file : List.of("id,age\nJane-Roe,8x\n", "id,age\nJane Roe,87.5\n")) {
            String version = aws.put("INGEST_BUCKET", "in.csv", file.getBytes(StandardCharsets.UTF_8));
            FreshJvm.Outcome refused = jvm.handle(
                    aws,
                    IngestHandler.class.getName(),
                    Json.compact(Map.of(
                            "detail",
                            Map.of(
                                    "bucket",
                                    Map.of("name", aws.value("INGEST_BUCKET")),
                                    "object",
                                    Map.of("key", "in.csv", "version-id", version)))));

            assertThat(refused.exit()).as(refused.log()).isNotZero();
            assertThat(refused.log() + refused.answer())
                    .as("standard output and error are the log of a function")
                    .contains("line 2")
                    .doesNotContain("Jane", "87.5", "8x");
        }
        assertThat(Delivery.bodies(aws.sqs(), aws.value("RECORDS_QUEUE_URL"))).isEmpty();
    }
}
