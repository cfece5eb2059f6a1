// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence.search;

import hudson.model.Job;
import io.jenkins.plugins.gxp.evidence.index.IndexEntry;
import java.util.Date;

/** One stage of one build that was found. */
public final class Hit {
    private static final int SHORT = 12;

    private final Job<?, ?> job;
    private final IndexEntry entry;

    Hit(Job<?, ?> job, IndexEntry entry) {
        this.job = job;
        this.entry = entry;
    }

    Job<?, ?> job() {
        return job;
    }

    IndexEntry entry() {
        return entry;
    }

    public String getJobName() {
        return job.getFullDisplayName();
    }

    /** Returns the address of the job, below that of Jenkins. */
    public String getJobUrl() {
        return job.getUrl();
    }

    public int getBuild() {
        return entry.build();
    }

    public String getModel() {
        return entry.model();
    }

    public int getVersion() {
        return entry.version();
    }

    public int getRun() {
        return entry.run();
    }

    public String getStage() {
        return entry.stage();
    }

    public String getState() {
        return entry.state();
    }

    public String getVerdict() {
        return entry.verdict();
    }

    /** Tells whether people waived a gate of this stage. */
    public boolean isWaived() {
        return entry.counts().waived() > 0;
    }

    public Date getDate() {
        return new Date(entry.at());
    }

    public String getSha256() {
        return entry.sha256();
    }

    public String getShortSha256() {
        return entry.sha256().substring(0, Math.min(SHORT, entry.sha256().length()));
    }
}
