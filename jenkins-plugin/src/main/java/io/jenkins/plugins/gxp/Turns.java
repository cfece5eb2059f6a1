// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import hudson.init.Terminator;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads on which running steps are looked after: each has one only while it is looked at. */
public final class Turns {
    private static final int MOST = 10;

    private static ScheduledThreadPoolExecutor pool;

    private Turns() {}

    /**
     * Lets something run later.
     *
     * @param turn what
     * @param millis when
     * @return a handle on it; a cancelled one if Jenkins is going down
     */
    static Future<?> schedule(Runnable turn, long millis) {
        try {
            return pool().schedule(turn, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            var never = new java.util.concurrent.CompletableFuture<Void>();
            never.cancel(false);
            return never;
        }
    }

    private static synchronized ScheduledThreadPoolExecutor pool() {
        if (pool == null) {
            pool = new ScheduledThreadPoolExecutor(
                    MOST, new NamingThreadFactory(new DaemonThreadFactory(), Turns.class.getName()));
            pool.setKeepAliveTime(1, TimeUnit.MINUTES);
            pool.allowCoreThreadTimeOut(true);
            pool.setRemoveOnCancelPolicy(true);
        }
        return pool;
    }

    /** Ends all turns when Jenkins goes down; steps go on when it is back. */
    @Terminator
    public static synchronized void shutDown() {
        if (pool != null) {
            pool.shutdownNow();
            pool = null;
        }
    }
}
