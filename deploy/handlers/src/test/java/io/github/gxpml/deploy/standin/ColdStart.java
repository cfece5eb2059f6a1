// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.standin;

import io.github.gxpml.deploy.inference.InferenceHandler;
import io.github.gxpml.deploy.inference.IngestHandler;
import io.github.gxpml.deploy.inference.ResultsHandler;
import io.github.gxpml.deploy.lambda.Item;
import io.github.gxpml.deploy.release.EndpointUpdateHandler;
import io.github.gxpml.deploy.standin.ServiceStandIn.Answer;
import io.github.gxpml.deploy.training.PreparedDataHandler;
import io.github.gxpml.deploy.training.TrainModelHandler;
import io.github.gxpml.deploy.training.TrainingResultsHandler;
import io.github.gxpml.io.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * Prints for each handler how long a fresh JVM takes to its end with the first event, of five the median;
 * deploy/README.md has the command.
 */
public final class ColdStart {
    private static final int TIMES = 5;
    private static final String MODEL = SignedBundles.MODEL;

    private final LocalAws aws;

    private ColdStart(LocalAws aws) {
        this.aws = aws;
    }

    /** Measures without and with an archive of class data. */
    public static void main(String[] arguments) throws Exception {
        LocalAws aws = TrainingAccount.open();
        TrainingAccount.register(aws, SignedBundles.Stage.PENDING);
        var measured = new ColdStart(aws);
        measured.training();
        measured.release();
        measured.inference();
        System.exit(0);
    }

    private void training() throws Exception {
        pipeline(TrainModelHandler.class, FreshJvm.queued("m", "{\"model\": \"" + MODEL + "\", \"run\": 1}"));
        aws.sageMaker().endRun("jr_1", "SUCCEEDED");
        pipeline(PreparedDataHandler.class, event(Map.of("jobName", "prepare", "jobRunId", "jr_1")));
        aws.put("REPOSITORY_BUCKET", "output/model.onnx", SignedBundles.model());
        aws.sageMaker()
                .endJob(MODEL + "-1", "Completed", "s3://" + aws.value("REPOSITORY_BUCKET") + "/output/model.onnx");
        pipeline(TrainingResultsHandler.class, event(Map.of("TrainingJobName", MODEL + "-1")));
    }

    private void release() throws Exception {
        measure(
                "gxp-release.jar",
                EndpointUpdateHandler.class,
                FreshJvm.queued("m", TrainingAccount.release(aws, SignedBundles.pending(), false)));
    }

    private void inference() throws Exception {
        aws.table("INFERENCE_TABLE", "record", "modelVersion", ScalarAttributeType.N)
                .bucket("INGEST_BUCKET")
                .bucket("BATCHES_BUCKET")
                .bucket("CLIENT_BUCKET")
                .queue("RECORDS_QUEUE_URL")
                .queue("RESULTS_QUEUE_URL")
                .with("MODEL", MODEL)
                .with("KEY_COLUMN", "id")
                .with("FEATURES", "age")
                .with("THRESHOLD", "0.5")
                .with("BATCH_ROWS", "50");
        aws.dynamo()
                .putItem(request -> request.tableName(aws.value("MANAGEMENT_TABLE"))
                        .item(new Item()
                                .text("model", MODEL)
                                .number("version", 0)
                                .number("active", 1)
                                .number("serving", 1)
                                .build()));
        aws.services()
                .on(
                        "InvokeEndpoint",
                        call -> new Answer(200, Map.of("x-Amzn-Invoked-Production-Variant", "v-1"), "0.5\n"));
        String version = aws.put("INGEST_BUCKET", "in.csv", "id,age\n1,2\n".getBytes(StandardCharsets.UTF_8));
        pipeline(
                IngestHandler.class,
                event(Map.of(
                        "bucket",
                        Map.of("name", aws.value("INGEST_BUCKET")),
                        "object",
                        Map.of("key", "in.csv", "version-id", version))));
        pipeline(InferenceHandler.class, FreshJvm.queued("m", first("RECORDS_QUEUE_URL")));
        pipeline(ResultsHandler.class, FreshJvm.queued("m", first("RESULTS_QUEUE_URL")));
    }

    private String first(String queue) {
        return Delivery.bodies(aws.sqs(), aws.value(queue)).get(0);
    }

    private static String event(Map<String, ?> detail) {
        return Json.compact(Map.of("id", "e", "detail", detail));
    }

    private void pipeline(Class<?> handler, String event) throws Exception {
        measure("gxp-pipeline.jar", handler, event);
    }

    private void measure(String name, Class<?> handler, String event) throws Exception {
        Path jar = Path.of("target", name).toAbsolutePath();
        Path archive = Path.of("target", handler.getSimpleName() + ".jsa").toAbsolutePath();
        Files.deleteIfExists(archive);
        long plain = median(new FreshJvm(jar, List.of()), handler, event);
        new FreshJvm(jar, List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off"))
                .handle(aws, handler.getName(), event);
        long archived = median(new FreshJvm(jar, List.of("-XX:SharedArchiveFile=" + archive)), handler, event);
        System.out.println(handler.getSimpleName() + " in " + name + " of " + Files.size(jar) / 1_000_000.0
                + " MB: first event after " + plain + " ms, with an archive of " + Files.size(archive) / 1_000_000
                + " MB after " + archived + " ms");
    }

    private long median(FreshJvm jvm, Class<?> handler, String event) {
        return IntStream.range(0, TIMES)
                .mapToLong(i -> {
                    try {
                        FreshJvm.Outcome outcome = jvm.handle(aws, handler.getName(), event);
                        if (outcome.exit() != 0 || outcome.log().contains("\"failed\"")) {
                            throw new IllegalStateException(outcome.log() + outcome.answer());
                        }
                        return outcome.millis();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .sorted()
                .toArray()[TIMES / 2];
    }
}
