// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and a polite kill into an interrupt of the working thread, and gives it time to end what it started and
 * to seal the evidence before the process ends.
 */
final class Interruption implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Duration patience;
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;

    private Interruption(Thread worker, Duration patience) {
        this.patience = patience;
        this.hook = new Thread(() -> interrupt(worker), "gxp-interruption");
    }

    /**
     * Watches over the calling thread.
     *
     * @return the watch, to be closed when the work is done
     */
    static Interruption ofThisThread() {
        return ofThisThread(PATIENCE);
    }

    /**
     * Watches over the calling thread.
     *
     * @param patience how long the process stays for the work to end
     * @return the watch, to be closed when the work is done
     */
    static Interruption ofThisThread(Duration patience) {
        var interruption = new Interruption(Thread.currentThread(), patience);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private void interrupt(Thread worker) {
        worker.interrupt();
        try {
            // not join: the worker itself is going to call System.exit, which waits for this hook
            done.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            Thread.interrupted(); // the process is ending already, and the hook has been told that the work is done
        }
    }
}
