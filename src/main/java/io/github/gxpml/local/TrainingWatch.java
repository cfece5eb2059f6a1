// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import io.github.gxpml.port.Progress;
import io.github.gxpml.port.TrainingException;
import java.time.Duration;

/** Looks on while a library trains: passes on progress, and stops it at the limit or when the thread is interrupted. */
final class TrainingWatch {
    private final Progress progress;
    private final String what;
    private final Duration limit;
    private final long start = System.nanoTime();
    private long total;
    private long done;
    private long told = -1;

    /** Thrown out of the library's own loop, which knows no checked exception. */
    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final boolean interrupted;

        Stop(boolean interrupted) {
            super(interrupted ? "interrupted" : "past the limit", null, false, false);
            this.interrupted = interrupted;
        }
    }

    /** A piece of work that a watch looks on. */
    @FunctionalInterface
    interface Work<T> {
        T run();
    }

    TrainingWatch(Progress progress, String what, Duration limit) {
        this.progress = progress;
        this.what = what;
        this.limit = limit;
    }

    /** Runs the work, which calls {@link #step} now and then. */
    <T> T over(Work<T> work) throws TrainingException, InterruptedException {
        try {
            return work.run();
        } catch (Stop stop) {
            if (stop.interrupted) {
                throw new InterruptedException(what + " was interrupted");
            }
            throw new TrainingException(what + " was stopped after its limit of " + limit.toSeconds()
                    + " s; raise train.timeLimit or choose lighter hyperparameters");
        }
    }

    /** Says how many steps there will be. */
    void expect(long steps) {
        total = steps;
        done = 0;
    }

    /** Counts one step. */
    void step() {
        if (Thread.interrupted()) {
            throw new Stop(true);
        }
        if (System.nanoTime() - start > limit.toNanos()) {
            throw new Stop(false);
        }
        done++;
        long percent = total == 0 ? 0 : done * 100 / total;
        if (percent != told) {
            told = percent;
            progress.advance(done, total, what);
        }
    }
}
