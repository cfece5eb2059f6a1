// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.FilePath;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.util.FormValidation.Kind;
import io.jenkins.plugins.gxp.signing.Authority;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class SealingKeyTest {
    @TempDir
    private Path folder;

    @Test
    void shouldGiveTheKeyUnderAPasswordOfItsOwn(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        Path store = TestKeys.store(folder, TestKeys.P256);
        add(CredentialsScope.GLOBAL, "seal", store);
        WorkflowJob job = job(j, "gxpTrain credentialsId: 'seal'");
        WorkflowRun build = j.buildAndAssertSuccess(job);

        FilePath workspace = j.jenkins.getWorkspaceFor(job);
        String password = workspace.child("given-password.txt").readToString();
        assertThat(password).matches("[0-9a-f]{64}");
        var given = TestKeys.open(Path.of(workspace.child("given-keys.p12").getRemote()), password);
        var own = TestKeys.open(store, TestKeys.PASSWORD);
        assertThat(given.getKey("gxp", password.toCharArray()))
                .isEqualTo(own.getKey("sealer", TestKeys.PASSWORD.toCharArray()));
        assertThat(given.getCertificate("gxp")).isEqualTo(own.getCertificate("sealer"));

        assertThat(CredentialsProvider.getFingerprintOf(SystemCredentialsProvider.getInstance()
                                .getCredentials()
                                .get(0))
                        .getJobs())
                .containsExactly(job.getFullName());
        for (String file : new String[] {"build.xml", "log"}) {
            assertThat(Files.readString(build.getRootDir().toPath().resolve(file)))
                    .doesNotContain(password, TestKeys.PASSWORD);
        }
    }

    @Test
    void shouldTakeTheKeyOfJenkinsWithoutShowingItToPipelines(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        add(CredentialsScope.SYSTEM, "central", TestKeys.store(folder, TestKeys.P256));
        WorkflowJob job = job(j, "gxpTrain credentialsId: 'central'");
        WorkflowRun stranger = j.buildAndAssertStatus(Result.FAILURE, job);
        j.assertLogContains("There is no certificate credential central that this build may use", stranger);

        GxpConfiguration.get().setSigningCredentialsId("central");
        job.setDefinition(new CpsFlowDefinition("node { gxpTrain() }", true));
        j.buildAndAssertSuccess(job);
        assertThat(j.jenkins.getWorkspaceFor(job).child("given-keys.p12").exists())
                .isTrue();
    }

    @Test
    void shouldSealWithAKeyOfItsOwnWhereNothingIsConfigured(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        WorkflowJob job = job(j, "gxpTrain()");
        j.buildAndAssertSuccess(job);
        X509Certificate first = given(j, job);
        j.buildAndAssertSuccess(job);

        assertThat(given(j, job)).isEqualTo(first);
        var root = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(Authority.get().rootPem().getBytes(StandardCharsets.US_ASCII)));
        first.verify(root.getPublicKey());
    }

    private static X509Certificate given(JenkinsRule j, WorkflowJob job) throws Exception {
        FilePath workspace = j.jenkins.getWorkspaceFor(job);
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = workspace.child("given-keys.p12").read()) {
            store.load(in, workspace.child("given-password.txt").readToString().toCharArray());
        }
        return (X509Certificate) store.getCertificate(store.aliases().nextElement());
    }

    @Test
    void shouldRefuseKeysThatDoNotSeal(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        add(CredentialsScope.GLOBAL, "rsa", TestKeys.store(folder, TestKeys.RSA));
        add(CredentialsScope.GLOBAL, "p384", TestKeys.store(folder, TestKeys.P384));
        for (String id : new String[] {"rsa", "p384"}) {
            WorkflowJob job = job(j, "gxpTrain credentialsId: '" + id + "'");
            WorkflowRun build = j.buildAndAssertStatus(Result.FAILURE, job);
            j.assertLogContains(
                    "ERROR: The certificate credential " + id + " has no private key on the curve P-256", build);
            assertThat(j.jenkins.getWorkspaceFor(job).child("starts.txt").exists())
                    .isFalse();
        }
    }

    @Test
    void shouldRefuseACertificateThatIsOver(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        add(CredentialsScope.GLOBAL, "old", TestKeys.store(folder, TestKeys.EXPIRED));
        WorkflowRun build = j.buildAndAssertStatus(Result.FAILURE, job(j, "gxpTrain credentialsId: 'old'"));

        j.assertLogContains("ERROR: The certificate of the credential old is not valid today", build);
    }

    @Test
    void shouldOfferAndCheckForThoseWhoMayConfigure(JenkinsRule j) throws Exception {
        add(CredentialsScope.GLOBAL, "seal", TestKeys.store(folder, TestKeys.P256));
        add(CredentialsScope.GLOBAL, "rsa", TestKeys.store(folder, TestKeys.RSA));
        FreeStyleProject job = j.createFreeStyleProject();
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ, Item.READ, Item.CONFIGURE)
                .everywhere()
                .to("author"));
        var step = j.jenkins.getDescriptorByType(GxpTrainStep.DescriptorImpl.class);
        var defaults = j.jenkins.getDescriptorByType(GxpFolderProperty.DescriptorImpl.class);

        try (var ignored = ACL.as2(User.getById("author", true).impersonate2())) {
            assertThat(step.doFillCredentialsIdItems(job, ""))
                    .extracting(o -> o.value)
                    .containsExactlyInAnyOrder("", "rsa", "seal");
            assertThat(defaults.doFillSigningCredentialsIdItems(job, "")).hasSize(3);
            assertThat(step.doCheckCredentialsId(job, "seal").kind).isEqualTo(Kind.OK);
            assertThat(step.doCheckCredentialsId(job, "rsa").kind).isEqualTo(Kind.ERROR);
            assertThat(step.doCheckCredentialsId(job, "<b>").renderHtml()).contains("&lt;b&gt;");
            assertThat(defaults.doCheckSigningCredentialsId(job, "none").kind).isEqualTo(Kind.ERROR);
            assertThat(GxpConfiguration.get().doFillSigningCredentialsIdItems(""))
                    .hasSize(1);
        }
        try (var ignored = ACL.as2(User.getById("reader", true).impersonate2())) {
            assertThat(step.doFillCredentialsIdItems(job, "x"))
                    .extracting(o -> o.value)
                    .containsExactly("x");
            assertThat(step.doCheckCredentialsId(job, "none").kind).isEqualTo(Kind.OK);
            assertThat(defaults.doFillSigningCredentialsIdItems(job, "")).hasSize(1);
        }
    }

    private static void add(CredentialsScope scope, String id, Path store) throws Exception {
        SystemCredentialsProvider.getInstance().getCredentials().add(TestKeys.credential(scope, id, store));
        SystemCredentialsProvider.getInstance().save();
    }

    private static WorkflowJob job(JenkinsRule j, String script) throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class);
        j.jenkins.getWorkspaceFor(job).child("gxp.yaml").write("verdict=PASS", "UTF-8");
        job.setDefinition(new CpsFlowDefinition("node { " + script + " }", true));
        return job;
    }
}
