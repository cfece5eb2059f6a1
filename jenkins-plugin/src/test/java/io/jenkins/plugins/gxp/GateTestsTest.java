// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.tasks.junit.CaseResult;
import hudson.tasks.junit.TestResultAction;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class GateTestsTest {
    @TempDir
    private Path folder;

    @Test
    void shouldPassWhereTheGatePasses(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        WorkflowRun build = build(j, "verdict=PASS", "gxpValidate()", Result.SUCCESS);

        TestResultAction tests = build.getAction(TestResultAction.class);
        assertThat(tests.getFailCount()).isZero();
        assertThat(tests.getPassedTests()).singleElement().satisfies(test -> {
            assertThat(test.getName()).isEqualTo("validate/roc_auc/t");
            assertThat(test.getClassName()).isEqualTo("gxp.m.validate");
            assertThat(test.getSuiteResult().getName()).isEqualTo("GxP validate of m 7");
            assertThat(test.getSuiteResult().getNodeId()).isNotBlank();
            assertThat(test.getStdout())
                    .isEqualTo("PASS: value 0.5000, interval [0.4000, 0.6000], limit >= 0.8000, 9 rows");
        });
    }

    @Test
    void shouldFailWithTheReasonAndNeverSkip(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        WorkflowRun failed = build(j, "verdict=FAIL\nstate=BLOCKED\nexit=1", "gxpValidate()", Result.FAILURE);
        assertThat(onlyFailed(failed).getErrorDetails()).isEqualTo("too low");

        WorkflowRun undecided = build(
                j, "verdict=UNDECIDED\nstate=BLOCKED\nexit=3", "gxpValidate onUndecided: 'UNSTABLE'", Result.UNSTABLE);
        assertThat(onlyFailed(undecided).getErrorDetails()).isEqualTo("UNDECIDED: too low");
        assertThat(undecided.getAction(TestResultAction.class).getSkipCount()).isZero();
    }

    @Test
    void shouldShowALenientAndAWaivedGateWithoutDecidingAnything(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        WorkflowRun lenient = build(j, "verdict=FAIL\nstate=RUNNING\nexit=1", "gxpValidate()", Result.UNSTABLE);
        assertThat(onlyFailed(lenient).getStdout()).doesNotContain("Waived");

        WorkflowRun waived = build(
                j, "verdict=PASS\ngate=FAIL\nwaived=validate/roc_auc/t", "gxpValidate(); echo 'on'", Result.SUCCESS);
        assertThat(onlyFailed(waived).getStdout()).contains("Waived: a signed waiver holds for this gate.");
        j.assertLogContains("on", waived);
    }

    @Test
    void shouldAddUpOverStepsAndBranches(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        WorkflowRun build = build(
                j,
                "verdict=PASS",
                "gxpValidate(); gxpRegister(); gxpValidate()\n"
                        + "parallel a: { node { writeFile file: 'gxp.yaml', text: 'verdict=PASS\\nmodel=a'; gxpValidate() } },"
                        + " b: { node { writeFile file: 'gxp.yaml',"
                        + " text: 'verdict=FAIL\\nmodel=b\\nexit=1\\nstate=RUNNING'; gxpValidate() } }",
                Result.UNSTABLE);

        TestResultAction tests = build.getAction(TestResultAction.class);
        assertThat(tests.getTotalCount()).isEqualTo(4);
        assertThat(onlyFailed(build).getClassName()).isEqualTo("gxp.b.validate");
        assertThat(tests.getResult().getSuites()).hasSize(4);
        build.reload();
        assertThat(build.getAction(TestResultAction.class).getTotalCount()).isEqualTo(4);
    }

    @Test
    void shouldTakeNamesAsTexts(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        WorkflowRun build = build(
                j,
                "verdict=FAIL\nstate=RUNNING\nexit=1\nmodel=../<b>.x\nreason=]]>&lt;\\\\u0000<script>alert(1)</script>",
                "gxpValidate()",
                Result.UNSTABLE);

        CaseResult test = onlyFailed(build);
        assertThat(test.getErrorDetails()).isEqualTo("]]>&lt;\ufffd<script>alert(1)</script>");
        assertThat(test.getClassName()).isEqualTo("gxp.____b__x.validate");
        assertThat(j.createWebClient()
                        .getPage(build, "testReport")
                        .getWebResponse()
                        .getContentAsString())
                .doesNotContain("<script>alert");
    }

    private static CaseResult onlyFailed(WorkflowRun build) {
        TestResultAction tests = build.getAction(TestResultAction.class);
        assertThat(tests.getFailCount()).isOne();
        return tests.getFailedTests().get(0);
    }

    private static WorkflowRun build(JenkinsRule j, String spec, String script, Result result) throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class);
        j.jenkins.getWorkspaceFor(job).child("gxp.yaml").write(spec, "UTF-8");
        job.setDefinition(new CpsFlowDefinition("node {\n" + script + "\n}", true));
        return j.buildAndAssertStatus(result, job);
    }
}
