// SPDX-License-Identifier: MIT
package io.github.gxpml.bench;

import io.github.gxpml.aws.codepipeline.ActionTypeName;
import io.github.gxpml.host.codepipeline.GxpActionType;
import io.github.gxpml.standin.ActionOrder;
import io.github.gxpml.standin.ActionOutcome;
import io.github.gxpml.standin.CodePipelineStandIn;
import io.github.gxpml.standin.S3StandIn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** CodePipeline and S3 for a worker that is measured: many pipelines, each of one action, train. */
final class BenchPipelines implements AutoCloseable {
    static final String QUEUE = "bench";
    private static final String BUCKET = "artifacts";
    private static final String STAGE = "train";
    private static final long LOOK_MILLIS = 5;
    private static final double NANOS = 1e9;

    final CodePipelineStandIn service = CodePipelineStandIn.start();
    final S3StandIn s3 = S3StandIn.start(service.credentials());
    private final ActionTypeName type =
            GxpActionType.name(GxpActionType.CATEGORY, GxpActionType.PROVIDER, GxpActionType.VERSION);
    private int count;
    private String last = "";

    BenchPipelines() {
        service.defineActionType(type, GxpActionType.QUEUE, List.of(GxpActionType.STAGE));
        s3.createBucket(BUCKET);
    }

    /** Returns the variables by which a worker finds them. */
    Map<String, String> environment() {
        Map<String, String> variables = new HashMap<>(service.environment());
        variables.putAll(s3.environment());
        return variables;
    }

    /** Puts a folder as the source of all pipelines from now on. */
    void source(Path folder) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes);
                Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
                Files.copy(file, zip);
            }
        }
        s3.put(BUCKET, "source.zip", bytes.toByteArray());
    }

    /** Returns the last action that a pipeline has come to. */
    List<String> last() {
        return List.of(last);
    }

    /** Lets so many pipelines come to their action. */
    List<String> enter(int pipelines) {
        List<String> actions = new ArrayList<>();
        for (int i = 0; i < pipelines; i++) {
            String pipeline = "bench-" + count++;
            last = service.enqueue(ActionOrder.of(type, pipeline, pipeline + "-e1", "Model", STAGE)
                    .configured(Map.of(GxpActionType.QUEUE, QUEUE, GxpActionType.STAGE, STAGE))
                    .input("Source", "0123456789abcdef", BUCKET, "source.zip")
                    .output("Evidence", BUCKET, pipeline + ".zip"));
            actions.add(last);
        }
        return actions;
    }

    /** Lets one more pipeline come to its action, and waits until the worker has taken it; returns the seconds. */
    double untilTaken(BenchWorker worker) throws IOException, InterruptedException {
        enter(1);
        long start = System.nanoTime();
        while (calls("AcknowledgeJob") < count) {
            worker.checkAlive();
            Thread.sleep(LOOK_MILLIS);
        }
        return secondsSince(start);
    }

    /** Waits for the actions to end; fails if one was not answered exactly once, with success. */
    void end(List<String> actions, BenchWorker worker) throws IOException, InterruptedException {
        for (String action : actions) {
            while (service.outcome(action).status().equals("InProgress")) {
                worker.checkAlive();
                Thread.sleep(LOOK_MILLIS);
            }
            ActionOutcome outcome = service.outcome(action);
            boolean once = outcome.finalAnswers() == 1 && outcome.refusedAnswers() == 0;
            if (!once || !outcome.status().equals("Succeeded")) {
                throw new IOException("not answered exactly once, with success: " + outcome);
            }
        }
    }

    /** Returns how many requests there were until now. */
    int calls() {
        return service.calls().size() + s3.calls().size();
    }

    /** Returns how many requests there were until now, of one operation. */
    int calls(String operation) {
        return service.calls(operation).size();
    }

    /** Returns what the services themselves have cost, seconds of all processors together. */
    static double busy() {
        return ProcessLook.busy(ProcessHandle.current())
                + ProcessHandle.current()
                        .descendants()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains("s3mock"))
                        .mapToDouble(ProcessLook::busy)
                        .sum();
    }

    static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / NANOS;
    }

    @Override
    public void close() {
        service.close();
        s3.close();
    }
}
