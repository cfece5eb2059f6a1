// SPDX-License-Identifier: MIT
package io.github.gxpml.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a process that is at work has cost until now, as Linux tells it; its children aside.
 *
 * @param busy seconds of all processors together
 * @param resident mebibytes in memory now
 * @param peak the most that they were
 */
record ProcessLook(double busy, long resident, long peak) {
    private static final double NANOS = 1e9;

    static ProcessLook at(ProcessHandle process) throws IOException {
        List<String> status = Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"));
        return new ProcessLook(busy(process), mebibytes(status, "VmRSS:"), mebibytes(status, "VmHWM:"));
    }

    /** Returns seconds of all processors together. */
    static double busy(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / NANOS;
    }

    private static long mebibytes(List<String> status, String field) throws IOException {
        return status.stream()
                .filter(line -> line.startsWith(field))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow(() -> new IOException("the system does not tell " + field));
    }
}
