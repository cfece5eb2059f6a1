// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Result;
import hudson.model.User;
import hudson.slaves.DumbSlave;
import hudson.tasks.Mailer;
import io.jenkins.plugins.gxp.approval.ApprovalAction;
import io.jenkins.plugins.gxp.approval.ApprovalRequest;
import io.jenkins.plugins.gxp.approval.RoleMembers;
import io.jenkins.plugins.gxp.engine.EngineServer;
import io.jenkins.plugins.gxp.evidence.EvidenceAction;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A build is aborted in each phase of a step, and nothing of the step stays behind. */
@WithJenkins
class AbortTest {
    @TempDir
    private Path folder;

    @Test
    void shouldEndWhileTheEngineIsInstalled(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        var begun = new CountDownLatch(1);
        try (var server = new EngineServer(folder)) {
            GxpConfiguration.get().setEngineAddress(server.serve("/gxp.jar", EngineServer.trickle(begun::countDown)));
            DumbSlave agent = j.createOnlineSlave(null, new EnvVars("JAVA_TOOL_OPTIONS", server.trustOptions()));
            WorkflowJob job = j.createProject(WorkflowJob.class, "model");
            job.setDefinition(new CpsFlowDefinition("node('" + agent.getNodeName() + "') { gxpTrain() }", true));
            WorkflowRun build = job.scheduleBuild2(0).waitForStart();
            begun.await();
            build.doStop();
            j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(build));

            assertThat(agent.getRootPath().child("gxp").listDirectories().get(0).list())
                    .isEmpty();
            assertNothingBeside(agent.getWorkspaceFor(job));
        }
    }

    @Test
    void shouldEndWhilePeopleSign(JenkinsRule j) throws Exception {
        WorkflowRun build = waiting(j, "");

        build.doStop();
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(build));

        assertThat(request(build).getState()).isEqualTo(ApprovalRequest.State.ENDED);
        assertThat(build.getAction(EvidenceAction.class).getStages()).hasSize(2);
        assertNothingBeside(j.jenkins.getWorkspaceFor(build.getParent()));
    }

    @Test
    void shouldEndWhileSignaturesAreTakenIn(JenkinsRule j) throws Exception {
        WorkflowRun build = waiting(j, "approve=600\n");
        FilePath workspace = j.jenkins.getWorkspaceFor(build.getParent());
        sign(j, build);
        j.waitForMessage("training sleeps", build);
        long child = Long.parseLong(workspace.child("child.pid").readToString());

        build.doStop();
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(build));

        assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(request(build).getState()).isEqualTo(ApprovalRequest.State.ENDED);
        assertThat(request(build).getSignatures()).hasSize(1);
        assertNothingBeside(workspace);
    }

    private WorkflowRun waiting(JenkinsRule j, String more) throws Exception {
        StandIn.configure(FaultyEngine.jar(folder));
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, hudson.model.Item.READ, GxpPermissions.APPROVE)
                .everywhere()
                .toEveryone());
        GxpConfiguration.get().setRoles(List.of(new RoleMembers("quality", "jane")));
        User.getById("jane", true).addProperty(new Mailer.UserProperty("jane@example.org"));
        WorkflowJob job = j.createProject(WorkflowJob.class, "model");
        j.jenkins.getWorkspaceFor(job).child("gxp.yaml").write(more + "roles=quality\nverdict=PASS", "UTF-8");
        job.setDefinition(new CpsFlowDefinition("node { gxpTrain() }\ngxpRegister()", true));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        j.waitForMessage("Waiting for signatures: ", build);
        return build;
    }

    private static void sign(JenkinsRule j, WorkflowRun build) throws Exception {
        HtmlPage page = j.createWebClient()
                .login("jane")
                .goTo(build.getUrl() + "gxp-approval/request/" + request(build).getId() + "/");
        HtmlForm form = page.getFormByName("gxp-sign");
        form.getInputByValue("approve").click();
        form.getTextAreaByName("reason").setText("fine");
        form.getInputByName("proof").setValue("jane");
        j.submit(form);
    }

    private static ApprovalRequest request(WorkflowRun build) {
        return build.getAction(ApprovalAction.class).getRequests().get(0);
    }

    private static void assertNothingBeside(FilePath workspace) throws Exception {
        FilePath beside = workspace.sibling(workspace.getName() + "@tmp");
        assertThat(beside.exists() ? beside.list() : List.of()).isEmpty();
    }
}
