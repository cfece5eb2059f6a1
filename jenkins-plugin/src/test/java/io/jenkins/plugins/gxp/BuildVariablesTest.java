// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gxp.evidence.EvidenceAction;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class BuildVariablesTest {
    @TempDir
    private Path folder;

    @Test
    void shouldTellLaterStepsWhatTheLastStageCameTo(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        WorkflowJob job = j.createProject(WorkflowJob.class);
        j.jenkins
                .getWorkspaceFor(job)
                .child("gxp.yaml")
                .write("verdict=PASS\nmodel=m\\\\r\\\\nEVIL=\\\\u20281", "UTF-8");
        job.setDefinition(new CpsFlowDefinition(
                "node { echo \"before: ${env.GXP_MODEL}\"; gxpTrain()\n"
                        + "echo \"after: ${env.GXP_MODEL} ${env.GXP_VERSION} ${env.GXP_RUN} ${env.GXP_VERDICT}"
                        + " ${env.GXP_BUNDLE} ${env.GXP_BUNDLE_SHA256}\"\n gxpValidate()\n"
                        + "if (isUnix()) { sh 'echo \"in the shell: $GXP_MODEL $GXP_BUNDLE\"' } }",
                true));
        WorkflowRun build = j.buildAndAssertSuccess(job);

        String digest = build.getAction(EvidenceAction.class).getStages().get(0).getSha256();
        j.assertLogContains("before: null", build);
        j.assertLogContains("after: m__EVIL=_1 7 8 PASS gxp-evidence/m-7.zip " + digest, build);
        j.assertLogContains("in the shell: m__EVIL=_1 gxp-evidence/m-7.zip", build);
        assertThat(build.getEnvironment(hudson.model.TaskListener.NULL)).doesNotContainKey("GXP_KEY_PASSWORD");
    }
}
