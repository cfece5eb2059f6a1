// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.approval;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.tasks.Mailer;
import hudson.util.Secret;
import io.jenkins.plugins.gxp.GxpConfiguration;
import io.jenkins.plugins.gxp.GxpPermissions;
import io.jenkins.plugins.gxp.StandIn;
import io.jenkins.plugins.gxp.evidence.EvidenceAction;
import io.jenkins.plugins.gxp.evidence.StageEvidence;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The controller goes down while people sign. */
class WaitingTest {
    private static final String PIPELINE = """
            node { gxpTrain() }
            %s { echo "released ${gxpRegister().verdict}" }
            """;

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path folder;

    @Test
    void shouldGoOnAfterTheLastSignature() throws Throwable {
        sessions.then(j -> sign(waiting(j, "stage('release')"), "jane", "quality"));
        sessions.then(j -> {
            WorkflowRun build = build(j);
            assertThat(build.isBuilding()).isTrue();
            sign(build, "john", "business");
            j.assertBuildStatusSuccess(j.waitForCompletion(build));
            j.assertLogContains("released PASS", build);
        });
    }

    @Test
    void shouldGoOnWhereTheLastSignatureCameWithTheRestart() throws Throwable {
        sessions.then(j -> {
            WorkflowRun build = waiting(j, "stage('release')");
            sign(build, "jane", "quality");
            sign(build, "john", "business");
        });
        sessions.then(j -> {
            WorkflowRun build = j.assertBuildStatusSuccess(j.waitForCompletion(build(j)));
            j.assertLogContains("released PASS", build);
            assertThat(request(build).getState()).isEqualTo(ApprovalRequest.State.RELEASED);
        });
    }

    @Test
    void shouldEndWhenItsTimeIsOver() throws Throwable {
        sessions.then(j -> waiting(j, "timeout(time: 20, unit: 'SECONDS')"));
        sessions.then(j -> {
            WorkflowRun build = j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(build(j)));
            assertThat(request(build).getState()).isEqualTo(ApprovalRequest.State.ENDED);
        });
    }

    @Test
    void shouldGoOnWhereItsOwnBranchHasWorked() throws Throwable {
        sessions.then(j -> {
            StandIn.configure(StandIn.jar(folder));
            WorkflowJob job = j.createProject(WorkflowJob.class, "model");
            job.setDefinition(new CpsFlowDefinition("""
                    def branch = { reason ->
                        node {
                            writeFile file: 'gxp.yaml', text: "verdict=FAIL\\nstate=RUNNING\\nexit=1\\nreason=$reason"
                            gxpTrain()
                        }
                        sleep reason == 'one' ? 5 : 1
                        gxpMonitor()
                    }
                    parallel one: { branch('one') }, two: { branch('two') }
                    """, true));
            WorkflowRun build = j.assertBuildStatus(
                    Result.UNSTABLE, j.waitForCompletion(job.scheduleBuild2(0).waitForStart()));
            List<String> places = build.getAction(EvidenceAction.class).getStages().stream()
                    .map(StageEvidence::workspace)
                    .toList();
            assertThat(places).hasSize(4);
            assertThat(places.subList(0, 2)).doesNotHaveDuplicates();
            assertThat(places.subList(2, 4)).doesNotHaveDuplicates();
        });
    }

    @Test
    void shouldSayThatNothingWasTrained() throws Throwable {
        sessions.then(j -> {
            StandIn.configure(StandIn.jar(folder));
            WorkflowJob job = j.createProject(WorkflowJob.class, "model");
            job.setDefinition(new CpsFlowDefinition("gxpRegister()", true));
            j.assertLogContains(
                    "No stage of gxp.yaml has left evidence in this build before this step",
                    j.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0)));
        });
    }

    private WorkflowRun waiting(JenkinsRule j, String block) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, GxpPermissions.APPROVE)
                .everywhere()
                .toEveryone());
        GxpConfiguration.get()
                .setRoles(List.of(new RoleMembers("quality", "jane"), new RoleMembers("business", "john")));
        for (String id : List.of("jane", "john")) {
            User.getById(id, true).addProperty(new Mailer.UserProperty(id + "@example.org"));
        }
        WorkflowJob job = j.createProject(WorkflowJob.class, "model");
        j.jenkins.getWorkspaceFor(job).child("gxp.yaml").write("roles=quality,business\nverdict=PASS", "UTF-8");
        job.setDefinition(new CpsFlowDefinition(PIPELINE.formatted(block), true));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        j.waitForMessage("Waiting for signatures: ", build);
        return build;
    }

    private static void sign(WorkflowRun build, String user, String role) throws Exception {
        try (ACLContext ignored = ACL.as2(User.getById(user, false).impersonate2())) {
            new Signing(build, request(build))
                    .sign(new Signing.Form(
                            role,
                            "approve",
                            "fine",
                            Secret.fromString(user),
                            request(build).getSeen(),
                            "UTC"));
        }
    }

    private static ApprovalRequest request(WorkflowRun build) {
        return build.getAction(ApprovalAction.class).getRequests().get(0);
    }

    private static WorkflowRun build(JenkinsRule j) {
        return j.jenkins.getItemByFullName("model", WorkflowJob.class).getBuildByNumber(1);
    }
}
