// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.FilePath;
import hudson.Functions;
import hudson.model.Result;
import hudson.tasks.junit.TestResultAction;
import io.jenkins.plugins.gxp.evidence.EvidenceAction;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.ZipFile;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the real engine makes of the gates and the key that a build gives it. */
@WithJenkins
class HostedEngineTest {
    @TempDir
    private Path folder;

    @Test
    void shouldSealWithTheCredentialAndTightenButNeverLoosen(JenkinsRule j) throws Exception {
        String engine = System.getProperty("gxp.engine", "");
        assumeTrue(
                !engine.isEmpty() && Files.isRegularFile(Path.of(engine)),
                "there is no engine to run: name its jar with -Dgxp.engine=/path/to/gxp.jar");
        assumeTrue(!Functions.isWindows(), "the example's own tests need a shell");
        StandIn.configure(Path.of(engine).toAbsolutePath());
        Path store = TestKeys.store(folder, TestKeys.P256);
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(TestKeys.credential(CredentialsScope.SYSTEM, "seal", store));
        GxpConfiguration.get().setSigningCredentialsId("seal");
        WorkflowJob job = j.createProject(WorkflowJob.class, "model");
        new FilePath(new File("../examples/flc-mortality"))
                .copyRecursiveTo("gxp.yaml,data/**,tests/**", "tests/out/**", j.jenkins.getWorkspaceFor(job));

        WorkflowRun looser = build(j, job, "gxpTrain()\n gxpValidate(qualityGates: [" + gate("0.1") + "])");
        j.assertLogContains("GxP validate could not be carried out: ", looser);
        j.assertLogContains("which is looser than", looser);

        WorkflowRun tighter = build(j, job, "gxpTrain()\n gxpValidate(qualityGates: [" + gate("0.99") + "])");
        j.assertLogContains("is FAIL: validate/roc_auc/validation", tighter);
        assertThat(tighter.getAction(TestResultAction.class).getFailedTests())
                .anySatisfy(test -> assertThat(test.getName()).isEqualTo("validate/roc_auc/validation"));
        String artifact =
                tighter.getAction(EvidenceAction.class).getStages().get(1).getArtifact();
        assertThat(texts(new File(tighter.getArtifactsDir(), artifact)))
                .contains("Jenkinsfile of model#2")
                .contains(Base64.getEncoder()
                        .encodeToString(TestKeys.open(store, TestKeys.PASSWORD)
                                .getCertificate("sealer")
                                .getEncoded())
                        .substring(0, 60));
    }

    private static String gate(String min) {
        return "[metric: 'roc_auc', table: 'validation', min: " + min + "]";
    }

    private static WorkflowRun build(JenkinsRule j, WorkflowJob job, String script) throws Exception {
        job.setDefinition(new CpsFlowDefinition("node { " + script + " }", true));
        return j.buildAndAssertStatus(Result.FAILURE, job);
    }

    private static String texts(File bundle) throws Exception {
        var texts = new StringBuilder();
        try (var zip = new ZipFile(bundle)) {
            for (var entry : java.util.Collections.list(zip.entries())) {
                if (entry.getName().matches(".*\\.(json|pem|intoto|jsonl)")) {
                    texts.append(new String(zip.getInputStream(entry).readAllBytes(), "UTF-8"));
                }
            }
        }
        return texts.toString();
    }
}
