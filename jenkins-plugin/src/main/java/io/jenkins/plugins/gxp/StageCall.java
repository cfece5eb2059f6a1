// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import java.io.Serializable;

/** What a step was asked for, kept over a restart of the controller. */
final class StageCall implements Serializable {
    private static final long serialVersionUID = 1;

    private final String stage;
    private final String config;
    private final Undecided onUndecided;
    private final boolean stopBuild;

    StageCall(String stage, String config, Undecided onUndecided, boolean stopBuild) {
        this.stage = stage;
        this.config = config;
        this.onUndecided = onUndecided;
        this.stopBuild = stopBuild;
    }

    String stage() {
        return stage;
    }

    String config() {
        return config;
    }

    Undecided onUndecided() {
        return onUndecided;
    }

    boolean stopBuild() {
        return stopBuild;
    }
}
