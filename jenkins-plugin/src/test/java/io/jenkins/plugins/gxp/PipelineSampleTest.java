// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gxp.evidence.EvidenceAction;
import io.jenkins.plugins.gxp.evidence.StageEvidence;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class PipelineSampleTest {
    @TempDir
    private Path folder;

    @Test
    void shouldBeOfferedAndRun(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        assertThat(j.createWebClient()
                        .goTo("workflow-cps-samples", "application/json")
                        .getWebResponse()
                        .getContentAsString())
                .contains("\"name\":\"gxp\"", "gxpMonitor()");

        WorkflowJob job = j.createProject(WorkflowJob.class);
        j.jenkins.getWorkspaceFor(job).child("gxp.yaml").write("verdict=PASS", "UTF-8");
        job.setDefinition(new CpsFlowDefinition(new PipelineSample().script(), true));
        WorkflowRun build = j.buildAndAssertSuccess(job);

        assertThat(build.getAction(EvidenceAction.class).getStages())
                .extracting(StageEvidence::getStage)
                .containsExactly("train", "validate", "register", "monitor");
        j.assertLogContains("m: PASS", build);
    }
}
