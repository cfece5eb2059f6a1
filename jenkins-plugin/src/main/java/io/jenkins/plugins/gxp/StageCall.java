// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import java.io.Serializable;

/** What a step was asked for, kept over a restart of the controller. */
public final class StageCall implements Serializable {
    private static final long serialVersionUID = 1;

    private final String stage;
    private final String config;
    private final Undecided onUndecided;
    private final boolean stopBuild;

    public StageCall(String stage, String config, Undecided onUndecided, boolean stopBuild) {
        this.stage = stage;
        this.config = config;
        this.onUndecided = onUndecided;
        this.stopBuild = stopBuild;
    }

    public String stage() {
        return stage;
    }

    public String config() {
        return config;
    }

    public Undecided onUndecided() {
        return onUndecided;
    }

    public boolean stopBuild() {
        return stopBuild;
    }
}
