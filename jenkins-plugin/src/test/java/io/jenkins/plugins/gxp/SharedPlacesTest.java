// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.gxp.evidence.EvidenceAction;
import io.jenkins.plugins.gxp.evidence.StageEvidence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What builds share: an agent's engine, a workspace, a controller. */
@WithJenkins
class SharedPlacesTest {
    /** The second build of the job works in the workspace before the first registers in it. */
    private static final String BORROWED = """
            if (env.BUILD_NUMBER == '1') {
                node { gxpTrain() }
                waitUntil(initialRecurrencePeriod: 250, quiet: true) { currentBuild.nextBuild?.description == 'works' }
                echo 'returned ' + gxpRegister().verdict
            } else {
                node { gxpTrain config: 'long.yaml' }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void shouldInstallOnceWhereTwoBuildsNeedIt(JenkinsRule j) throws Exception {
        StandIn.configure(large(StandIn.jar(folder)));
        DumbSlave agent = j.createOnlineSlave();
        agent.setNumExecutors(2);
        List<WorkflowRun> builds = start(
                j,
                "node('" + agent.getNodeName() + "') { writeFile file: 'gxp.yaml', text: 'verdict=PASS'; gxpTrain() }");

        int installations = 0;
        for (WorkflowRun build : builds) {
            j.assertBuildStatusSuccess(j.waitForCompletion(build));
            installations += JenkinsRule.getLog(build).contains("Installing the engine") ? 1 : 0;
        }
        assertThat(installations).isEqualTo(1);
        assertThat(agent.getRootPath().child("gxp").listDirectories().get(0).list().stream()
                        .map(FilePath::getName))
                .containsExactly("gxp.jar");
    }

    @Test
    void shouldWaitForAWorkspaceInWhichAnotherBuildWorks(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        WorkflowJob job = j.createProject(WorkflowJob.class, "model");
        FilePath workspace = j.jenkins.getWorkspaceFor(job);
        workspace.child("gxp.yaml").write("verdict=PASS", "UTF-8");
        workspace.child("long.yaml").write("sleep=600\nverdict=PASS", "UTF-8");
        job.setDefinition(new CpsFlowDefinition(BORROWED, true));
        WorkflowRun first = job.scheduleBuild2(0).waitForStart();
        j.waitForMessage("Evidence m-7.zip", first);
        WorkflowRun second = job.scheduleBuild2(0).waitForStart();
        j.waitForMessage("training sleeps", second);
        second.setDescription("works");

        j.waitForMessage("Waiting for " + workspace.getRemote() + ", in which another build works", first);
        assertThat(workspace.child("starts.txt").readToString()).doesNotContain("register");
        long child = Long.parseLong(workspace.child("child.pid").readToString());
        ProcessHandle.of(child).orElseThrow().destroy();

        j.assertBuildStatusSuccess(j.waitForCompletion(second));
        j.assertBuildStatusSuccess(j.waitForCompletion(first));
        j.assertLogContains("returned PASS", first);
    }

    @Test
    void shouldKeepTwoJobsApartThatRegisterAtOnce(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        List<WorkflowRun> builds = start(
                j,
                "node { writeFile file: 'gxp.yaml', text: 'sleep=1\\nverdict=PASS'; gxpTrain() }\n"
                        + "echo 'returned ' + gxpRegister().verdict");

        for (WorkflowRun build : builds) {
            j.assertBuildStatusSuccess(j.waitForCompletion(build));
            assertThat(build.getAction(EvidenceAction.class).getStages())
                    .extracting(StageEvidence::getStage)
                    .containsExactly("train", "register");
            FilePath workspace = j.jenkins.getWorkspaceFor(build.getParent());
            assertThat(workspace.child("starts.txt").readToString().lines()).hasSize(2);
        }
    }

    @Test
    void shouldEndOneOfTwoEnginesInAWorkspaceAlone(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        WorkflowJob job = j.createProject(WorkflowJob.class, "model");
        FilePath workspace = j.jenkins.getWorkspaceFor(job);
        workspace.child("bad.yaml").write("sleep=600\nverdict=PASS", "UTF-8");
        workspace.child("gxp.yaml").write("sleep=8\nverdict=PASS", "UTF-8");
        job.setDefinition(new CpsFlowDefinition(
                "node { parallel a: { catchError { timeout(time: 4, unit: 'SECONDS') { gxpTrain config: 'bad.yaml' } } },"
                        + " b: { echo 'returned ' + gxpTrain().verdict } }",
                true));
        WorkflowRun build = j.waitForCompletion(job.scheduleBuild2(0).waitForStart());

        j.assertLogContains("Ending the engine", build);
        j.assertLogContains("training woke up", build);
        j.assertLogContains("returned PASS", build);
        assertThat(build.getResult()).isNotEqualTo(Result.SUCCESS);
    }

    private static List<WorkflowRun> start(JenkinsRule j, String script) throws Exception {
        return IntStream.of(1, 2)
                .mapToObj(i -> {
                    try {
                        WorkflowJob job = j.createProject(WorkflowJob.class, "model-" + i);
                        job.setDefinition(new CpsFlowDefinition(script, true));
                        return job.scheduleBuild2(0).waitForStart();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    /** Copying takes long enough for both builds to want it. */
    private Path large(Path jar) throws Exception {
        Path large = folder.resolve("large.jar");
        try (var in = new ZipFile(jar.toFile());
                var out = new ZipOutputStream(Files.newOutputStream(large))) {
            for (ZipEntry entry : in.stream().toList()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                in.getInputStream(entry).transferTo(out);
            }
            out.setLevel(0);
            out.putNextEntry(new ZipEntry("ballast"));
            for (int i = 0; i < 200; i++) {
                out.write(new byte[1 << 20]);
            }
        }
        return large;
    }
}
