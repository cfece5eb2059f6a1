// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence;

import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Run;
import io.jenkins.plugins.gxp.engine.Verdicts;
import io.jenkins.plugins.gxp.evidence.index.EvidenceIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import jenkins.model.RunAction2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The evidence of a build: a page with the verdicts of each stage, and the way to the sealed bundles. */
@ExportedBean
public final class EvidenceAction implements RunAction2 {
    public static final String URL = "gxp-evidence";

    private final ArrayList<StageEvidence> stages = new ArrayList<>();
    private TreeMap<String, Verification> verifications;

    private transient Run<?, ?> run;

    private EvidenceAction(List<StageEvidence> stages, Map<String, Verification> verifications) {
        this.stages.addAll(stages);
        this.verifications = new TreeMap<>(verifications);
    }

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
                action = new EvidenceAction(List.of(), Map.of());
                run.addAction(action);
            }
            return action;
        }
    }

    /** Keeps a stage; one that was kept for the same step is replaced. */
    public synchronized void put(StageEvidence evidence) {
        stages.removeIf(other -> other.step().equals(evidence.step()));
        stages.add(evidence);
    }

    /** Keeps what came of checking a bundle; an earlier check of the same bundle is replaced. */
    synchronized void put(String bundle, Verification verification) {
        verifications.put(bundle, verification);
    }

    synchronized Optional<Verification> verification(String bundle) {
        return Optional.ofNullable(verifications.get(bundle));
    }

    /**
     * Returns the stages that left evidence in this build.
     *
     * @return in the order in which they ended
     */
    @Exported
    public synchronized List<StageEvidence> getStages() {
        return List.copyOf(stages);
    }

    /**
     * Returns the bundles of this build, each as its last stage sealed it.
     *
     * @return usually one
     */
    @Exported
    public Collection<Bundle> getBundles() {
        Map<String, Bundle> bundles = new LinkedHashMap<>();
        for (StageEvidence stage : getStages()) {
            bundles.computeIfAbsent(stage.getArtifact(), artifact -> new Bundle(this, artifact))
                    .add(stage);
        }
        return bundles.values();
    }

    /**
     * Finds a bundle by the name of its file, which is a part of its address.
     *
     * @param name the part of the address
     * @return null if this build has no such bundle
     */
    public Bundle getBundle(String name) {
        return getBundles().stream()
                .filter(bundle -> bundle.getName().equals(name))
                .findFirst()
                .orElse(null);
    }

    /**
     * Returns what all bundles say together.
     *
     * @return the worst of their verdicts; UNDECIDED if there is none
     */
    @Exported
    public String getVerdict() {
        List<String> verdicts =
                getBundles().stream().map(Bundle::getVerdict).distinct().toList();
        if (verdicts.contains(Verdicts.FAIL)) {
            return Verdicts.FAIL;
        }
        return verdicts.equals(List.of(Verdicts.PASS)) ? Verdicts.PASS : Verdicts.UNDECIDED;
    }

    /**
     * Returns the actions of the build that may have something to add to the page.
     *
     * @return those that have a view {@code evidence-summary}
     */
    public List<? extends Action> getOthers() {
        return run.getAllActions().stream().filter(action -> action != this).toList();
    }

    /**
     * Returns the build.
     *
     * @return whose evidence this is
     */
    public Run<?, ?> getRun() {
        return run;
    }

    /**
     * Serves the same facts to programs, under {@code api/}.
     *
     * @return what is marked as exported
     */
    public Api getApi() {
        return new Api(this);
    }

    @Override
    public void onAttached(Run<?, ?> r) {
        this.run = r;
    }

    @Override
    public void onLoad(Run<?, ?> r) {
        this.run = r;
        EvidenceIndex.mend(r);
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
        return URL;
    }

    /** XStream writes while another step of the build may add. */
    private synchronized Object writeReplace() {
        return new EvidenceAction(stages, verifications);
    }

    /** Builds from before bundles were checked here have no such field. */
    private synchronized Object readResolve() {
        if (verifications == null) {
            verifications = new TreeMap<>();
        }
        return this;
    }
}
