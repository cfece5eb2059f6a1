// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Functions;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.gxp.engine.FileDigest;
import io.jenkins.plugins.gxp.evidence.Bundle;
import io.jenkins.plugins.gxp.evidence.EvidenceAction;
import io.jenkins.plugins.gxp.evidence.StageEvidence;
import io.jenkins.plugins.gxp.evidence.Verification;
import io.jenkins.plugins.gxp.signing.Authority;
import java.io.File;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The real engine on the example's data, on an agent. */
@WithJenkins
class FlcMortalityTest {
    private static final String PIPELINE = """
            node('%s') {
                stage('train') { gxpTrain() }
                stage('validate') { echo "AUC ${gxpValidate().metrics['validate/roc_auc/validation']}" }
                stage('register') { gxpRegister() }
                stage('monitor') { echo "version ${gxpMonitor().modelVersion}" }
            }
            """;

    @TempDir
    private Path keys;

    private final String engine = System.getProperty("gxp.engine", "");

    @BeforeEach
    void findEngine() {
        assumeTrue(
                !engine.isEmpty() && Files.isRegularFile(Path.of(engine)),
                "there is no engine to run: name its jar with -Dgxp.engine=/path/to/gxp.jar");
        assumeTrue(!Functions.isWindows(), "the example's own tests need a shell");
    }

    @Test
    void shouldBringTheExampleFromTrainingToMonitoring(JenkinsRule j) throws Exception {
        WorkflowRun build = build(j, "", "");

        j.assertBuildStatusSuccess(build);
        j.assertLogContains("... training", build);
        j.assertLogContains("AUC 0.797", build);
        j.assertLogContains("version 1", build);
        EvidenceAction evidence = build.getAction(EvidenceAction.class);
        assertThat(evidence.getStages())
                .extracting(StageEvidence::getStage)
                .containsExactly("train", "validate", "register", "monitor");
        assertThat(evidence.getStages()).extracting(StageEvidence::getVerdict).containsOnly("PASS");
        File bundle = new File(build.getArtifactsDir(), "gxp-evidence/flc-mortality-1.zip");
        assertThat(new FileDigest().invoke(bundle, null))
                .isEqualTo(evidence.getStages().get(3).getSha256());
        assertThat(verify(bundle)).isZero();
        assertThat(new File(build.getArtifactsDir(), "gxp-evidence/flc-mortality-1.lineage.svg"))
                .content()
                .contains("logistic-regression");
        assertThat(verifyNow(j, build)).satisfies(result -> {
            assertThat(result.getError()).isEmpty();
            assertThat(result.getProblems()).isEmpty();
            assertThat(result.isOk()).isTrue();
        });
    }

    @Test
    void shouldFailOnALimitThatIsNotMet(JenkinsRule j) throws Exception {
        WorkflowRun build = build(j, "table: validation, min: 0.75", "table: validation, min: 0.99");

        j.assertBuildStatus(Result.FAILURE, build);
        j.assertLogContains("GxP validate of flc-mortality 1 is FAIL: validate/roc_auc/validation", build);
        assertThat(build.getAction(EvidenceAction.class).getStages()).hasSize(2);
    }

    @Test
    void shouldStayClosedWhereAnIntervalCrossesTheLimit(JenkinsRule j) throws Exception {
        WorkflowRun build = build(j, "table: validation, min: 0.75, on: lower-bound", "table: validation, min: 0.797");

        j.assertBuildStatus(Result.FAILURE, build);
        j.assertLogContains("GxP validate of flc-mortality 1 is UNDECIDED: validate/roc_auc/validation", build);
        assertThat(build.getAction(EvidenceAction.class).getStages()).hasSize(2);
    }

    @Test
    void shouldPassOnWhatIsWrongWithTheSpec(JenkinsRule j) throws Exception {
        WorkflowRun build = build(j, "validate:", "validat:");

        j.assertBuildStatus(Result.FAILURE, build);
        j.assertLogContains("gxp.yaml:", build);
        j.assertLogContains("in the spec; nothing was run", build);
        assertThat(build.getAction(EvidenceAction.class)).isNull();
    }

    private static Verification verifyNow(JenkinsRule j, WorkflowRun build) throws Exception {
        JenkinsRule.WebClient browser = j.createWebClient().withJavaScriptEnabled(false);
        String address = build.getUrl() + "gxp-evidence/bundle/flc-mortality-1.zip/verify";
        browser.getPage(browser.addCrumb(new WebRequest(new URL(j.getURL(), address), HttpMethod.POST)));
        Bundle bundle = build.getAction(EvidenceAction.class).getBundle("flc-mortality-1.zip");
        while (bundle.isChecking()) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return bundle.getVerification();
    }

    private int verify(File bundle) throws Exception {
        var command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                engine,
                "verify",
                "--trust-root",
                Files.writeString(keys.resolve("root.pem"), Authority.get().rootPem())
                        .toString(),
                bundle.toString());
        command.environment().put("GXP_HOME", keys.toString());
        return command.inheritIO().start().waitFor();
    }

    private WorkflowRun build(JenkinsRule j, String text, String instead) throws Exception {
        StandIn.configure(Path.of(engine).toAbsolutePath());
        DumbSlave agent = j.createOnlineSlave(null, new EnvVars("GXP_HOME", keys.toString()));
        WorkflowJob job = j.createProject(WorkflowJob.class, "model");
        FilePath workspace = agent.getWorkspaceFor(job);
        new FilePath(new File("../examples/flc-mortality"))
                .copyRecursiveTo("gxp.yaml,data/**,tests/**", "tests/out/**", workspace);
        FilePath spec = workspace.child("gxp.yaml");
        if (!text.isEmpty()) {
            String before = spec.readToString();
            assertThat(before).contains(text);
            spec.write(before.replace(text, instead), "UTF-8");
        }
        job.setDefinition(new CpsFlowDefinition(PIPELINE.formatted(agent.getNodeName()), true));
        return j.waitForCompletion(job.scheduleBuild2(0).waitForStart());
    }
}
