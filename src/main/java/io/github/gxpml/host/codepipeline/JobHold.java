// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import io.github.gxpml.aws.AwsException;
import io.github.gxpml.aws.codepipeline.JobProgress;
import io.github.gxpml.aws.codepipeline.PolledJob;
import io.github.gxpml.host.codepipeline.JobRecord.Hold;
import io.github.gxpml.host.codepipeline.JobRecord.Hold.State;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps an order's job alive: before it would time out it is ended for another one to continue it, which shows progress
 * and brings fresh credentials, too.
 */
final class JobHold {
    private final Workbench bench;
    private final Order order;
    private final Retries retries;
    private final BlockingQueue<PolledJob> returned = new LinkedBlockingQueue<>();
    private volatile long since = System.nanoTime();

    JobHold(Workbench bench, Order order, Retries retries) {
        this.bench = bench;
        this.order = order;
        this.retries = retries;
    }

    void comesBack(PolledJob job) {
        returned.add(job);
    }

    /** Returns how long the job may be left alone. */
    Duration untilRenewal() {
        Duration left = bench.pace().renewEvery().minusNanos(System.nanoTime() - since);
        return left.isNegative() ? Duration.ZERO : left;
    }

    void renewIfDue(JobProgress progress) throws IOException, InterruptedException, AbandonedException {
        if (untilRenewal().isZero()) {
            renew(progress);
        }
    }

    /** Ends what a worker before this one was killed in, so that there is a job to work for. */
    void secure() throws IOException, InterruptedException, AbandonedException {
        Hold hold = order.now().hold();
        if (hold.state() == State.RETURNING && !acknowledge(hold)) {
            leave(); // what had come back is not ours any more
        } else if (hold.state() == State.LEAVING) {
            proceed(hold, new JobProgress("goes on after a restart of the worker", "", OptionalInt.empty()));
        }
        if (order.now().hold().state() != State.HELD) {
            awaitReturn();
        }
    }

    /**
     * Ends the job for another one to continue it, and waits for that.
     *
     * @param progress what the pipeline shows
     * @throws AbandonedException if nobody waits for the job, or nothing continues it
     */
    void renew(JobProgress progress) throws IOException, InterruptedException, AbandonedException {
        leave();
        if (!proceed(order.now().hold(), progress)) {
            throw new AbandonedException("its execution was superseded or stopped, or the job timed out");
        }
        awaitReturn();
    }

    private void leave() throws InterruptedException {
        order.keep(order.now().with(order.now().hold().in(State.LEAVING)));
    }

    /** Says it, and takes it for said where an answer was lost: what continues the job then comes, or does not. */
    private boolean proceed(Hold hold, JobProgress progress) throws IOException, InterruptedException {
        var unsure = new AtomicBoolean();
        try {
            return retries.untilHeard(() -> {
                try {
                    return bench.services().jobs().proceed(hold.jobId(), order.workerAndOrder(), progress)
                            || unsure.get();
                } catch (AwsException e) {
                    unsure.compareAndSet(false, e.kind() == AwsException.Kind.UNAVAILABLE);
                    throw e;
                }
            });
        } catch (AwsException e) {
            if (e.kind() == AwsException.Kind.NOT_FOUND) {
                return unsure.get();
            }
            throw e;
        }
    }

    private void awaitReturn() throws IOException, InterruptedException, AbandonedException {
        long end = System.nanoTime() + bench.pace().returnWithin().toNanos();
        while (order.now().hold().state() != State.HELD) {
            PolledJob job = returned.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (job == null) {
                throw new AbandonedException("the job that was to continue it has not come");
            }
            order.keep(order.now().with(new Hold(job.id(), job.nonce(), State.RETURNING)));
            acknowledge(order.now().hold());
        }
    }

    private boolean acknowledge(Hold hold) throws IOException, InterruptedException {
        boolean ours = retries.untilHeard(() -> bench.services().jobs().acknowledge(hold.jobId(), hold.nonce()));
        if (ours) {
            order.keep(order.now().with(hold.in(State.HELD)));
            since = System.nanoTime();
        }
        return ours;
    }
}
