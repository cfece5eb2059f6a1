// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence.job;

import io.jenkins.plugins.gxp.evidence.index.IndexEntry;
import java.util.Date;

/** A version that was released, as the page of the job shows it. */
public final class Release {
    private final IndexEntry entry;
    private final boolean active;

    Release(IndexEntry entry, boolean active) {
        this.entry = entry;
        this.active = active;
    }

    public String getModel() {
        return entry.model();
    }

    public int getVersion() {
        return entry.version();
    }

    public int getBuild() {
        return entry.build();
    }

    public Date getDate() {
        return new Date(entry.at());
    }

    public String getVerdict() {
        return entry.verdict();
    }

    public String getSha256() {
        return entry.sha256();
    }

    /** Tells whether this is the newest released version of its model. */
    public boolean isActive() {
        return active;
    }
}
