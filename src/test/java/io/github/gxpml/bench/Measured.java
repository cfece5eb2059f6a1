// SPDX-License-Identifier: MIT
package io.github.gxpml.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What a piece of work cost.
 *
 * @param seconds by the wall clock
 * @param busy seconds of all processors together
 * @param peakMebibytes largest resident memory of the process, where it was one of its own and the system tells
 */
record Measured(double seconds, double busy, Optional<Long> peakMebibytes) {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final double NANOS = 1e9;
    private static final long POLL_MILLIS = 10;

    /** Some work. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    static Measured of(Work work) throws Exception {
        long busy = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - start) / NANOS;
        return new Measured(seconds, (SYSTEM.getProcessCpuTime() - busy) / NANOS, Optional.empty());
    }

    /** Runs a command as a process of its own; fails if it does. */
    static Measured of(List<String> command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Path status = Path.of("/proc/" + process.pid() + "/status");
        Optional<Long> peak = Optional.empty();
        double busy = 0;
        while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            Optional<Long> now = peak(status);
            peak = now.isPresent() ? now : peak;
            busy = process.info()
                    .totalCpuDuration()
                    .map(d -> d.toNanos() / NANOS)
                    .orElse(busy);
        }
        if (process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + process.exitValue());
        }
        return new Measured((System.nanoTime() - start) / NANOS, busy, peak);
    }

    /** The kernel's own high-water mark, so nothing is lost between two looks but the last hundredth of a second. */
    private static Optional<Long> peak(Path status) throws IOException {
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            // gone between two looks; or a system without such files
            return Optional.empty();
        }
    }

    Measured better(Measured other) {
        return new Measured(Math.min(seconds, other.seconds), Math.min(busy, other.busy), peakMebibytes);
    }

    /** Two cells of a table. */
    String text() {
        return String.format(Locale.ROOT, "%.2f s | %.2f s", seconds, busy);
    }

    /** Two cells of a table: how many times as long as something else, by the wall clock and by processors. */
    String times(Measured other) {
        return String.format(Locale.ROOT, "%.2f | %.2f", seconds / other.seconds, busy / other.busy);
    }

    String peak() {
        return peakMebibytes.map(peak -> peak + " MiB").orElse("not measured");
    }
}
