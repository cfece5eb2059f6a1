// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.cli.CLICommandInvoker;
import hudson.model.Failure;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.User;
import hudson.security.ACL;
import hudson.tasks.LogRotator;
import io.jenkins.plugins.gxp.GxpConfiguration;
import io.jenkins.plugins.gxp.GxpPermissions;
import io.jenkins.plugins.gxp.StandIn;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.logging.Level;
import jenkins.model.Jenkins;
import jenkins.model.ModifiableTopLevelItemGroup;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.LogRecorder;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class ReleaseHoldTest {
    @TempDir
    private Path folder;

    @Test
    void shouldKeepAReleaseFromTheDiscarder(JenkinsRule j) throws Exception {
        WorkflowRun release = release(j, j.jenkins, "verdict=PASS");
        WorkflowJob job = release.getParent();
        job.setDefinition(new CpsFlowDefinition("echo 'nothing'", true));
        for (int i = 0; i < 3; i++) {
            j.buildAndAssertSuccess(job);
        }
        new LogRotator(-1, 1, -1, -1).perform(job);

        assertThat(job.getBuilds()).extracting(Run::getNumber).containsExactly(4, 1);
        ReleaseHold hold = job.getBuildByNumber(1).getAction(ReleaseHold.class);
        assertThat(hold.getReleases()).containsExactly("m 7");
        assertThat(hold.getUntil()).isEmpty();
    }

    @Test
    void shouldNotKeepWhatReleasedNothing(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        for (String spec :
                new String[] {"verdict=UNDECIDED\nexit=3\nstate=PENDING", "verdict=FAIL\nexit=1\nstate=REJECTED"}) {
            WorkflowJob job = job(j, j.jenkins, spec, "gxpRegister onUndecided: 'UNSTABLE', stopBuild: false");
            WorkflowRun build = j.waitForCompletion(job.scheduleBuild2(0).waitForStart());
            assertThat(build.getResult()).isIn(Result.UNSTABLE, Result.FAILURE);
            assertThat(build.isKeepLog()).isFalse();
            assertThat(build.getAction(ReleaseHold.class)).isNull();
        }
    }

    @Test
    void shouldRefuseToDeleteItByAnyWayThatCanBeRefused(JenkinsRule j) throws Exception {
        Folder models = j.createProject(Folder.class, "models");
        WorkflowRun release = release(j, models, "verdict=PASS");
        WorkflowJob job = release.getParent();

        Page answer = post(j.createWebClient(), j, release.getUrl() + "doDelete");
        assertThat(answer.getWebResponse().getStatusCode()).isBetween(400, 599);
        assertThat(answer.getWebResponse().getContentAsString()).contains("kept");

        var command = new CLICommandInvoker(j, "delete-builds").invokeWithArgs("models/" + job.getName(), "1");
        assertThat(command.returnCode()).isEqualTo(5);
        assertThat(command.stderr()).contains("released m 7 and is kept for ever; it can be deleted after somebody");

        assertThatThrownBy(job::delete)
                .isInstanceOf(Failure.class)
                .hasMessageContaining("was not deleted: ")
                .hasMessageContaining("released m 7");
        assertThatThrownBy(models::delete).isInstanceOf(Failure.class).hasMessageContaining("released m 7");
        assertThat(post(j.createWebClient(), j, models.getUrl() + "doDelete")
                        .getWebResponse()
                        .getContentAsString())
                .contains("released m 7");
        assertThat(release.getRootDir()).exists();
        assertThat(j.jenkins.getItemByFullName("models/" + job.getName())).isEqualTo(job);
    }

    @Test
    void shouldDeleteOtherBuildsByCommandAsBefore(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        WorkflowJob job = job(j, j.jenkins, "verdict=PASS", "echo 'nothing'");
        j.buildAndAssertSuccess(job);
        j.buildAndAssertSuccess(job);
        var command = new CLICommandInvoker(j, "delete-builds").invokeWithArgs(job.getName(), "1-2");

        assertThat(command.stdout()).contains("Deleted 2 builds");
        assertThat(job.getBuilds()).isEmpty();
    }

    @Test
    void shouldSetTheMarkAgainAndSayWhoTookItAway(JenkinsRule j) throws Exception {
        WorkflowRun release = release(j, j.jenkins, "verdict=PASS");
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
        var browser = j.createWebClient().login("admin");
        post(browser, j, release.getUrl() + "toggleLogKeep");

        assertThat(release.isKeepLog()).isTrue();
        release.reload();
        assertThat(release.isKeepLog()).isTrue();
        assertThat(release.getAction(ReleaseHold.class).getEvents())
                .singleElement()
                .asString()
                .contains("admin (admin) switched off that the build is kept; it was switched on again");
        assertThat(browser.getPage(release).asNormalizedText()).contains("Kept for ever.", "switched on again");
    }

    @Test
    void shouldWriteDownADeletionThatCannotBeRefused(JenkinsRule j) throws Exception {
        WorkflowRun release = release(j, j.jenkins, "verdict=PASS");
        try (var log =
                new LogRecorder().record(ReleaseHold.class, Level.WARNING).capture(10)) {
            release.delete();
            assertThat(log.getMessages())
                    .singleElement()
                    .asString()
                    .contains("#1, which released [m 7]: deleted by ", " past the hold");
        }
    }

    @Test
    void shouldNotNameWhatSomebodyCannotSee(JenkinsRule j) throws Exception {
        Folder models = j.createProject(Folder.class, "models");
        WorkflowRun release = release(j, models, "verdict=PASS\nmodel=secret");
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("cleaner")
                .grant(Item.READ, Item.DELETE)
                .onItems(models)
                .to("cleaner"));
        try (var ignored = ACL.as2(User.getById("cleaner", true).impersonate2())) {
            assertThatThrownBy(models::delete)
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("in it is a build that released a model")
                    .hasMessageNotContaining("secret")
                    .hasMessageNotContaining(release.getParent().getName());
        }
        assertThat(release.getRootDir()).exists();
    }

    @Test
    void shouldLetGoOnlyWithPermissionAndReason(JenkinsRule j) throws Exception {
        WorkflowRun release = release(j, j.jenkins, "verdict=PASS\nmodel=<b onclick=alert(1)>m</b>");
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ, GxpPermissions.WAIVE)
                .everywhere()
                .to("quality"));
        String page = release.getUrl() + "gxp-release/";

        var admin = j.createWebClient().login("admin");
        assertThat(post(admin, j, page + "letGo?reason=because")
                        .getWebResponse()
                        .getStatusCode())
                .isEqualTo(403);
        assertThat(admin.goTo(page).getForms())
                .noneMatch(form -> form.getNameAttribute().equals("letGo"));

        var quality = j.createWebClient().login("quality").withThrowExceptionOnFailingStatusCode(false);
        assertThat(quality.getPage(new URL(j.getURL(), page + "letGo?reason=because"))
                        .getWebResponse()
                        .getStatusCode())
                .isEqualTo(405);
        assertThat(post(quality, j, page + "letGo?reason=+").getWebResponse().getContentAsString())
                .contains("Say why, in at most 2000 characters");
        assertThat(release.getAction(ReleaseHold.class).isHeld()).isTrue();
        assertThat(release.isKeepLog()).isTrue();

        HtmlPage open = quality.goTo(page);
        assertThat(open.getWebResponse().getContentAsString()).doesNotContain("<b onclick");
        HtmlForm form = open.getFormByName("letGo");
        form.getTextAreaByName("reason").setText("<script>alert(1)</script> rolled back");
        j.submit(form);

        ReleaseHold hold = release.getAction(ReleaseHold.class);
        assertThat(hold.isHeld()).isFalse();
        assertThat(release.isKeepLog()).isFalse();
        release.reload();
        hold = release.getAction(ReleaseHold.class);
        assertThat(hold.getLetGoBy()).isEqualTo("quality (quality)");
        assertThat(hold.getLetGoReason()).isEqualTo("<script>alert(1)</script> rolled back");
        assertThat(hold.getLetGoAt()).isNotEmpty();
        String after = quality.goTo(page).getWebResponse().getContentAsString();
        assertThat(after).contains("rolled back").doesNotContain("<script>alert");
        assertThat(quality.goTo(release.getParent().getUrl()).getWebResponse().getContentAsString())
                .doesNotContain("<b onclick");

        try (var ignored = ACL.as2(User.getById("admin", true).impersonate2())) {
            release.getParent().delete();
        }
        assertThat(j.jenkins.getItemByFullName(release.getParent().getFullName()))
                .isNull();
    }

    @Test
    void shouldEndWhenItsTimeIsOver(JenkinsRule j) throws Exception {
        GxpConfiguration.get().setRetention(30);
        WorkflowRun release = release(j, j.jenkins, "verdict=PASS");
        ReleaseHold hold = release.getAction(ReleaseHold.class);
        Instant now = Instant.now();

        HoldExpiry.endWhatIsOver(now.plus(Duration.ofDays(29)), TaskListener.NULL);
        assertThat(release.isKeepLog()).isTrue();
        assertThat(hold.isHeld(now.plus(Duration.ofDays(29)))).isTrue();
        assertThat(hold.isHeld(now.plus(Duration.ofDays(31)))).isFalse();

        HoldExpiry.endWhatIsOver(now.plus(Duration.ofDays(31)), TaskListener.NULL);
        assertThat(release.isKeepLog()).isFalse();
        assertThat(hold.getLetGoReason()).contains("is over");
        assertThat(HeldBuilds.of(release.getParent())).isEmpty();
        release.getParent().delete();
    }

    @Test
    void shouldKnowHeldBuildsAgainThatAreOnlyOnDisk(JenkinsRule j) throws Exception {
        WorkflowRun release = release(j, j.jenkins, "verdict=PASS");
        WorkflowJob job = release.getParent();
        java.nio.file.Files.delete(job.getRootDir().toPath().resolve("gxp-released-builds.txt"));
        assertThat(HeldBuilds.of(job)).isEmpty();
        release.reload();

        assertThat(HeldBuilds.of(job)).hasSize(1);
    }

    private WorkflowRun release(JenkinsRule j, ModifiableTopLevelItemGroup parent, String spec) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        WorkflowRun build = j.buildAndAssertSuccess(job(j, parent, spec, "gxpRegister()"));
        assertThat(build.isKeepLog()).isTrue();
        return build;
    }

    private static WorkflowJob job(JenkinsRule j, ModifiableTopLevelItemGroup parent, String spec, String script)
            throws Exception {
        var job = (WorkflowJob) parent.createProject(
                (hudson.model.TopLevelItemDescriptor) j.jenkins.getDescriptorOrDie(WorkflowJob.class),
                "job-" + UUID.randomUUID(),
                true);
        j.jenkins.getWorkspaceFor(job).child("gxp.yaml").write(spec, "UTF-8");
        job.setDefinition(new CpsFlowDefinition("node { " + script + " }", true));
        return job;
    }

    private static Page post(JenkinsRule.WebClient browser, JenkinsRule j, String url) throws Exception {
        browser.setThrowExceptionOnFailingStatusCode(false);
        return browser.getPage(browser.addCrumb(new WebRequest(new URL(j.getURL(), url), HttpMethod.POST)));
    }
}
