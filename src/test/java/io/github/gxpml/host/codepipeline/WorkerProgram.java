// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The worker as a program of its own that does things sooner than people need them. */
final class WorkerProgram {
    private WorkerProgram() {}

    /**
     * Works until it is ended.
     *
     * @param arguments queue, folder of the state, jobs at the same time, milliseconds until a job is renewed
     */
    public static void main(String[] arguments) throws Exception {
        Path state = Path.of(arguments[1]);
        Thread worker = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            worker.interrupt();
            try {
                worker.join(Duration.ofSeconds(20).toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        var settings = new WorkerSettings(
                GxpActionType.name(GxpActionType.CATEGORY, GxpActionType.PROVIDER, GxpActionType.VERSION),
                arguments[0],
                state,
                state.resolve("workspaces"),
                Integer.parseInt(arguments[2]),
                Duration.ofSeconds(5),
                pace(Long.parseLong(arguments[3])),
                Optional.empty(),
                Optional.ofNullable(System.getProperty("gxp.test.engine")).map(Path::of),
                Optional.empty(),
                System.getenv());
        Worker.work(settings, System.err::println);
    }

    static Pace pace(long renewMillis) {
        return new Pace(
                Duration.ofMillis(200),
                Duration.ofMillis(renewMillis),
                Duration.ofMillis(500),
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                Duration.ofSeconds(Long.parseLong(System.getenv().getOrDefault("PATIENCE_SECONDS", "20"))),
                Duration.ofSeconds(30),
                Duration.ofSeconds(3));
    }
}
