// SPDX-License-Identifier: MIT
package io.github.gxpml.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The worker as the launcher starts it, in a process of its own. */
final class BenchWorker implements AutoCloseable {
    private final Process process;
    private final Path log;

    private BenchWorker(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts it and waits until it has asked for jobs.
     *
     * @param launcher the program {@code gxp}
     * @param folder an empty one, for all that it keeps
     * @param pipelines whose jobs it takes
     * @param variables of the process besides
     * @param options of the command besides
     */
    static BenchWorker start(
            String launcher, Path folder, BenchPipelines pipelines, Map<String, String> variables, List<String> options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher, "worker", "codepipeline"));
        command.addAll(List.of(
                "--queue",
                BenchPipelines.QUEUE,
                "--state",
                folder.resolve("state").toString()));
        command.addAll(options);
        Path log = folder.resolve("worker.log");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(pipelines.environment());
        builder.environment().put("GXP_HOME", folder.resolve("home").toString());
        builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
        builder.environment().putAll(variables);
        int before = pipelines.calls("PollForJobs");
        var worker = new BenchWorker(builder.start(), log);
        while (pipelines.calls("PollForJobs") == before) {
            worker.checkAlive();
            Thread.sleep(20);
        }
        return worker;
    }

    ProcessLook look() throws IOException {
        return ProcessLook.at(process.toHandle());
    }

    void checkAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IOException("the worker has ended:\n" + Files.readString(log));
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("the worker did not end when it was told to");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
