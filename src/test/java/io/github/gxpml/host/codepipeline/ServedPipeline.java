// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.aws.codepipeline.ActionTypeName;
import io.github.gxpml.standin.ActionOrder;
import io.github.gxpml.standin.ActionOutcome;
import io.github.gxpml.standin.CodePipelineStandIn;
import io.github.gxpml.standin.S3StandIn;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A pipeline of the stand-ins, and workers for it as programs of their own. */
final class ServedPipeline implements AutoCloseable {
    static final String PIPELINE = "flc";
    static final String BUCKET = "artifacts";
    static final String QUEUE = "models";
    static final String KEY = "arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555";
    private static final String QUICK = "-XX:TieredStopAtLevel=1";
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final ActionTypeName TYPE =
            GxpActionType.name(GxpActionType.CATEGORY, GxpActionType.PROVIDER, GxpActionType.VERSION);

    final CodePipelineStandIn service = CodePipelineStandIn.start();
    final S3StandIn s3 = S3StandIn.start(service.credentials());
    private final Path folder;
    private final Map<String, String> variables = new TreeMap<>();
    private final List<Process> workers = new ArrayList<>();
    private String engine = "";

    /**
     * Starts the services.
     *
     * @param folder an empty folder, for state, home and logs
     */
    ServedPipeline(Path folder) {
        this.folder = folder;
        service.defineActionType(TYPE, GxpActionType.QUEUE, GxpActionType.PROPERTIES.subList(1, 9));
        s3.createBucket(BUCKET);
    }

    /** Sets a variable of all workers from now on. */
    ServedPipeline with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    /** Lets all workers from now on run stages with another program. */
    ServedPipeline engine(Path jar) {
        engine = jar.toString();
        return this;
    }

    /** Puts a folder as the source into S3. */
    ServedPipeline source(Path content) throws IOException {
        s3.put(BUCKET, "source.zip", zip(content));
        return this;
    }

    static byte[] zip(Path content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes);
                Stream<Path> files = Files.walk(content)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(
                        new ZipEntry(content.relativize(file).toString().replace(File.separatorChar, '/')));
                zip.write(Files.readAllBytes(file));
            }
        }
        return bytes.toByteArray();
    }

    /** An action of the stage, ready to be changed. */
    ActionOrder order(String stage, String execution) {
        return ActionOrder.of(TYPE, PIPELINE, execution, "Model", stage)
                .configured(Map.of(GxpActionType.QUEUE, QUEUE, GxpActionType.STAGE, stage))
                .input("Source", "0123456789abcdef", BUCKET, "source.zip")
                .output("Evidence", BUCKET, stage + ".zip")
                .encryptedWith(KEY);
    }

    /** Lets the pipeline come to a stage. */
    String comeTo(String stage, String execution) {
        return service.enqueue(order(stage, execution));
    }

    /** Starts a worker with the usual state. */
    Process work() throws IOException {
        return work("state", 2, 600_000);
    }

    /** Starts a worker. */
    Process work(String state, int jobs, long renewMillis) throws IOException {
        return start(new ProcessBuilder(program(state, jobs, renewMillis)));
    }

    private List<String> program(String state, int jobs, long renewMillis) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        if (!engine.isEmpty()) {
            command.add("-Dgxp.test.engine=" + engine);
        }
        command.addAll(List.of(QUICK, "-Xmx128m", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(
                WorkerProgram.class.getName(), QUEUE, folder.resolve(state).toString()));
        command.addAll(List.of(Integer.toString(jobs), Long.toString(renewMillis)));
        return command;
    }

    /** Starts the worker by the command that users have. */
    Process gxpWorker() throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.github.gxpml.host.cli.Gxp"));
        command.addAll(List.of("worker", "codepipeline", "--queue", QUEUE, "--state", state().toString()));
        command.addAll(List.of("--poll-every", "1"));
        return start(new ProcessBuilder(command));
    }

    private Process start(ProcessBuilder builder) throws IOException {
        builder.environment().putAll(service.environment());
        builder.environment().putAll(s3.environment());
        builder.environment().put("GXP_HOME", folder.resolve("home").toString());
        builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
        builder.environment().put("GXP_JAVA_OPTS", QUICK); // stages are short here
        builder.environment().putAll(variables);
        builder.redirectErrorStream(true);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("worker.log").toFile()));
        Process worker = builder.start();
        workers.add(worker);
        return worker;
    }

    /** Tells whether the engine is past its checks of the data, and trains. */
    boolean trainingStarted() {
        try (Stream<Path> files = Files.walk(state().resolve("jobs"))) {
            for (Path log :
                    files.filter(file -> file.toString().endsWith("-1.log")).toList()) {
                if (Files.readString(log).contains("... training")) {
                    return true;
                }
            }
        } catch (IOException e) {
            return false; // not there yet
        }
        return false;
    }

    /** Starts the worker in a group of processes of its own, as a shell does with what is called in a terminal. */
    Process workInAGroup() throws IOException {
        List<String> command = program("state", 2, 600_000);
        command.add(0, "/usr/bin/setsid");
        return start(new ProcessBuilder(command));
    }

    /** Ends a worker as kill -9 does; its stages live on. */
    static void kill(Process worker) throws InterruptedException {
        worker.destroyForcibly();
        assertThat(worker.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    /** Waits for an action to end. */
    ActionOutcome end(String action) {
        await(() -> !service.outcome(action).status().equals("InProgress"));
        return service.outcome(action);
    }

    void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            boolean idle = workers.stream().noneMatch(Process::isAlive);
            if (idle || System.nanoTime() - end > 0) {
                throw new AssertionError("it did not come to that; the workers say:\n" + log());
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    /** Returns the stages that are at work for this pipeline's workers, also those that are no more. */
    List<ProcessHandle> stages() {
        List<String> marks = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder, 3)) {
            files.filter(file -> file.getParent() != null && file.getParent().endsWith("jobs"))
                    .forEach(file -> marks.add("-Dgxp.order=" + file.getFileName()));
        } catch (IOException | UncheckedIOException e) {
            return List.of(); // changing under us: whoever waits asks again
        }
        return ProcessHandle.allProcesses()
                .filter(process -> {
                    String line = process.info().commandLine().orElse("");
                    return marks.stream().anyMatch(line::contains);
                })
                .toList();
    }

    /** Returns all that the workers have said. */
    String log() {
        try {
            Path log = folder.resolve("worker.log");
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path state() {
        return folder.resolve("state");
    }

    /** Returns the folder of the pipeline's workspace with the source in it. */
    Path workspace() throws IOException {
        try (Stream<Path> all = Files.list(state().resolve("workspaces"))) {
            return all.findFirst().orElseThrow().resolve("source");
        }
    }

    /** Checks the bundle that a stage has delivered, with the program that auditors use. */
    Path verified(String stage) throws IOException, InterruptedException {
        Path bundle = folder.resolve("delivered-" + stage + ".zip");
        Files.write(bundle, s3.get(BUCKET, stage + ".zip").orElseThrow());
        Outcome outcome = gxp("verify", bundle.toString());
        assertThat(outcome.exit()).as(outcome.text()).isZero();
        return bundle;
    }

    /** What a call of the program came to. */
    record Outcome(int exit, String text) {}

    /** Calls the program as the user of the worker. */
    Outcome gxp(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(QUICK, "-cp", System.getProperty("java.class.path"), "io.github.gxpml.host.cli.Gxp"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("GXP_HOME", folder.resolve("home").toString());
        builder.environment().putAll(variables);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), text);
    }

    @Override
    public void close() {
        for (Process worker : workers) {
            worker.destroyForcibly();
        }
        stages().forEach(ProcessHandle::destroyForcibly); // they outlive workers, and must not outlive the test
        service.close();
        s3.close();
    }
}
