// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** An engine that says more than can be held, or says it in the wrong alphabet. */
@WithJenkins
class OversizedTest {
    private static final long CHATTER = 200_000_000;

    @TempDir
    private Path folder;

    @Test
    void shouldPassOnALogThatNoMemoryHolds(JenkinsRule j) throws Exception {
        // less memory than the log has bytes
        DumbSlave agent = j.createOnlineSlave(null, new EnvVars("JAVA_TOOL_OPTIONS", "-Xmx96m"));
        WorkflowRun build = build(j, agent, "verdict=PASS\nchatter=" + CHATTER);

        j.assertBuildStatusSuccess(build);
        assertThat(build.getLogFile().length()).isGreaterThan(CHATTER);
        assertThat(build.getArtifacts()).hasSize(1);
    }

    @Test
    void shouldRefuseAnAnswerWithoutEnd(JenkinsRule j) throws Exception {
        WorkflowRun build = build(j, j.createOnlineSlave(), "answer=17000000");

        j.assertBuildStatus(Result.FAILURE, build);
        j.assertLogContains("ERROR: The answer of the engine is longer than 16777216 bytes.", build);
        j.assertLogNotContains("\tat ", build);
    }

    @Test
    void shouldRefuseAnAnswerThatIsNotUtf8(JenkinsRule j) throws Exception {
        WorkflowRun build = build(j, j.createOnlineSlave(), "latin1={\"model\":\"\\u00fc\"}");

        j.assertBuildStatus(Result.FAILURE, build);
        j.assertLogContains("ERROR: The answer of the engine is not UTF-8", build);
        j.assertLogNotContains("\tat ", build);
    }

    private WorkflowRun build(JenkinsRule j, DumbSlave agent, String spec) throws Exception {
        StandIn.configure(FaultyEngine.jar(folder));
        WorkflowJob job = j.createProject(WorkflowJob.class, "model");
        agent.getWorkspaceFor(job).child("gxp.yaml").write(spec, "UTF-8");
        job.setDefinition(new CpsFlowDefinition("node('" + agent.getNodeName() + "') { gxpTrain() }", true));
        return j.waitForCompletion(job.scheduleBuild2(0).waitForStart());
    }
}
