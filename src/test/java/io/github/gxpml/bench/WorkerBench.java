// SPDX-License-Identifier: MIT
package io.github.gxpml.bench;

import io.github.gxpml.host.codepipeline.StandInEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Measures the worker for AWS CodePipeline, in a process of its own, against CodePipeline and S3 as stand-ins in this
 * one, and prints Markdown tables. Arguments: the launcher, an empty folder, which parts, how many jobs, seconds to be
 * idle.
 */
public final class WorkerBench {
    private static final int AT_A_TIME = 8;
    private static final int HOUR = 3600;
    private static final int NEXT = 5;
    private static final long SETTLE_MILLIS = 5000;
    private static final long NEXT_MILLIS = 2000;
    private static final Path EXAMPLE = Path.of("examples/flc-mortality");
    private static final String MILLIS = "STANDIN_MILLIS";

    private final String launcher;
    private final Path folder;
    private final Path engine;
    private int started;

    private WorkerBench(String launcher, Path folder) throws IOException {
        this.launcher = launcher;
        this.folder = folder;
        this.engine = StandInEngine.jar(folder);
    }

    /**
     * Runs it.
     *
     * @param arguments see above
     * @throws Exception if anything goes wrong, and if a job was not answered exactly once
     */
    public static void main(String[] arguments) throws Exception {
        var bench = new WorkerBench(arguments[0], Path.of(arguments[1]).toAbsolutePath());
        Set<String> parts = Set.of(arguments[2].split(","));
        int jobs = Integer.parseInt(arguments[3]);
        if (parts.contains("idle")) {
            bench.idle(Integer.parseInt(arguments[4]));
        }
        if (parts.contains("next")) {
            bench.next();
        }
        if (parts.contains("load")) {
            bench.load(jobs);
        }
        if (parts.contains("example")) {
            bench.example();
        }
    }

    private BenchWorker worker(BenchPipelines pipelines, String millis, String... options)
            throws IOException, InterruptedException {
        Path own = Files.createDirectories(folder.resolve("worker-" + ++started));
        return BenchWorker.start(launcher, own, pipelines, Map.of(MILLIS, millis), List.of(options));
    }

    private Path source() throws IOException {
        Path source = Files.createDirectories(folder.resolve("source"));
        Files.writeString(source.resolve("gxp.yaml"), "gxp: 1\n");
        return source;
    }

    private void idle(int seconds) throws Exception {
        try (var pipelines = new BenchPipelines();
                var worker = worker(pipelines, "0")) {
            Thread.sleep(SETTLE_MILLIS); // what belongs to the start
            int calls = pipelines.calls();
            ProcessLook before = worker.look();
            long start = System.nanoTime();
            Thread.sleep(seconds * 1000L);
            double time = BenchPipelines.secondsSince(start);
            ProcessLook after = worker.look();
            title("nothing to do, for " + seconds + " s", "");
            row("requests an hour", "%.0f", (pipelines.calls() - calls) * HOUR / time);
            row("of one processor", "%.2f %%", 100 * (after.busy() - before.busy()) / time);
            row("memory", "%d MiB", after.resident());
        }
    }

    /** How long the next stage waits that comes a little after the one before was answered. */
    private void next() throws Exception {
        try (var pipelines = new BenchPipelines()) {
            pipelines.source(source());
            try (var worker = worker(pipelines, "0", "--engine", engine.toString())) {
                pipelines.end(pipelines.enter(1), worker);
                double seconds = 0;
                double most = 0;
                for (int i = 0; i < NEXT; i++) {
                    Thread.sleep(NEXT_MILLIS);
                    double waited = pipelines.untilTaken(worker);
                    pipelines.end(pipelines.last(), worker);
                    seconds += waited;
                    most = Math.max(most, waited);
                }
                title("a job that comes " + NEXT_MILLIS / 1000 + " s after an answer waits", "time");
                row("mean of " + NEXT, "%.1f s", seconds / NEXT);
                row("longest", "%.1f s", most);
            }
        }
    }

    private void load(int jobs) throws Exception {
        title(
                AT_A_TIME + " jobs at a time, " + Runtime.getRuntime().availableProcessors() + " processors",
                "jobs a second",
                "times the bare starts",
                "beside the bare start",
                "processor time of the worker",
                "of the stand-ins",
                "requests",
                "peak memory");
        load(jobs, "0", "a stage that answers at once");
        load(jobs, "1000", "a stage of a second");
    }

    private void load(int jobs, String millis, String what) throws Exception {
        var bare = new BareStages(engine, AT_A_TIME, Map.of(MILLIS, millis));
        List<String> options =
                List.of("--jobs", Integer.toString(AT_A_TIME), "--poll-every", "1", "--engine", engine.toString());
        try (var pipelines = new BenchPipelines()) {
            pipelines.source(source());
            try (var worker = worker(pipelines, millis, options.toArray(String[]::new))) {
                double before = bare.seconds(folder.resolve("before-" + millis), jobs);
                WorkerLoad.of(pipelines, worker, jobs, before).print(what + ", the first " + jobs);
                if (millis.equals("0")) {
                    double after = bare.seconds(folder.resolve("after-" + millis), jobs);
                    WorkerLoad.of(pipelines, worker, 3 * jobs, 3 * after).print(what + ", " + 3 * jobs + " more");
                }
            }
        }
    }

    private void example() throws Exception {
        Path copy = folder.resolve("example");
        try (Stream<Path> files = Files.walk(EXAMPLE)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(one -> !one.toString().contains("/.gxp/")
                            && !one.toString().contains("/gxp-evidence/"))
                    .toList()) {
                Path target = copy.resolve(EXAMPLE.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        try (var pipelines = new BenchPipelines()) {
            pipelines.source(copy);
            try (var worker = worker(pipelines, "0", "--poll-every", "1")) {
                Measured hand = Measured.of(
                        List.of(launcher, "train", copy.resolve("gxp.yaml").toString()));
                pipelines.untilTaken(worker);
                long start = System.nanoTime();
                pipelines.end(pipelines.last(), worker);
                double seconds = BenchPipelines.secondsSince(start);
                title("train of the example", "time", "times by hand");
                row("`gxp train` by hand", "%.2f s | 1.00", hand.seconds());
                row(
                        "the worker, from taking the job to its answer",
                        "%.2f s | %.2f",
                        seconds,
                        seconds / hand.seconds());
            }
        }
    }

    private static void title(String what, String... columns) {
        System.out.println(
                "\n| " + what + " | " + String.join(" | ", columns) + " |\n|---|" + "---|".repeat(columns.length));
    }

    private static void row(String what, String format, Object... values) {
        System.out.printf(Locale.ROOT, "| " + what + " | " + format + " |%n", values);
    }
}
