// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Node;
import hudson.model.Run;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.gxp.StandIn;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The stand-in for the engine says of a bundle whatever stands in it. */
@WithJenkins
class BundleCheckTest {
    private static final String GOOD = "say={\"checks\":[{\"name\":\"seal\",\"status\":\"OK\",\"message\":\"fine\"}]}";
    private static final String BAD =
            "exit=1\nsay={\"checks\":[{\"name\":\"seal\",\"status\":\"OK\",\"message\":\"fine\"},"
                    + "{\"name\":\"audit\",\"status\":\"FAILED\",\"message\":\"event 3 <b>is gone</b>\"}]}";

    @TempDir
    private Path folder;

    @Test
    void shouldCheckWhereTheStageRanAndKeepWhatCameOfIt(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        j.createOnlineSlave();
        DumbSlave agent = j.createOnlineSlave();
        Run<?, ?> build = new Sample().node(agent.getNodeName()).content(GOOD).in(build(j));
        Visitors.protect(j);

        assertThat(verify(j, build, "auditor", HttpMethod.POST)).isEqualTo(200);
        Verification result = wait(build);
        assertThat(result.getError()).isEmpty();
        assertThat(result.isOk()).isTrue();
        assertThat(result.getWho()).isEqualTo("auditor");
        assertThat(result.getNode()).isEqualTo(agent.getDisplayName());
        assertThat(result.getChecks()).isEqualTo(1);
        assertThat(result.getEngineSha256()).hasSize(64);
        assertThat(agent.getRootPath().child("gxp").listDirectories()).hasSize(1);

        build.reload();
        build.getAction(EvidenceAction.class).onLoad(build);
        assertThat(build.getAction(EvidenceAction.class)
                        .getBundle("m-1.zip")
                        .getVerification()
                        .isOk())
                .isTrue();
        assertThat(Visitors.get(j, "reader", build.getUrl() + "gxp-evidence").getContentAsString())
                .contains("Verified.", "All 1 checks held.");
    }

    @Test
    void shouldNameWhatDoesNotHold(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        Run<?, ?> build = new Sample().content(BAD).in(build(j));

        verify(j, build, "", HttpMethod.POST);
        assertThat(wait(build).getProblems()).containsExactly("audit: event 3 <b>is gone</b>");
        assertThat(Visitors.get(j, "", build.getUrl() + "gxp-evidence").getContentAsString())
                .contains("Does not verify.", "1 of 2 checks", "&lt;b>is gone");
    }

    @Test
    void shouldNoticeAnotherFileInTheArchive(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        Run<?, ?> build = new Sample().content(GOOD).in(build(j));
        Files.writeString(build.getRootDir().toPath().resolve("archive/gxp-evidence/m-1.zip"), GOOD + "\n");

        verify(j, build, "", HttpMethod.POST);
        assertThat(wait(build).isOk()).isFalse();
        assertThat(wait(build).getProblems()).singleElement().asString().startsWith("archive: the digest of");
    }

    @Test
    void shouldSayInOneSentenceWhyItCouldNot(JenkinsRule j) throws Exception {
        Run<?, ?> build = new Sample().content("exit=134").in(build(j));
        verify(j, build, "", HttpMethod.POST);
        assertThat(wait(build).getError()).contains("It is not known where the engine is");

        StandIn.configure(StandIn.jar(folder));
        assertThat(again(j, build).getError())
                .isEqualTo("The engine ended with code 134 and gave no answer that can be read.");
        j.jenkins.setNumExecutors(0);
        assertThat(again(j, build).getError()).startsWith("No agent is online");
        j.jenkins.setNumExecutors(1);
        Files.delete(build.getRootDir().toPath().resolve("archive/gxp-evidence/m-1.zip"));
        assertThat(again(j, build).getError()).isEqualTo("The bundle m-1.zip is not in the archive any more.");
    }

    @Test
    void shouldBeForThoseWhoMayTakeEvidenceAwayAndNotForLinks(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        Run<?, ?> build = new Sample().content(GOOD).in(build(j));
        Visitors.protect(j);

        assertThat(verify(j, build, "reader", HttpMethod.POST)).isEqualTo(403);
        assertThat(verify(j, build, "auditor", HttpMethod.GET)).isBetween(400, 499);
        JenkinsRule.WebClient browser = Visitors.browser(j, "auditor");
        var withoutCrumb = new WebRequest(
                new URL(j.getURL(), build.getUrl() + "gxp-evidence/bundle/m-1.zip/verify"), HttpMethod.POST);
        assertThat(browser.getPage(withoutCrumb).getWebResponse().getStatusCode())
                .isEqualTo(403);
        assertThat(EvidenceAction.of(build).verification("m-1.zip")).isEmpty();
    }

    private static Verification again(JenkinsRule j, Run<?, ?> build) throws Exception {
        EvidenceAction.of(build).put("m-1.zip", null);
        verify(j, build, "", HttpMethod.POST);
        return wait(build);
    }

    private static Verification wait(Run<?, ?> build) throws Exception {
        Bundle bundle = EvidenceAction.of(build).getBundle("m-1.zip");
        long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while ((bundle.isChecking() || bundle.getVerification() == null) && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return bundle.getVerification();
    }

    private static int verify(JenkinsRule j, Run<?, ?> build, String user, HttpMethod method) throws Exception {
        JenkinsRule.WebClient browser = Visitors.browser(j, user);
        var request =
                new WebRequest(new URL(j.getURL(), build.getUrl() + "gxp-evidence/bundle/m-1.zip/verify"), method);
        return browser.getPage(browser.addCrumb(request)).getWebResponse().getStatusCode();
    }

    private static Run<?, ?> build(JenkinsRule j) throws Exception {
        FreeStyleProject job = j.createFreeStyleProject();
        job.setAssignedNode((Node) j.jenkins);
        return j.buildAndAssertSuccess(job);
    }
}
