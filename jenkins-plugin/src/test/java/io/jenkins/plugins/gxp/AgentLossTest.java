// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.gxp.evidence.EvidenceAction;
import java.nio.file.Path;
import jenkins.security.MasterToSlaveCallable;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The process of the agent is killed while the engine trains. */
@WithJenkins
class AgentLossTest {
    @TempDir
    private Path folder;

    private DumbSlave agent;

    @Test
    void shouldGoOnWhenTheAgentIsBack(JenkinsRule j) throws Exception {
        WorkflowRun build = lost(j, "sleep=8\nverdict=PASS");

        agent.toComputer().connect(true).get();
        j.assertBuildStatusSuccess(j.waitForCompletion(build));

        j.assertLogContains(agent.getNodeName() + " is back", build);
        j.assertLogContains("training woke up", build);
        j.assertLogContains("returned PASS", build);
        assertThat(workspace(build).child("starts.txt").readToString().lines()).hasSize(1);
        assertThat(build.getAction(EvidenceAction.class).getStages()).hasSize(1);
        assertThat(build.getArtifacts()).hasSize(1);
    }

    @Test
    void shouldEndWhereTheAgentNeverComesBack(JenkinsRule j) throws Exception {
        WorkflowRun build = lost(j, "sleep=600\nverdict=PASS");

        build.getExecutor().interrupt();
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(build));

        j.assertLogContains(
                agent.getNodeName() + " cannot be reached: the engine there could not be told to end; end it there.",
                build);
        FilePath child = new FilePath(new java.io.File(agent.getRemoteFS())).child("workspace/model/child.pid");
        ProcessHandle.of(Long.parseLong(child.readToString())).ifPresent(ProcessHandle::destroy);
    }

    private WorkflowRun lost(JenkinsRule j, String spec) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        agent = j.createOnlineSlave();
        WorkflowJob job = j.createProject(WorkflowJob.class, "model");
        agent.getWorkspaceFor(job).child("gxp.yaml").write(spec, "UTF-8");
        job.setDefinition(new CpsFlowDefinition(
                "node('" + agent.getNodeName() + "') { echo 'returned ' + gxpTrain().verdict }", true));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        j.waitForMessage("training sleeps", build);
        long pid = agent.getChannel().call(new ProcessId());
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
        j.waitForMessage("Waiting for " + agent.getNodeName() + " to come back", build);
        return build;
    }

    private FilePath workspace(WorkflowRun build) {
        return agent.getWorkspaceFor(build.getParent());
    }

    private static final class ProcessId extends MasterToSlaveCallable<Long, RuntimeException> {
        private static final long serialVersionUID = 1;

        @Override
        public Long call() {
            return ProcessHandle.current().pid();
        }
    }
}
