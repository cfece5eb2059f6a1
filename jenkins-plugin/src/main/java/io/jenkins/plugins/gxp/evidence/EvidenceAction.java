// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence;

import hudson.model.Run;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.RunAction2;

/** The evidence of a build: a page with the verdicts of each stage, and the way to the sealed bundle. */
public final class EvidenceAction implements RunAction2 {
    private final ArrayList<StageEvidence> stages = new ArrayList<>();

    private transient Run<?, ?> run;

    /**
     * Returns the evidence of a build, and adds it where there is none yet.
     *
     * @param run the build
     * @return the only one of the build
     */
    public static EvidenceAction of(Run<?, ?> run) {
        synchronized (run) {
            EvidenceAction action = run.getAction(EvidenceAction.class);
            if (action == null) {
                action = new EvidenceAction();
                run.addAction(action);
            }
            return action;
        }
    }

    /** Keeps a stage; one that was kept for the same step is replaced. */
    synchronized void put(StageEvidence evidence) {
        stages.removeIf(other -> other.step().equals(evidence.step()));
        stages.add(evidence);
    }

    /**
     * Returns the stages that left evidence in this build.
     *
     * @return in the order in which they ended
     */
    public synchronized List<StageEvidence> getStages() {
        return List.copyOf(stages);
    }

    /**
     * Returns the build.
     *
     * @return whose evidence this is
     */
    public Run<?, ?> getRun() {
        return run;
    }

    @Override
    public void onAttached(Run<?, ?> r) {
        this.run = r;
    }

    @Override
    public void onLoad(Run<?, ?> r) {
        this.run = r;
    }

    @Override
    public String getIconFileName() {
        return "symbol-ribbon";
    }

    @Override
    public String getDisplayName() {
        return Messages.EvidenceAction_displayName();
    }

    @Override
    public String getUrlName() {
        return "gxp-evidence";
    }

    /** XStream writes while another step of the build may add. */
    private synchronized Object writeReplace() {
        var copy = new EvidenceAction();
        copy.stages.addAll(stages);
        return copy;
    }
}
