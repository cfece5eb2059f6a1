// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.release;

import hudson.Extension;
import hudson.Functions;
import hudson.model.AsyncPeriodicWork;
import hudson.model.Job;
import hudson.model.TaskListener;
import hudson.security.ACL;
import java.io.IOException;
import java.time.Instant;
import jenkins.model.Jenkins;

/** Gives up, once a day, the holds whose time is over. */
@Extension
public final class HoldExpiry extends AsyncPeriodicWork {
    /** Creates the work under its name in the system log. */
    public HoldExpiry() {
        super("GxP released builds");
    }

    @Override
    public long getRecurrencePeriod() {
        return DAY;
    }

    @Override
    protected void execute(TaskListener listener) {
        endWhatIsOver(Instant.now(), listener);
    }

    static void endWhatIsOver(Instant now, TaskListener listener) {
        try (var ignored = ACL.as2(ACL.SYSTEM2)) {
            for (Job<?, ?> job : Jenkins.get().allItems(Job.class)) {
                try {
                    for (ReleaseHold hold : HeldBuilds.of(job)) {
                        hold.endIfOver(now);
                    }
                } catch (IOException e) {
                    Functions.printStackTrace(
                            e, listener.error("Could not look at the released builds of " + job.getFullName()));
                }
            }
        }
    }
}
