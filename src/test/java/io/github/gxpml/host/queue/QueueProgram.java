// SPDX-License-Identifier: MIT
package io.github.gxpml.host.queue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The worker of a queue as a program of its own that does things sooner than people need them. */
final class QueueProgram {
    private QueueProgram() {}

    /**
     * Works until it is ended.
     *
     * @param arguments address of the queue, spec, stage, jar of the engine or empty
     */
    public static void main(String[] arguments) throws Exception {
        Thread worker = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            worker.interrupt();
            try {
                worker.join(Duration.ofSeconds(20).toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        QueueWorker.work(
                settings(arguments[0], Path.of(arguments[1]), arguments[2], arguments[3], System.getenv()),
                System.err::println);
    }

    static QueueSettings settings(String url, Path spec, String stage, String engine, Map<String, String> environment) {
        return new QueueSettings(
                url,
                spec,
                "flc-mortality",
                stage,
                spec.toAbsolutePath().resolveSibling(".gxp").resolve("queue"),
                new QueueSettings.Pace(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(3),
                        Duration.ofMillis(500),
                        Duration.ofMillis(100),
                        Duration.ofMillis(500)),
                Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                engine.isEmpty() ? Optional.empty() : Optional.of(Path.of(engine)),
                environment);
    }
}
