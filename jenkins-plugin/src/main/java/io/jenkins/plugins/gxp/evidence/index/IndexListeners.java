// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence.index;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.RunListener;

/** Keeps the index in step with jobs that come, go and move, and with builds that are deleted. */
final class IndexListeners {
    private IndexListeners() {}

    /** Follows jobs. */
    @Extension
    public static final class Jobs extends ItemListener {
        @Override
        public void onLoaded() {
            EvidenceIndex.scan();
        }

        @Override
        public void onCreated(Item item) {
            if (item instanceof Job<?, ?> job) {
                EvidenceIndex.look(job);
            }
        }

        @Override
        public void onDeleted(Item item) {
            if (item instanceof Job<?, ?> job) {
                EvidenceIndex.forget(job);
            }
        }

        @Override
        public void onLocationChanged(Item item, String oldFullName, String newFullName) {
            if (item instanceof Job<?, ?> job) {
                EvidenceIndex.move(job, oldFullName);
            }
        }
    }

    /** Follows builds. */
    @Extension
    public static final class Builds extends RunListener<Run<?, ?>> {
        @Override
        public void onDeleted(Run<?, ?> run) {
            EvidenceIndex.forget(run);
        }
    }
}
