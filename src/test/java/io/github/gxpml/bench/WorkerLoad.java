// SPDX-License-Identifier: MIT
package io.github.gxpml.bench;

import java.io.IOException;
import java.util.Locale;

/**
 * What many jobs at once have cost.
 *
 * @param jobs how many
 * @param bare seconds that their stages take without a worker
 * @param seconds that they took with it
 * @param busy seconds of processors, of the worker
 * @param services seconds of processors, of the stand-ins
 * @param calls requests to them
 * @param peak mebibytes that the worker had in memory at the most
 */
record WorkerLoad(int jobs, double bare, double seconds, double busy, double services, int calls, long peak) {
    private static final double MILLIS = 1000;

    /** Lets so many pipelines come to a job, and waits until all are answered. */
    static WorkerLoad of(BenchPipelines pipelines, BenchWorker worker, int jobs, double bare)
            throws IOException, InterruptedException {
        int calls = pipelines.calls();
        double services = BenchPipelines.busy();
        ProcessLook before = worker.look();
        long start = System.nanoTime();
        pipelines.end(pipelines.enter(jobs), worker);
        double seconds = BenchPipelines.secondsSince(start);
        ProcessLook after = worker.look();
        return new WorkerLoad(
                jobs,
                bare,
                seconds,
                after.busy() - before.busy(),
                BenchPipelines.busy() - services,
                pipelines.calls() - calls,
                after.peak());
    }

    void print(String what) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f | %.2f | %.0f ms | %.0f ms | %.0f ms | %.1f | %d MiB |%n",
                what,
                jobs / seconds,
                seconds / bare,
                MILLIS * (seconds - bare) / jobs,
                MILLIS * busy / jobs,
                MILLIS * services / jobs,
                (double) calls / jobs,
                peak);
    }
}
