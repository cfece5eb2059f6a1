// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import io.github.gxpml.aws.AwsException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/** Tries again what may succeed later. */
final class Retries {
    private final Pace pace;
    private final Consumer<String> log;

    Retries(Pace pace, Consumer<String> log) {
        this.pace = pace;
        this.log = log;
    }

    /** Something that may fail for a while. */
    @FunctionalInterface
    interface Attempt<T> {
        T make() throws IOException, OrderException, InterruptedException;
    }

    /** Something that AWS is told. */
    @FunctionalInterface
    interface Call<T> {
        T make() throws IOException;
    }

    /**
     * Says something to AWS until it was heard, however long that takes.
     *
     * @param call what is said; to say it twice must do no harm
     * @return the answer
     * @throws AwsException if it is refused as it is
     * @throws IOException if it fails for another reason than AWS
     * @throws InterruptedException if the worker stops
     */
    <T> T untilHeard(Call<T> call) throws IOException, InterruptedException {
        Waits waits = new Waits();
        while (true) {
            try {
                return call.make();
            } catch (AwsException e) {
                if (e.kind() == AwsException.Kind.REFUSED || e.kind() == AwsException.Kind.NOT_FOUND) {
                    throw e;
                }
                waits.after(e);
            }
        }
    }

    /**
     * Tries something for as long as the pace has patience.
     *
     * @param attempt what is tried; to try it twice must do no harm
     * @return its result
     * @throws IOException if it still fails, or trying again does not help
     * @throws OrderException if it cannot be done at all
     * @throws InterruptedException if the worker stops
     */
    <T> T patiently(Attempt<T> attempt) throws IOException, OrderException, InterruptedException {
        long end = System.nanoTime() + pace.patience().toNanos();
        Waits waits = new Waits();
        while (true) {
            try {
                return attempt.make();
            } catch (IOException e) {
                if (!passing(e, waits.count) || System.nanoTime() - end > 0) {
                    throw e;
                }
                waits.after(e);
            }
        }
    }

    private static boolean passing(IOException error, int tries) {
        if (error instanceof AwsException aws) {
            return aws.kind() == AwsException.Kind.UNAVAILABLE
                    || aws.kind() == AwsException.Kind.DENIED && tries < 2; // credentials have just run out
        }
        return error instanceof JenkinsException jenkins && !jenkins.isRefusal();
    }

    /** Waits that grow; the same trouble is told once. */
    private final class Waits {
        private Duration next = pace.firstRetry();
        private String told = "";
        private int count;

        void after(IOException trouble) throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException("the worker stops");
            }
            if (!trouble.getMessage().equals(told)) {
                told = trouble.getMessage();
                log.accept(told + "; trying again");
            }
            count++;
            Thread.sleep(next.toMillis());
            next = next.multipliedBy(2).compareTo(pace.longestRetry()) > 0 ? pace.longestRetry() : next.multipliedBy(2);
        }
    }
}
