// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.approval;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Computer;
import hudson.model.Executor;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import hudson.tasks.Mailer;
import io.jenkins.plugins.gxp.GxpConfiguration;
import io.jenkins.plugins.gxp.GxpPermissions;
import io.jenkins.plugins.gxp.StandIn;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who may sign, what is signed, and what becomes of the build. */
@WithJenkins
class SigningTest {
    private static final String WAITING = """
            node {
                gxpTrain()
                gxpValidate()
            }
            def released = gxpRegister()
            echo "released ${released.verdict}"
            """;

    @TempDir
    private Path folder;

    private JenkinsRule j;

    @BeforeEach
    void secure(JenkinsRule rule) throws Exception {
        j = rule;
        StandIn.configure(StandIn.jar(folder));
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .toEveryone()
                .grant(GxpPermissions.APPROVE)
                .everywhere()
                .to("jane", "john", "sam", "tina", "nora")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("root"));
        GxpConfiguration.get()
                .setRoles(List.of(
                        new RoleMembers("quality", "jane, sam, tina, root"),
                        new RoleMembers("business", "john, jane")));
        Stream.of("jane", "john", "sam", "tina", "root", "mallory").forEach(this::person);
    }

    private void person(String id) {
        try {
            User user = User.getById(id, true);
            user.setFullName(Character.toUpperCase(id.charAt(0)) + id.substring(1) + " Doe");
            user.addProperty(new Mailer.UserProperty(id + "@example.org"));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void shouldReleaseWhenEveryRoleHasSigned() throws Exception {
        WorkflowRun build = waiting("quality,business");

        assertThat(Stream.of(j.jenkins.getComputers())
                        .map(Computer::getExecutors)
                        .flatMap(List::stream)
                        .allMatch(Executor::isIdle))
                .as("nobody's executor is held")
                .isTrue();
        assertThat(main(build)).contains("It waits for signatures.", "quality (1), business (1)");
        signOnThePage(build, "jane", "quality", "approve", "all gates pass");
        assertThat(request(build).getMissing()).containsExactly("business (1)");
        assertThat(build.isBuilding()).isTrue();
        assertThat(sign(build, "john", "business", "approve", "it serves us", "john"))
                .isEqualTo("200 {\"signed\":true,\"missing\":[]}");

        j.assertBuildStatusSuccess(j.waitForCompletion(build));
        j.assertLogContains("released PASS", build);
        ApprovalRequest request = request(build);
        assertThat(request.getState()).isEqualTo(ApprovalRequest.State.RELEASED);
        assertThat(main(build)).contains("It is released.").doesNotContain("waits for");
        assertThat(request.getSignatures()).extracting(GivenSignature::getName).containsExactly("Jane Doe", "John Doe");
        String envelope = workspace(build).child("signed-4.json").readToString();
        assertThat(StandIn.payload(envelope))
                .startsWith(
                        "{\"_type\":\"https://in-toto.io/Statement/v1\",\"predicate\":{\"certificates\":\"-----BEGIN")
                .contains(
                        "\"person\":{\"authentication\":\"password, asked for again, security realm DummySecurityRealm\","
                                + "\"email\":\"jane@example.org\",\"name\":\"Jane Doe\",\"role\":\"quality\"}")
                .contains("\"meaning\":\"APPROVED\",\"reason\":\"all gates pass\"")
                .contains("\"seal\":4");
    }

    /** What the build's main page shows. */
    private String main(WorkflowRun build) throws Exception {
        return j.createWebClient().login("jane").goTo(build.getUrl()).asNormalizedText();
    }

    @Test
    void shouldTellProgramsWhatThereIsToSign() throws Exception {
        WorkflowRun build = waiting("quality");

        var told = j.getJSON(build.getUrl() + "gxp-approval/api/json?tree=requests[id,seen,open]")
                .getJSONObject()
                .getJSONArray("requests")
                .getJSONObject(0);

        assertThat(told.getString("seen")).isEqualTo(request(build).getSeen());
        assertThat(told.getString("id")).isEqualTo(request(build).getId());
        assertThat(told.getBoolean("open")).isTrue();
    }

    @Test
    void shouldEndWithARejection() throws Exception {
        WorkflowRun build = waiting("quality,business");

        assertThat(sign(build, "john", "business", "reject", "the model is <b>unfair</b>", "john"))
                .startsWith("200");

        j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(build));
        j.assertLogContains("GxP register of m 7 was rejected by John Doe: the model is <b>unfair</b>", build);
        assertThat(request(build).getState()).isEqualTo(ApprovalRequest.State.REJECTED);
        assertThat(page(build, "jane").getWebResponse().getContentAsString())
                .contains("It is rejected.", "gxp-verdict--UNDECIDED")
                .contains("the model is &lt;b>unfair&lt;/b>")
                .contains("&lt;b>new&lt;/b>")
                .doesNotContain("<b>new</b>");
        assertThat(sign(build, "jane", "quality", "approve", "late", "jane"))
                .isEqualTo(refused("This release does not wait for signatures any more."));
    }

    @Test
    void shouldRefuseWhoeverHadAPartInIt() throws Exception {
        WorkflowRun build = waiting("quality,business");

        assertThat(sign(build, "sam", "quality", "approve", "mine", "sam"))
                .isEqualTo(refused("Sam Doe started this build, and so may not sign its release."));
        assertThat(sign(build, "tina", "quality", "approve", "mine", "tina"))
                .isEqualTo(
                        refused("Tina Doe had a part in the change or the training, as the evidence records, and so may"
                                + " not sign its release."));
        assertThat(sign(build, "jane", "quality", "approve", "ok", "jane")).startsWith("200");
        assertThat(sign(build, "jane", "business", "approve", "ok too", "jane"))
                .isEqualTo(refused("Jane Doe has signed this release already, and each signature must come from another"
                        + " person."));
        User.getById("jane", false).addProperty(new Mailer.UserProperty("other@example.org"));
        assertThat(sign(build, "jane", "business", "approve", "ok too", "jane")).startsWith("409");
        assertThat(request(build).getSignatures()).hasSize(1);
        build.doStop();
        j.waitForCompletion(build);
        assertThat(request(build).getState()).isEqualTo(ApprovalRequest.State.ENDED);
    }

    @Test
    void shouldRefuseWhoeverWasNotGivenPermissionOrRole() throws Exception {
        WorkflowRun build = waiting("quality");

        assertThat(sign(build, "mallory", "quality", "approve", "ha", "mallory"))
                .startsWith("403");
        assertThat(sign(build, "root", "quality", "approve", "I am the administrator", "root"))
                .startsWith("403");
        assertThat(sign(build, "john", "quality", "approve", "not mine", "john"))
                .isEqualTo(refused(
                        "John Doe has not been given the role quality; an administrator gives roles under Manage"
                                + " Jenkins, System, GxP Pipeline."));
        assertThat(sign(build, "nora", "quality", "approve", "no address", "nora"))
                .contains("409", "has no mail address");
        assertThat(request(build).getSignatures()).isEmpty();
        build.doStop();
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(build));
    }

    @Test
    void shouldAskForThePasswordAndLockAfterGuesses() throws Exception {
        WorkflowRun build = waiting("quality");

        for (int i = 0; i < 5; i++) {
            assertThat(sign(build, "jane", "quality", "approve", "ok", "guess" + i))
                    .isEqualTo(refused("That is not your password, so nothing was signed."));
        }
        assertThat(sign(build, "jane", "quality", "approve", "ok", "jane")).contains("409", "too many wrong attempts");
        assertThat(request(build).getSignatures()).isEmpty();
        assertThat(new FilePath(build.getRootDir()).child("build.xml").readToString())
                .doesNotContain("guess1")
                .doesNotContain("GxpExecution");
        build.doStop();
        j.waitForCompletion(build);
    }

    @Test
    void shouldRefuseWhatWasNotShownAndWhatHasChanged() throws Exception {
        WorkflowRun build = waiting("quality");
        JenkinsRule.WebClient client = client("jane");

        assertThat(post(client, build, "role=quality&decision=approve&reason=ok&proof=jane&seen=" + "0".repeat(64)))
                .contains("409", "is not what was shown");
        assertThat(sign(build, "jane", "quality", "approve", " ", "jane")).contains("409", "Say why");
        assertThat(sign(build, "jane", "quality", "perhaps", "ok", "jane")).contains("409", "approve or reject");
        assertThat(sign(build, "jane", "owner", "approve", "ok", "jane")).contains("409", "role owner");
        new FilePath(build.getArtifactsDir()).child("gxp-evidence/m-7.zip").write("forged", "UTF-8");
        assertThat(sign(build, "jane", "quality", "approve", "ok", "jane")).contains("409", "is not what was sealed");
        assertThat(request(build).getSignatures()).isEmpty();
        build.doStop();
        j.waitForCompletion(build);
    }

    @Test
    void shouldTakeNoRequestFromAnotherSite() throws Exception {
        WorkflowRun build = waiting("quality");
        JenkinsRule.WebClient client = client("jane");
        var request = new WebRequest(new URL(address(build) + "sign"), HttpMethod.POST);
        request.setRequestBody("role=quality&decision=approve&reason=ok&proof=jane&seen="
                + request(build).getSeen());
        assertThat(client.getPage(request).getWebResponse().getStatusCode()).isEqualTo(403);
        assertThat(client.getPage(address(build) + "sign").getWebResponse().getStatusCode())
                .isEqualTo(405);
        assertThat(request(build).getSignatures()).isEmpty();
        build.doStop();
        j.waitForCompletion(build);
    }

    private WorkflowRun waiting(String roles) throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class);
        j.jenkins.getWorkspaceFor(job).child("gxp.yaml").write("roles=" + roles + "\nverdict=PASS", "UTF-8");
        job.setDefinition(new CpsFlowDefinition(WAITING, true));
        WorkflowRun build = job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause("sam")))
                .waitForStart();
        j.waitForMessage("Waiting for signatures: ", build);
        return build;
    }

    private static ApprovalRequest request(WorkflowRun build) {
        return build.getAction(ApprovalAction.class).getRequests().get(0);
    }

    private FilePath workspace(WorkflowRun build) {
        return j.jenkins.getWorkspaceFor(build.getParent());
    }

    private String address(WorkflowRun build) throws Exception {
        return j.getURL() + build.getUrl() + "gxp-approval/request/"
                + request(build).getId() + "/";
    }

    private JenkinsRule.WebClient client(String user) throws Exception {
        return j.createWebClient().withThrowExceptionOnFailingStatusCode(false).login(user);
    }

    private HtmlPage page(WorkflowRun build, String user) throws Exception {
        return (HtmlPage) client(user).getPage(address(build));
    }

    private void signOnThePage(WorkflowRun build, String user, String role, String decision, String reason)
            throws Exception {
        HtmlPage page = page(build, user);
        HtmlForm form = page.getFormByName("gxp-sign");
        form.getSelectByName("role").setSelectedAttribute(role, true);
        form.getInputByValue(decision).click();
        form.getTextAreaByName("reason").setText(reason);
        form.getInputByName("proof").setValue(user);
        assertThat(j.submit(form).getWebResponse().getStatusCode()).isEqualTo(200);
    }

    private String sign(WorkflowRun build, String user, String role, String decision, String reason, String proof)
            throws Exception {
        String body = "role=" + role + "&decision=" + decision + "&reason="
                + URLEncoder.encode(reason, StandardCharsets.UTF_8) + "&proof=" + proof + "&seen="
                + request(build).getSeen();
        return post(client(user), build, body);
    }

    private String post(JenkinsRule.WebClient client, WorkflowRun build, String body) throws Exception {
        String path = address(build).substring(j.getURL().toString().length());
        var request = new WebRequest(client.createCrumbedUrl(path + "sign"), HttpMethod.POST);
        request.setAdditionalHeader("Accept", "application/json");
        request.setAdditionalHeader("Content-Type", "application/x-www-form-urlencoded");
        request.setRequestBody(body);
        WebResponse response = client.getPage(request).getWebResponse();
        return response.getStatusCode() + " " + response.getContentAsString();
    }

    private static String refused(String why) {
        return "409 {\"signed\":false,\"reason\":\"" + why + "\"}";
    }
}
