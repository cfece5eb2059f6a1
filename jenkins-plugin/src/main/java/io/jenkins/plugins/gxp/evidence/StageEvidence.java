// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence;

import hudson.Util;
import io.jenkins.plugins.gxp.engine.GateRow;
import io.jenkins.plugins.gxp.engine.StageReport;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What a build keeps of one stage: texts and numbers; the evidence itself is the archived bundle. */
@ExportedBean(defaultVisibility = 2)
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
    private final String picture;
    private final String node;
    private final long at;
    private final String sha256;
    private final String workspace;
    private final String config;
    private final ArrayList<GateRow> gates = new ArrayList<>();
    private final TreeSet<String> waived = new TreeSet<>();
    private final Integer exit;
    private final boolean goingOn;
    private final ArrayList<String> missing;

    public StageEvidence(String step, String stage, StageReport report, Kept kept) {
        this.step = step;
        this.stage = stage;
        this.model = report.model();
        this.version = report.version();
        this.run = report.run();
        this.state = report.state();
        this.verdict = report.verdict();
        this.artifact = kept.artifact();
        this.picture = kept.picture();
        this.node = kept.node();
        this.workspace = kept.workspace();
        this.config = kept.config();
        this.at = kept.at();
        this.sha256 = report.bundleSha256();
        this.exit = report.exit();
        this.goingOn = report.isGoingOn();
        this.missing = new ArrayList<>(report.missing());
        // a report has the gates of the whole run, and those before were kept with their own stage
        report.gates().stream().filter(gate -> gate.stage().equals(stage)).forEach(gates::add);
        gates.stream().map(GateRow::getId).filter(report.waived()::contains).forEach(waived::add);
    }

    /**
     * Where the evidence of a stage went, and where it came from.
     *
     * @param artifact path of the bundle among the artifacts
     * @param picture path of the lineage picture among the artifacts; empty if there is none
     * @param node name of the agent that the stage ran on; empty for the built-in node
     * @param workspace path of the workspace there
     * @param config path of the spec below it
     * @param at when it was archived, in milliseconds since 1970
     */
    public record Kept(String artifact, String picture, String node, String workspace, String config, long at) {}

    /**
     * Returns the step that carried it out.
     *
     * @return id of its node in the graph of the build
     */
    public String step() {
        return step;
    }

    /**
     * Returns the spec.
     *
     * @return its path below the workspace
     */
    public String config() {
        return Util.fixNull(config);
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
    @Exported
    public String getStage() {
        return stage;
    }

    /**
     * Returns the model.
     *
     * @return its name
     */
    @Exported
    public String getModel() {
        return model;
    }

    /**
     * Returns the version of the model.
     *
     * @return the number of the run that trained it
     */
    @Exported
    public int getVersion() {
        return version;
    }

    /**
     * Returns the run.
     *
     * @return its number
     */
    @Exported
    public int getRun() {
        return run;
    }

    /**
     * Returns how far the run was after the stage.
     *
     * @return its state
     */
    @Exported
    public String getState() {
        return state;
    }

    /**
     * Returns what the gates of the run said together.
     *
     * @return PASS, FAIL or UNDECIDED
     */
    @Exported
    public String getVerdict() {
        return verdict;
    }

    /**
     * Returns how the engine ended.
     *
     * @return its exit code; 4 if the stage was not carried out to its end; null in builds that did not keep it
     */
    @Exported
    public Integer getExit() {
        return exit;
    }

    /**
     * Tells whether the run can go on to its next stage.
     *
     * @return true if every gate passed or was waived, or the spec lets the run go on
     */
    @Exported
    public boolean isGoesOn() {
        return goingOn;
    }

    /**
     * Returns the signatures that are missing.
     *
     * @return by role, as the engine words them
     */
    @Exported
    public List<String> getMissing() {
        return missing == null ? List.of() : List.copyOf(missing);
    }

    /**
     * Returns where the bundle is.
     *
     * @return path of the artifact; a later stage of the same run replaces it by a longer one
     */
    @Exported
    public String getArtifact() {
        return artifact;
    }

    /** Returns the path of the lineage picture among the artifacts, empty if there is none. */
    public String picture() {
        return Util.fixNull(picture);
    }

    /**
     * Returns when the evidence was archived.
     *
     * @return milliseconds since 1970
     */
    @Exported
    public long getAt() {
        return at;
    }

    /**
     * Returns the digest of the bundle as this stage sealed it.
     *
     * @return SHA-256 in hexadecimal digits
     */
    @Exported
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

    /**
     * Returns the same as the page shows it.
     *
     * @return what needs attention first
     */
    @Exported(name = "gates")
    public List<GateView> getRows() {
        return gates.stream()
                .map(gate -> new GateView(gate, isWaived(gate)))
                .sorted(GateView.BY_URGENCY)
                .toList();
    }

    /**
     * Returns the gates that people have waived.
     *
     * @return their ids; their verdicts stand
     */
    @Exported
    public Set<String> getWaived() {
        return Set.copyOf(waived);
    }

    public boolean isWaived(GateRow gate) {
        return waived.contains(gate.getId());
    }

    /** Counts the gates of a verdict. */
    public int count(String verdict) {
        return (int)
                gates.stream().filter(gate -> gate.getVerdict().equals(verdict)).count();
    }
}
