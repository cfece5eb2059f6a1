// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.Fingerprinter;
import io.jenkins.plugins.gxp.engine.FileDigest;
import io.jenkins.plugins.gxp.engine.StageReport;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import jenkins.util.BuildListenerAdapter;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Attaches the sealed bundle to the build: as an artifact wherever artifacts are kept, as a fingerprint, on a page. */
public final class EvidencePublisher {
    public static final String FOLDER = "gxp-evidence";
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,199}\\.zip";

    private final StepContext context;
    private final FilePath workspace;

    public EvidencePublisher(StepContext context, FilePath workspace) {
        this.context = context;
        this.workspace = workspace;
    }

    /**
     * Attaches the bundle. Doing so again, after a restart in the middle, changes nothing.
     *
     * @param stage that was carried out
     * @param report what the engine said
     * @throws IOException if the bundle is not what was sealed, or could not be kept
     */
    public void publish(String stage, StageReport report) throws IOException, InterruptedException {
        FilePath bundle = workspace.child(report.bundle());
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
        TaskListener listener = Objects.requireNonNull(context.get(TaskListener.class));
        Launcher launcher = Objects.requireNonNull(context.get(Launcher.class));
        run.pickArtifactManager()
                .archive(folder, launcher, BuildListenerAdapter.wrap(listener), Map.of(FOLDER + "/" + name, name));
        new Fingerprinter(name)
                .perform(run, folder, Objects.requireNonNull(context.get(EnvVars.class)), launcher, listener);
        String step = Objects.requireNonNull(context.get(FlowNode.class)).getId();
        EvidenceAction.of(run).put(new StageEvidence(step, stage, report, FOLDER + "/" + name));
        run.save();
        listener.getLogger().println("Evidence " + name + " sha256 " + digest);
    }
}
