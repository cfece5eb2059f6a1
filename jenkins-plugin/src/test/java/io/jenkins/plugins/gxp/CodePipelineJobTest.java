// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterValue;
import io.jenkins.plugins.gxp.evidence.EvidenceAction;
import io.jenkins.plugins.gxp.evidence.StageEvidence;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The job that docs/codepipeline-jenkins.md shows, as it stands there, but for the checkout. */
@WithJenkins
class CodePipelineJobTest {
    @TempDir
    private Path folder;

    @Test
    void shouldCarryOutTheStageThatItIsAskedFor(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        j.jenkins.setLabelString("models");
        WorkflowJob job = j.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script(), true));
        j.jenkins.getWorkspaceFor(job).child("models/gxp.yaml").write("verdict=PASS", "UTF-8");

        j.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0));
        assertThat(job.getProperty(ParametersDefinitionProperty.class).getParameterDefinitionNames())
                .containsExactly("GXP_STAGE", "GXP_CONFIG", "GXP_ORDER", "GXP_REVISION");
        assertThat(job.isConcurrentBuild()).isFalse();

        for (String stage : new String[] {"train", "validate", "register", "monitor"}) {
            WorkflowRun build = job.scheduleBuild2(
                            0,
                            new ParametersAction(
                                    new StringParameterValue("GXP_STAGE", stage),
                                    new StringParameterValue("GXP_CONFIG", "models/gxp.yaml")))
                    .get();
            j.assertBuildStatusSuccess(build);
            assertThat(build.getAction(EvidenceAction.class).getStages())
                    .extracting(StageEvidence::getStage)
                    .containsExactly(stage);
        }
    }

    private static String script() throws Exception {
        String page = Files.readString(Path.of("../docs/codepipeline-jenkins.md"));
        String script = page.substring(page.indexOf("```groovy\n") + 10);
        script = script.substring(0, script.indexOf("```"));
        assertThat(script).contains("    checkout scmGit(");
        return script.replaceAll("(?m)^    checkout scmGit.*$", "");
    }
}
