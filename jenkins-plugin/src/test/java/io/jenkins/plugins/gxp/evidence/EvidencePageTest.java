// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import hudson.model.FreeStyleProject;
import hudson.model.InvisibleAction;
import hudson.model.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class EvidencePageTest {
    @Test
    void shouldShowWhatNeedsAttentionFirst(JenkinsRule j) throws Exception {
        Run<?, ?> build = new Sample()
                .gate("a", "PASS", 0.9)
                .gate("b", "UNDECIDED", 0.76)
                .gate("c", "FAIL", 0.6)
                .verdict("FAIL")
                .waived("validate/c")
                .in(build(j));

        HtmlPage page = Visitors.browser(j, "").getPage(build, "gxp-evidence");
        List<String> ids = page.<HtmlElement>getByXPath("//table[contains(@class,'gxp-gates')]/tbody/tr/td[2]").stream()
                .map(HtmlElement::getTextContent)
                .toList();
        assertThat(ids).containsExactly("validate/c", "validate/b", "validate/a");
        assertThat(page.asNormalizedText())
                .contains("m version 1", "1 PASS, 1 FAIL, 1 UNDECIDED", "waived", Sample.digest(1), "[0.7100, 0.8100]");
        assertThat(page.<org.htmlunit.html.DomElement>getFirstByXPath(
                                "//*[local-name()='svg' and contains(@class,'gxp-bar--FAIL')]")
                        .getAttribute("aria-label"))
                .isEqualTo("0.6000, interval [0.5500, 0.6500], limit >= 0.7500");
        assertThat(page.<HtmlElement>getFirstByXPath("//div[contains(@class,'gxp-gate-chart')]")
                        .getAttribute("data-gates"))
                .startsWith("[{\"id\":\"validate/c\",\"verdict\":\"FAIL\",\"waived\":true");
        assertThat(page.<HtmlElement>getByXPath("//table[contains(@class,'gxp-gates')]//th[@scope='col']"))
                .hasSize(7);

        String summary = Visitors.browser(j, "").getPage(build).asNormalizedText();
        assertThat(summary).contains("GxP evidence", "m version 1", "1 PASS, 1 FAIL, 1 UNDECIDED");
    }

    @Test
    void shouldFoldAwayManyGatesThatPassed(JenkinsRule j) throws Exception {
        var sample = new Sample().gate("bad", "FAIL", 0.5).verdict("FAIL");
        for (int i = 0; i < 500; i++) {
            sample.gate("good" + i, "PASS", 0.9);
        }
        HtmlPage page = Visitors.browser(j, "").getPage(sample.in(build(j)), "gxp-evidence");

        HtmlElement details = page.getFirstByXPath("//details");
        assertThat(details.hasAttribute("open")).isFalse();
        assertThat(details.getElementsByTagName("summary").get(0).getTextContent())
                .isEqualTo("500 gates passed");
        assertThat(page.<HtmlElement>getByXPath("//details//tbody/tr")).hasSize(500);
        assertThat(page.<HtmlElement>getByXPath("//tbody/tr[td[2]//text()='validate/bad']"))
                .hasSize(1);
        assertThat(page.asNormalizedText()).contains("The 40 gates nearest to failing, of 501");
    }

    @Test
    void shouldTakeEveryNameForText(JenkinsRule j) throws Exception {
        Run<?, ?> build = new Sample()
                .model(Sample.HOSTILE)
                .gate(Sample.HOSTILE, "FAIL", 0.5, Sample.HOSTILE)
                .state("BLOCKED")
                .verdict("FAIL")
                .in(build(j));
        EvidenceAction.of(build)
                .put(
                        "m-1.zip",
                        new Verification(
                                new Verification.Asked(Sample.HOSTILE, 1, Sample.HOSTILE, "ab"),
                                new Verification.Found("cd", 3, List.of(Sample.HOSTILE), "")));
        for (String path : List.of("gxp-evidence", "")) {
            HtmlPage page = Visitors.browser(j, "").getPage(build, path);
            assertThat(page.getTitleText()).doesNotContain("owned");
            assertThat(page.asNormalizedText()).contains("<script>document.title='owned'</script>\"'\u202Egnp.exe");
            assertThat(page.<HtmlElement>getByXPath("//bdi[contains(text(),'owned')]"))
                    .isNotEmpty();
            assertThat(page.<HtmlElement>getByXPath("//main//script[contains(text(),'owned')]"))
                    .isEmpty();
        }
    }

    /** An action of the build with something to add, and none of its own on the side panel. */
    public static final class Neighbour extends InvisibleAction {}

    @Test
    void shouldGiveRoomToOtherActionsOfTheBuild(JenkinsRule j) throws Exception {
        Run<?, ?> build = new Sample().in(build(j));
        build.addAction(new Neighbour());

        assertThat(((HtmlPage) Visitors.browser(j, "").getPage(build, "gxp-evidence")).asNormalizedText())
                .contains("What the neighbour has to say");
    }

    @Test
    void shouldSayTheSameToPrograms(JenkinsRule j) throws Exception {
        Run<?, ?> build = new Sample()
                .gate("c", "FAIL", 0.6)
                .verdict("FAIL")
                .waived("validate/c")
                .in(build(j));

        JSONObject json =
                j.getJSON(build.getUrl() + "gxp-evidence/api/json?depth=3").getJSONObject();
        assertThat(json.getString("verdict")).isEqualTo("FAIL");
        JSONObject bundle = json.getJSONArray("bundles").getJSONObject(0);
        assertThat(bundle.getString("sha256")).isEqualTo(Sample.digest(1));
        JSONObject gate = json.getJSONArray("stages")
                .getJSONObject(0)
                .getJSONArray("gates")
                .getJSONObject(0);
        assertThat(gate.getString("id")).isEqualTo("validate/c");
        assertThat(gate.getDouble("lower")).isCloseTo(0.55, within(1e-9));
        assertThat(gate.getBoolean("waived")).isTrue();
    }

    @Test
    void shouldTellProgramsHowAStageEnded(JenkinsRule j) throws Exception {
        assertThat(stage(j, new Sample().verdict("FAIL").state("RUNNING")))
                .containsEntry("exit", 1)
                .containsEntry("goesOn", true);
        assertThat(stage(j, new Sample().verdict("FAIL").state("BLOCKED")))
                .containsEntry("exit", 1)
                .containsEntry("goesOn", false);
        assertThat(stage(j, new Sample().verdict("UNDECIDED").state("PENDING").missing("quality")))
                .containsEntry("exit", 3)
                .containsEntry("goesOn", false)
                .containsEntry("missing", JSONArray.fromObject(List.of("quality")));
        assertThat(stage(j, new Sample().verdict("UNDECIDED").state("RUNNING").exit(4)))
                .containsEntry("exit", 4)
                .containsEntry("goesOn", false);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> stage(JenkinsRule j, Sample sample) throws Exception {
        Run<?, ?> build = sample.in(j.buildAndAssertSuccess(j.createFreeStyleProject()));
        return j.getJSON(build.getUrl() + "gxp-evidence/api/json?depth=3")
                .getJSONObject()
                .getJSONArray("stages")
                .getJSONObject(0);
    }

    @Test
    void shouldGiveTheBundleToThoseWhoMayHaveIt(JenkinsRule j) throws Exception {
        Run<?, ?> build = new Sample().gate("a", "PASS", 0.9).in(build(j));
        Visitors.protect(j);
        String bundle = build.getUrl() + "gxp-evidence/bundle/m-1.zip/";

        assertThat(Visitors.get(j, "", bundle + "download").getContentAsString())
                .isNotEqualTo("sealed");
        assertThat(Visitors.get(j, "reader", bundle + "download").getStatusCode())
                .isEqualTo(403);
        assertThat(Visitors.get(j, "reader", build.getUrl() + "gxp-evidence/bundle/other.zip/download")
                        .getStatusCode())
                .isEqualTo(404);
        WebResponse sent = Visitors.get(j, "auditor", bundle + "download");
        assertThat(sent.getStatusCode()).isEqualTo(200);
        assertThat(sent.getContentAsString()).isEqualTo("sealed");
        assertThat(sent.getResponseHeaderValue("Content-Disposition")).isEqualTo("attachment; filename=\"m-1.zip\"");

        HtmlPage page = (HtmlPage) Visitors.browser(j, "reader").goTo(build.getUrl() + "gxp-evidence");
        assertThat(page.asNormalizedText()).contains("m version 1").doesNotContain("Download the evidence", "Verify");
        Files.delete(Path.of(build.getRootDir().getPath(), "archive", "gxp-evidence", "m-1.zip"));
        assertThat(Visitors.get(j, "auditor", bundle + "download").getStatusCode())
                .isEqualTo(404);
    }

    private static Run<?, ?> build(JenkinsRule j) throws Exception {
        FreeStyleProject job = j.createFreeStyleProject("model");
        return j.buildAndAssertSuccess(job);
    }
}
