// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Result;
import io.jenkins.plugins.gxp.evidence.EvidenceAction;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The controller goes down while the engine trains. */
class RestartTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path folder;

    @Test
    void shouldGoOnWhereItWas() throws Throwable {
        sessions.then(j -> start(j, "sleep=15\nverdict=PASS"));
        sessions.then(j -> {
            WorkflowRun build = build(j);
            j.assertBuildStatusSuccess(j.waitForCompletion(build));
            j.assertLogContains("training woke up", build);
            j.assertLogContains("returned PASS", build);
            FilePath workspace = j.jenkins.getWorkspaceFor(build.getParent());
            assertThat(workspace.child("starts.txt").readToString().lines()).hasSize(1);
            assertThat(build.getAction(EvidenceAction.class).getStages()).hasSize(1);
        });
    }

    @Test
    void shouldFindWhatEndedMeanwhile() throws Throwable {
        sessions.then(j -> start(j, "sleep=1\nverdict=FAIL\nstate=BLOCKED\nexit=1"));
        sessions.then(j -> {
            WorkflowRun build = build(j);
            j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(build));
            j.assertLogContains("is FAIL: validate/roc_auc/t.", build);
        });
    }

    @Test
    void shouldBeAbortedAfterwards() throws Throwable {
        sessions.then(j -> start(j, "sleep=600\nverdict=PASS"));
        sessions.then(j -> {
            WorkflowRun build = build(j);
            j.waitForMessage("Ready to run", build);
            build.getExecutor().interrupt();
            j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(build));
            FilePath workspace = j.jenkins.getWorkspaceFor(build.getParent());
            long child = Long.parseLong(workspace.child("child.pid").readToString());
            assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
        });
    }

    private void start(JenkinsRule j, String spec) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        WorkflowJob job = j.createProject(WorkflowJob.class, "model");
        j.jenkins.getWorkspaceFor(job).child("gxp.yaml").write(spec, "UTF-8");
        job.setDefinition(new CpsFlowDefinition("node { echo 'returned ' + gxpTrain().verdict }", true));
        j.waitForMessage("training sleeps", job.scheduleBuild2(0).waitForStart());
    }

    private static WorkflowRun build(JenkinsRule j) {
        return j.jenkins.getItemByFullName("model", WorkflowJob.class).getBuildByNumber(1);
    }
}
