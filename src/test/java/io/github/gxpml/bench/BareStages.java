// SPDX-License-Identifier: MIT
package io.github.gxpml.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The same stages as a worker starts them, without a worker: what they take at least. */
final class BareStages {
    private final Path jar;
    private final int atATime;
    private final Map<String, String> variables;

    BareStages(Path jar, int atATime, Map<String, String> variables) {
        this.jar = jar;
        this.atATime = atATime;
        this.variables = variables;
    }

    /** Runs so many and returns the seconds that all of them took. */
    double seconds(Path folder, int stages) throws Exception {
        var pool = Executors.newFixedThreadPool(atATime);
        try {
            long start = System.nanoTime();
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < stages; i++) {
                Path own = folder.resolve("bare-" + i);
                all.add(pool.submit(() -> {
                    run(Files.createDirectories(own));
                    return own;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
            return BenchPipelines.secondsSince(start);
        } finally {
            pool.shutdownNow();
        }
    }

    private void run(Path folder) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xshare:auto",
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-XX:+DisplayVMOutputToStderr",
                "-Djava.awt.headless=true",
                "-XX:MaxRAMPercentage=" + Math.max(5, 50 / atATime),
                "-XX:+UseSerialGC",
                "-jar",
                jar.toString(),
                "train",
                folder.resolve("gxp.yaml").toString(),
                "--format",
                "json");
        builder.directory(folder.toFile());
        builder.environment().putAll(variables);
        builder.redirectOutput(folder.resolve("answer.json").toFile());
        builder.redirectError(folder.resolve("log").toFile());
        int exit = builder.start().waitFor();
        if (exit != 0) {
            throw new IOException("the stage alone ended with " + exit);
        }
    }
}
