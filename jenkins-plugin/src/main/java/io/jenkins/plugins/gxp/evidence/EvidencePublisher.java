// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence;

import hudson.AbortException;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.slaves.WorkspaceList;
import hudson.tasks.Fingerprinter;
import io.jenkins.plugins.gxp.engine.FileDigest;
import io.jenkins.plugins.gxp.engine.StageReport;
import io.jenkins.plugins.gxp.engine.Surroundings;
import io.jenkins.plugins.gxp.evidence.index.EvidenceIndex;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.BuildListenerAdapter;
import org.jenkinsci.plugins.workflow.FilePathUtils;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Attaches the sealed bundle to the build: as an artifact wherever artifacts are kept, as a fingerprint, on a page. */
public final class EvidencePublisher {
    public static final String FOLDER = "gxp-evidence";
    private static final Logger LOGGER = Logger.getLogger(EvidencePublisher.class.getName());
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,199}\\.zip";

    private final StepContext context;
    private final Surroundings here;
    private final String config;

    /**
     * Creates the publisher of a step.
     *
     * @param context of the step
     * @param here where the engine worked
     * @param config path of the spec
     */
    public EvidencePublisher(StepContext context, Surroundings here, String config) {
        this.context = context;
        this.here = here;
        this.config = config;
    }

    /**
     * Attaches the bundle. Doing so again, after a restart in the middle, changes nothing.
     *
     * @param stage that was carried out
     * @param report what the engine said
     * @return path of the artifact
     * @throws IOException if the bundle is not what was sealed, or could not be kept
     */
    public String publish(String stage, StageReport report) throws IOException, InterruptedException {
        FilePath bundle = here.workspace().child(report.bundle());
        String name = bundle.getName();
        FilePath folder = bundle.getParent();
        if (!name.matches(NAME) || folder == null) {
            throw new AbortException("The engine names a bundle that cannot be one: " + report.bundle());
        }
        String digest = bundle.act(new FileDigest());
        if (!digest.equals(report.bundleSha256())) {
            throw new AbortException("The evidence " + report.bundle() + " is not what was sealed: "
                    + (digest.isEmpty() ? "it is gone" : "its digest is " + digest + ", not " + report.bundleSha256())
                    + "; does another build use the same workspace?");
        }
        Run<?, ?> run = Objects.requireNonNull(context.get(Run.class));
        TaskListener listener = here.listener();
        Launcher launcher = here.launcher();
        run.pickArtifactManager()
                .archive(folder, launcher, BuildListenerAdapter.wrap(listener), Map.of(FOLDER + "/" + name, name));
        new Fingerprinter(name).perform(run, folder, here.environment(), launcher, listener);
        fingerprintModel(run, report);
        String step = Objects.requireNonNull(context.get(FlowNode.class)).getId();
        var kept = new StageEvidence.Kept(
                FOLDER + "/" + name,
                archivePicture(run, launcher, listener, bundle),
                FilePathUtils.getNodeName(here.workspace()),
                here.workspace().getRemote(),
                config,
                System.currentTimeMillis());
        var evidence = new StageEvidence(step, stage, report, kept);
        EvidenceAction.of(run).put(evidence);
        run.save();
        EvidenceIndex.put(run, evidence);
        listener.getLogger().println("Evidence " + name + " sha256 " + digest);
        return FOLDER + "/" + name;
    }

    /** By its fingerprint Jenkins finds the model in other jobs, such as those that deploy it. */
    private void fingerprintModel(Run<?, ?> run, StageReport report) throws IOException, InterruptedException {
        if (report.artifact().isEmpty()) {
            return;
        }
        FilePath model = here.workspace().child(report.artifact().get());
        FilePath folder = model.getParent();
        // the path comes from an agent, and a name of a file is a pattern to the fingerprinter
        if (folder != null && model.getName().matches("[A-Za-z0-9._-]{1,200}") && model.exists()) {
            new Fingerprinter(model.getName())
                    .perform(run, folder, here.environment(), here.launcher(), here.listener());
        }
    }

    /** The picture is a convenience: evidence is kept without it, too. */
    private String archivePicture(Run<?, ?> run, Launcher launcher, TaskListener listener, FilePath bundle)
            throws InterruptedException {
        FilePath temporary = WorkspaceList.tempDir(here.workspace());
        if (temporary == null) {
            return "";
        }
        FilePath folder = temporary.child("gxp-picture-" + UUID.randomUUID());
        String name = bundle.getName().replaceFirst("\\.zip$", ".lineage.svg");
        try {
            try {
                if (!bundle.act(new LineagePicture(folder.child(name).getRemote()))) {
                    return "";
                }
                run.pickArtifactManager()
                        .archive(
                                folder,
                                launcher,
                                BuildListenerAdapter.wrap(listener),
                                Map.of(FOLDER + "/" + name, name));
                return FOLDER + "/" + name;
            } finally {
                folder.deleteRecursive();
            }
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "no picture of " + bundle, e);
            return "";
        }
    }
}
