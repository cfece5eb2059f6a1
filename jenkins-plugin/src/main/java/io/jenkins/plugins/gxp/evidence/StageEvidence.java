// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence;

import hudson.FilePath;
import io.jenkins.plugins.gxp.engine.GateRow;
import io.jenkins.plugins.gxp.engine.StageReport;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.FilePathUtils;

/** What a build keeps of one stage: texts and numbers; the evidence itself is the archived bundle. */
public final class StageEvidence implements Serializable {
    private static final long serialVersionUID = 1;

    private final String step;
    private final String stage;
    private final String model;
    private final int version;
    private final int run;
    private final String state;
    private final String verdict;
    private final String artifact;
    private final String sha256;
    private final String node;
    private final String workspace;
    private final ArrayList<GateRow> gates = new ArrayList<>();

    StageEvidence(String step, String stage, StageReport report, String artifact, FilePath workspace) {
        this.step = step;
        this.stage = stage;
        this.model = report.model();
        this.version = report.version();
        this.run = report.run();
        this.state = report.state();
        this.verdict = report.verdict();
        this.artifact = artifact;
        this.sha256 = report.bundleSha256();
        this.node = FilePathUtils.getNodeName(workspace);
        this.workspace = workspace.getRemote();
        // a report has the gates of the whole run, and those before were kept with their own stage
        report.gates().stream().filter(gate -> gate.stage().equals(stage)).forEach(gates::add);
    }

    String step() {
        return step;
    }

    /**
     * Returns on which node the stage was carried out.
     *
     * @return its name; empty for the built-in node
     */
    public String node() {
        return node;
    }

    /**
     * Returns where on the node the stage was carried out.
     *
     * @return path of the workspace
     */
    public String workspace() {
        return workspace;
    }

    /**
     * Returns the stage.
     *
     * @return train, validate, register or monitor
     */
    public String getStage() {
        return stage;
    }

    /**
     * Returns the model.
     *
     * @return its name
     */
    public String getModel() {
        return model;
    }

    /**
     * Returns the version of the model.
     *
     * @return the number of the run that trained it
     */
    public int getVersion() {
        return version;
    }

    /**
     * Returns the run.
     *
     * @return its number
     */
    public int getRun() {
        return run;
    }

    /**
     * Returns how far the run was after the stage.
     *
     * @return its state
     */
    public String getState() {
        return state;
    }

    /**
     * Returns what the gates of the run said together.
     *
     * @return PASS, FAIL or UNDECIDED
     */
    public String getVerdict() {
        return verdict;
    }

    /**
     * Returns where the bundle is.
     *
     * @return path of the artifact; a later stage of the same run replaces it by a longer one
     */
    public String getArtifact() {
        return artifact;
    }

    /**
     * Returns the digest of the bundle as this stage sealed it.
     *
     * @return SHA-256 in hexadecimal digits
     */
    public String getSha256() {
        return sha256;
    }

    /**
     * Returns the gates that this stage judged.
     *
     * @return in the order of judging
     */
    public List<GateRow> getGates() {
        return List.copyOf(gates);
    }
}
