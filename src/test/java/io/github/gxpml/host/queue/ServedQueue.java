// SPDX-License-Identifier: MIT
package io.github.gxpml.host.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.standin.AwsStandIn;
import io.github.gxpml.standin.SqsStandIn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** A queue with workers, as threads of the test or as processes that can be killed. */
final class ServedQueue implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    final AwsStandIn aws;
    final SqsStandIn queue;
    final List<String> log = new CopyOnWriteArrayList<>();
    final AtomicReference<IOException> ended = new AtomicReference<>();

    private final Path folder;
    private final String engine;
    private final Map<String, String> variables = new HashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();

    /** Something that comes true. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws IOException;
    }

    ServedQueue(Path folder, Path engine) {
        this(folder, engine, AwsStandIn.start());
    }

    /** A queue among other services; an engine of null is the engine itself. */
    ServedQueue(Path folder, Path engine, AwsStandIn aws) {
        this.aws = aws;
        this.queue = SqsStandIn.in(aws);
        this.folder = folder;
        this.engine = engine == null ? "" : engine.toString();
        variables.putAll(aws.environment());
        variables.put("GXP_HOME", folder.resolve("home").toString());
        variables.put("GXP_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
    }

    ServedQueue with(String name, String value) {
        variables.put(name, value);
        return this;
    }

    Path spec() {
        return folder.resolve("gxp.yaml");
    }

    /** Starts a worker in this process. */
    Thread work() {
        QueueSettings settings = QueueProgram.settings(queue.url(), spec(), "run", engine, variables);
        var thread = new Thread(() -> {
            try {
                QueueWorker.work(settings, log::add);
            } catch (IOException e) {
                ended.set(e);
            }
        });
        threads.add(thread);
        thread.start();
        return thread;
    }

    /** Starts a worker as a process of its own. */
    Process workApart(String stage) throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                QueueProgram.class.getName(),
                queue.url(),
                spec().toString(),
                stage,
                engine);
        builder.environment().putAll(variables);
        builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()));
        Process worker = builder.start();
        processes.add(worker);
        return worker;
    }

    private Path logFile() {
        return folder.resolve("worker.log");
    }

    /** Returns what all workers have said. */
    String said() throws IOException {
        return String.join("\n", log) + (Files.exists(logFile()) ? Files.readString(logFile()) : "");
    }

    static void kill(Process worker) throws InterruptedException {
        worker.destroyForcibly();
        assertThat(worker.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    void await(Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("it did not come true\n" + said(), ended.get());
            }
            Thread.sleep(50);
        }
    }

    /** Returns the records of messages. */
    List<Entry> entries() throws IOException {
        Path book = folder.resolve(".gxp/queue");
        List<Entry> entries = new ArrayList<>();
        if (Files.isDirectory(book)) {
            try (Stream<Path> files = Files.list(book)) {
                for (Path file : files.filter(
                                one -> one.getFileName().toString().matches("[0-9a-f]{64}\\.json"))
                        .toList()) {
                    entries.add(Json.read(Files.readAllBytes(file), Entry.class));
                }
            }
        }
        return entries;
    }

    /** Returns how often the engine that stands in was started. */
    long runs() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("bundle-"))
                    .count();
        }
    }

    /** Returns the engines at work, by their marks, as long command lines are cut. */
    List<ProcessHandle> engines() throws IOException {
        List<String> marks = entries().stream()
                .map(entry -> "-Dgxp.order="
                        + Sha256.of(entry.key().getBytes(StandardCharsets.UTF_8))
                                .substring(0, 32))
                .toList();
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> marks.stream().anyMatch(line::contains))
                        .isPresent())
                .toList();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(20));
        }
        processes.forEach(Process::destroyForcibly);
        engines().forEach(ProcessHandle::destroyForcibly);
        aws.close();
    }
}
