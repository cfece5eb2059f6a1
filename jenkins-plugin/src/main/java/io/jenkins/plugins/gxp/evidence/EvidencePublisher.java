// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence;

import hudson.AbortException;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.Fingerprinter;
import io.jenkins.plugins.gxp.engine.FileDigest;
import io.jenkins.plugins.gxp.engine.StageReport;
import io.jenkins.plugins.gxp.engine.Surroundings;
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
    private final Surroundings here;

    /**
     * Creates the publisher of a step.
     *
     * @param context of the step
     * @param here where the engine worked
     */
    public EvidencePublisher(StepContext context, Surroundings here) {
        this.context = context;
        this.here = here;
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
        EvidenceAction.of(run).put(new StageEvidence(step, stage, report, FOLDER + "/" + name, here.workspace()));
        run.save();
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
}
