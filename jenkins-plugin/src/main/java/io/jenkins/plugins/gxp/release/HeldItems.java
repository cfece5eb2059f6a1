// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.release;

import hudson.Extension;
import hudson.model.Failure;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.listeners.ItemListener;
import hudson.security.ACL;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Refuses to delete a job, or a folder with one in it, while one of its builds must stay. */
@Extension
public final class HeldItems extends ItemListener {
    @Override
    public void onCheckDelete(Item item) {
        Optional<ReleaseHold> hold = hold(item);
        if (hold.isPresent()) {
            // what somebody cannot see is not named
            boolean visible = hold.get().getRun().getParent().hasPermission(Item.READ);
            throw new Failure(
                    visible
                            ? Messages.HeldItems_refused(
                                    item.getFullDisplayName(), hold.get().refusal())
                            : Messages.HeldItems_hidden(item.getFullDisplayName()));
        }
    }

    private static Optional<ReleaseHold> hold(Item item) {
        try (var ignored = ACL.as2(ACL.SYSTEM2)) {
            for (Job<?, ?> job : jobs(item)) {
                Optional<ReleaseHold> hold = HeldBuilds.first(job);
                if (hold.isPresent()) {
                    return hold;
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new Failure(Messages.HeldItems_unreadable(item.getFullDisplayName(), e.getMessage()));
        }
    }

    private static List<Job<?, ?>> jobs(Item item) {
        var jobs = new ArrayList<Job<?, ?>>();
        if (item instanceof Job<?, ?> job) {
            jobs.add(job);
        }
        if (item instanceof ItemGroup<?> group) {
            for (Job<?, ?> job : group.allItems(Job.class)) {
                jobs.add(job);
            }
        }
        return jobs;
    }
}
