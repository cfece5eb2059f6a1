// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import static org.assertj.core.api.Assertions.assertThat;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Launcher;
import hudson.LauncherDecorator;
import hudson.Proc;
import hudson.XmlFile;
import hudson.model.Node;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.Saveable;
import hudson.model.listeners.SaveableListener;
import io.jenkins.plugins.gxp.evidence.EvidenceAction;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** The controller is killed at the two worst moments: it holds still there, and is then ended without a word. */
class KilledControllerIT {
    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension().omitPlugins("gxp-pipeline");

    @TempDir
    private Path folder;

    @BeforeEach
    void install() throws Exception {
        Files.copy(
                Path.of(System.getProperty("gxp.hpi", "target/gxp-pipeline.hpi")),
                jenkins.getHome().toPath().resolve("plugins/gxp-pipeline.jpi"));
    }

    @Test
    void shouldStartNothingTwiceWhereItIsNotKnownWhetherItWasStarted() throws Throwable {
        File moment = folder.resolve("moment").toFile();
        killAt(moment, "sleep=600\nverdict=PASS", j -> LauncherDecorator.all().add(new HoldingLauncher(moment)));

        jenkins.startJenkins();
        jenkins.run(j -> {
            WorkflowRun build = end(j, Result.FAILURE);
            j.assertLogContains("it is not known whether train was carried out", build);
            assertThat(build.getAction(EvidenceAction.class)).isNull();
        });
        Path workspace = jenkins.getHome().toPath().resolve("workspace/model");
        assertThat(Files.readAllLines(workspace.resolve("starts.txt"))).hasSize(1);
        long child = Long.parseLong(Files.readString(workspace.resolve("child.pid")));
        assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive))
                .as("the engine that nobody looks after is ended")
                .isEmpty();
        assertThat(workspace.resolveSibling("model@tmp")).isDirectoryNotContaining("glob:**gxp-*");
    }

    @Test
    void shouldAttachTheEvidenceOnceWhereItWasBeingAttached() throws Throwable {
        File moment = folder.resolve("moment").toFile();
        killAt(moment, "verdict=PASS", j -> SaveableListener.all().add(new HoldingListener(moment)));

        jenkins.startJenkins();
        jenkins.run(j -> {
            WorkflowRun build = end(j, Result.SUCCESS);
            j.assertLogContains("returned PASS", build);
            assertThat(build.getAction(EvidenceAction.class).getStages()).hasSize(1);
            assertThat(build.getActions(EvidenceAction.class)).hasSize(1);
            assertThat(build.getArtifacts()).hasSize(1);
        });
        Path workspace = jenkins.getHome().toPath().resolve("workspace/model");
        assertThat(Files.readAllLines(workspace.resolve("starts.txt"))).hasSize(1);
    }

    private void killAt(File moment, String spec, RealJenkinsExtension.Step hold) throws Throwable {
        File jar = StandIn.jar(folder).toFile();
        jenkins.startJenkins();
        jenkins.run(hold);
        jenkins.run(j -> start(j, jar, spec));
        Path starts = jenkins.getHome().toPath().resolve("workspace/model/starts.txt");
        while (!moment.exists() || !Files.exists(starts)) {
            Thread.sleep(50);
        }
        Process process = jenkins.getProcess();
        jenkins.stopJenkinsForcibly();
        process.onExit().join();
    }

    private static void start(JenkinsRule j, File jar, String spec) throws Exception {
        StandIn.configure(jar.toPath());
        WorkflowJob job = j.createProject(WorkflowJob.class, "model");
        j.jenkins.getWorkspaceFor(job).child("gxp.yaml").write(spec, "UTF-8");
        job.setDefinition(new CpsFlowDefinition("node { echo 'returned ' + gxpTrain().verdict }", true));
        job.scheduleBuild2(0).waitForStart();
    }

    private static WorkflowRun end(JenkinsRule j, Result result) throws Exception {
        return j.assertBuildStatus(
                result,
                j.waitForCompletion(
                        j.jenkins.getItemByFullName("model", WorkflowJob.class).getBuildByNumber(1)));
    }

    private static void hold(File moment) throws IOException {
        Files.createFile(moment.toPath());
        while (true) {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                Thread.interrupted();
            }
        }
    }

    /** Holds still when a process was started and Jenkins has not noted it yet. */
    private static final class HoldingLauncher extends LauncherDecorator {
        private final File moment;

        HoldingLauncher(File moment) {
            this.moment = moment;
        }

        @NonNull
        @Override
        public Launcher decorate(@NonNull Launcher launcher, @NonNull Node node) {
            return new Launcher.DecoratedLauncher(launcher) {
                @Override
                public Proc launch(@NonNull ProcStarter starter) throws IOException {
                    Proc started = super.launch(starter);
                    hold(moment);
                    return started;
                }
            };
        }
    }

    /** Holds still when the bundle is archived and the build is saved, before the step has ended. */
    private static final class HoldingListener extends SaveableListener {
        private final File moment;

        HoldingListener(File moment) {
            this.moment = moment;
        }

        @Override
        public void onChange(Saveable saved, XmlFile file) {
            if (saved instanceof Run<?, ?> run && run.getAction(EvidenceAction.class) != null) {
                try {
                    hold(moment);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        }
    }
}
