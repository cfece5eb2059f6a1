// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import hudson.Util;
import java.io.Serializable;

/** What a step was asked for, kept over a restart of the controller. */
public final class StageCall implements Serializable {
    private static final long serialVersionUID = 1;

    private final String stage;
    private final String config;
    private final Undecided onUndecided;
    private final boolean stopBuild;
    private String gates = "";
    private String credentialsId = "";

    public StageCall(String stage, String config, Undecided onUndecided, boolean stopBuild) {
        this.stage = stage;
        this.config = config;
        this.onUndecided = onUndecided;
        this.stopBuild = stopBuild;
    }

    /**
     * Adds the gates that the step asks for.
     *
     * @param json list of gates, empty for none
     * @return this
     */
    StageCall gatedBy(String json) {
        gates = json;
        return this;
    }

    /** Returns the gates that the step asks for, a JSON list; empty for none. */
    String gates() {
        return Util.fixNull(gates);
    }

    /**
     * Says which credential seals the evidence.
     *
     * @param id of a certificate credential, empty for none
     * @return this
     */
    StageCall sealedBy(String id) {
        credentialsId = id;
        return this;
    }

    /** Returns the id of the credential that seals the evidence, empty for none. */
    String credentialsId() {
        return Util.fixNull(credentialsId);
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
