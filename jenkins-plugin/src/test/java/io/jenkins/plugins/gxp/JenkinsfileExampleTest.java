// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.FilePath;
import hudson.Functions;
import hudson.Launcher;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.User;
import hudson.scm.NullSCM;
import hudson.scm.SCMDescriptor;
import hudson.scm.SCMRevisionState;
import hudson.tasks.Mailer;
import io.jenkins.plugins.gxp.approval.ApprovalAction;
import io.jenkins.plugins.gxp.approval.ApprovalRequest;
import io.jenkins.plugins.gxp.approval.RoleMembers;
import io.jenkins.plugins.gxp.evidence.EvidenceAction;
import io.jenkins.plugins.gxp.evidence.StageEvidence;
import io.jenkins.plugins.gxp.signing.Authority;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsScmFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** {@code Jenkinsfile.example} as it stands, with the real engine on the example's data and people who sign. */
@WithJenkins
class JenkinsfileExampleTest {
    @TempDir
    private Path folder;

    private final String engine = System.getProperty("gxp.engine", "");

    @BeforeEach
    void findEngine() {
        assumeTrue(
                !engine.isEmpty() && Files.isRegularFile(Path.of(engine)),
                "there is no engine to run: name its jar with -Dgxp.engine=/path/to/gxp.jar");
        assumeTrue(!Functions.isWindows(), "the example's own tests need a shell");
    }

    @Test
    void shouldBringAModelFromDataToUse(JenkinsRule j) throws Exception {
        StandIn.configure(Path.of(engine).toAbsolutePath());
        prepare(j);
        WorkflowJob job = j.createProject(WorkflowJob.class, "flc-mortality");
        job.setDefinition(new CpsScmFlowDefinition(new ThisRepository(), "Jenkinsfile.example"));

        WorkflowRun build = job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause("tina")))
                .waitForStart();
        j.waitForMessage("Waiting for signatures: quality (1), business (1)", build);
        sign(j, build, "jane", "Every gate passes, and the groups are served alike.");
        sign(j, build, "john", "It flags as many people as the ward can look after.");
        j.assertBuildStatusSuccess(j.waitForCompletion(build));

        j.assertLogContains("Version 1 is PASS", build);
        ApprovalRequest request =
                build.getAction(ApprovalAction.class).getRequests().get(0);
        assertThat(request.getState()).isEqualTo(ApprovalRequest.State.RELEASED);
        List<StageEvidence> stages = build.getAction(EvidenceAction.class).getStages();
        assertThat(stages)
                .extracting(StageEvidence::getStage)
                .containsExactly("train", "validate", "register", "monitor");
        File bundle =
                new File(build.getArtifactsDir(), stages.get(stages.size() - 1).getArtifact());
        Path root =
                Files.writeString(folder.resolve("root.pem"), Authority.get().rootPem());
        assertThat(verify(bundle, "--trust-root", root.toString())).isZero();
        assertThat(verify(bundle)).isNotZero();
    }

    private static void prepare(JenkinsRule j) throws Exception {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, GxpPermissions.APPROVE)
                .everywhere()
                .toEveryone());
        GxpConfiguration.get()
                .setRoles(List.of(new RoleMembers("quality", "jane"), new RoleMembers("business", "john")));
        for (String id : List.of("jane", "john", "tina")) {
            User.getById(id, true).addProperty(new Mailer.UserProperty(id + "@example.org"));
        }
    }

    /** This repository, as a pipeline checks it out. */
    public static final class ThisRepository extends NullSCM {
        @Override
        public void checkout(
                Run<?, ?> build,
                Launcher launcher,
                FilePath workspace,
                TaskListener listener,
                File changelogFile,
                SCMRevisionState baseline)
                throws IOException, InterruptedException {
            new FilePath(new File(".."))
                    .copyRecursiveTo(
                            "Jenkinsfile.example,examples/flc-mortality/**",
                            "**/.gxp/**,**/gxp-evidence/**,**/tests/out/**",
                            workspace);
        }

        /** What Jenkins knows of it. */
        @TestExtension
        public static final class DescriptorImpl extends SCMDescriptor<ThisRepository> {
            public DescriptorImpl() {
                super(null);
            }
        }
    }

    private static void sign(JenkinsRule j, WorkflowRun build, String user, String reason) throws Exception {
        String id = build.getAction(ApprovalAction.class).getRequests().get(0).getId();
        HtmlPage page = j.createWebClient().login(user).goTo(build.getUrl() + "gxp-approval/request/" + id + "/");
        HtmlForm form = page.getFormByName("gxp-sign");
        form.getInputByValue("approve").click();
        form.getTextAreaByName("reason").setText(reason);
        form.getInputByName("proof").setValue(user);
        j.submit(form);
    }

    private int verify(File bundle, String... options) throws Exception {
        var command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", engine, "verify");
        command.command().addAll(List.of(options));
        command.command().add(bundle.toString());
        command.environment().put("GXP_HOME", folder.resolve("home").toString());
        return command.inheritIO().start().waitFor();
    }
}
