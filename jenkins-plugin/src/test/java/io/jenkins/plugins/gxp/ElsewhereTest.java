// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Result;
import io.jenkins.plugins.gxp.evidence.EvidenceAction;
import io.jenkins.plugins.gxp.evidence.StageEvidence;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A training goes on in a service: no process waits for it, and it ends with the build that wants it. */
@WithJenkins
class ElsewhereTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void hurry() {
        System.setProperty(GxpExecution.LOOK_AGAIN, "1");
    }

    @AfterEach
    void takeTime() {
        System.clearProperty(GxpExecution.LOOK_AGAIN);
    }

    @Test
    void shouldLookAgainUntilTheTrainingHasEnded(JenkinsRule j) throws Exception {
        WorkflowRun build = build(j, "elsewhere=2", "echo \"it is ${gxpTrain().verdict}\"");
        j.assertBuildStatusSuccess(j.waitForCompletion(build));

        j.assertLogContains("it is PASS", build);
        assertThat(starts(j, build))
                .hasSize(3)
                .allSatisfy(call -> assertThat(call).startsWith("train ").contains("--no-wait"));
        assertThat(build.getAction(EvidenceAction.class).getStages())
                .extracting(StageEvidence::getStage)
                .containsOnly("train");
    }

    @Test
    void shouldStopTheTrainingOfABuildThatIsAborted(JenkinsRule j) throws Exception {
        System.setProperty(GxpExecution.LOOK_AGAIN, "600");
        WorkflowRun build = build(j, "elsewhere=9", "gxpTrain()");
        j.waitForMessage("GxP train gxp.yaml", build);
        while (build.isBuilding()
                && !build.getExecution().getCurrentExecutions(true).get().stream()
                        .anyMatch(step -> String.valueOf(step.getStatus()).startsWith("looking again"))) {
            Thread.sleep(100);
        }

        build.doStop();
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(build));

        j.assertLogContains("Stopping the training elsewhere", build);
        assertThat(starts(j, build)).hasSize(2).last().asString().startsWith("cancel ");
        assertThat(workspace(j, build)
                        .sibling(workspace(j, build).getName() + "@tmp")
                        .list())
                .as("nothing is left beside the workspace")
                .isEmpty();
    }

    private WorkflowRun build(JenkinsRule j, String spec, String script) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        WorkflowJob job = j.createProject(WorkflowJob.class, "model");
        j.jenkins.getWorkspaceFor(job).child("gxp.yaml").write("verdict=PASS\n" + spec + "\n", "UTF-8");
        job.setDefinition(new CpsFlowDefinition("node { " + script + " }", true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private static List<String> starts(JenkinsRule j, WorkflowRun build) throws Exception {
        FilePath starts = workspace(j, build).child("starts.txt");
        return starts.exists() ? starts.readToString().lines().toList() : List.of();
    }

    private static FilePath workspace(JenkinsRule j, WorkflowRun build) {
        return j.jenkins.getWorkspaceFor(build.getParent());
    }
}
