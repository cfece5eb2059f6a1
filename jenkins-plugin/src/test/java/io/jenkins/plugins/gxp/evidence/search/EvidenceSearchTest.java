// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence.search;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import io.jenkins.plugins.gxp.GxpPermissions;
import io.jenkins.plugins.gxp.evidence.Sample;
import io.jenkins.plugins.gxp.evidence.Visitors;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import jenkins.model.Jenkins;
import net.sf.json.JSONArray;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

class EvidenceSearchTest {
    @Test
    @WithJenkins
    void shouldFindByEachField(JenkinsRule j) throws Exception {
        fill(j);

        assertThat(rows(j, "")).hasSize(3);
        assertThat(rows(j, "?model=ALPHA")).singleElement().asString().contains("alpha", "a #1");
        assertThat(rows(j, "?version=2")).singleElement().asString().contains("beta");
        assertThat(rows(j, "?digest=" + Sample.digest(3).substring(0, 9)))
                .singleElement()
                .asString()
                .contains("gamma");
        assertThat(rows(j, "?verdict=FAIL")).singleElement().asString().contains("beta");
        assertThat(rows(j, "?stage=register")).singleElement().asString().contains("gamma");
        assertThat(rows(j, "?from=2024-02-01&to=2024-02-01"))
                .singleElement()
                .asString()
                .contains("beta");
        assertThat(rows(j, "?from=2024-02-01")).hasSize(2).first().asString().contains("gamma");
        assertThat(rows(j, "?model=a&verdict=PASS&version=3")).hasSize(1);
        for (String wrong :
                List.of("version=x", "digest=xyz", "from=yesterday", "verdict=OK", "stage=x", "to=2024-13-01")) {
            assertThat(rows(j, "?" + wrong)).as(wrong).isEmpty();
        }
    }

    @Test
    @WithJenkins
    void shouldShowToEachWhatTheyMayRead(JenkinsRule j) throws Exception {
        fill(j);
        FreeStyleProject a = (FreeStyleProject) j.jenkins.getItem("a");
        FreeStyleProject b = (FreeStyleProject) j.jenkins.getItem("b");
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("one", "none")
                .grant(Item.READ)
                .onItems(a, b)
                .to("one")
                .grant(GxpPermissions.DOWNLOAD_EVIDENCE)
                .onItems(b)
                .to("one"));

        String seen = Visitors.get(j, "one", "gxp-evidence/").getContentAsString();
        assertThat(seen)
                .contains("alpha", "beta", "2 stages found", "1 of them are in jobs")
                .doesNotContain("gamma");
        assertThat(Visitors.get(j, "one", "").getContentAsString()).contains("gxp-evidence");
        assertThat(Visitors.get(j, "none", "").getContentAsString()).doesNotContain("gxp-evidence");
        assertThat(Visitors.get(j, "none", "gxp-evidence/").getContentAsString())
                .doesNotContain("alpha", "beta", "gamma");

        String csv = Visitors.get(j, "one", "gxp-evidence/export?format=csv").getContentAsString();
        assertThat(csv.lines())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("\"beta\",2,2,")
                .contains("job/b/1/gxp-evidence/");
        assertThat(Visitors.get(j, "none", "gxp-evidence/export?format=csv").getStatusCode())
                .isEqualTo(403);
        assertThat(Visitors.get(j, "", "gxp-evidence/export?format=json").getContentAsString())
                .doesNotContain("alpha", "beta", "gamma");
    }

    @Test
    @WithJenkins
    void shouldExportWhatWasFoundWithoutFormulas(JenkinsRule j) throws Exception {
        FreeStyleProject job = j.createFreeStyleProject("=job");
        new Sample().model("=HYPERLINK(\"x\")").in(j.buildAndAssertSuccess(job));
        new Sample().model(Sample.HOSTILE).verdict("FAIL").in(j.buildAndAssertSuccess(job));

        WebResponse csv = Visitors.get(j, "", "gxp-evidence/export?format=csv&verdict=PASS");
        assertThat(csv.getContentType()).isEqualTo("text/csv");
        assertThat(csv.getContentAsString().lines())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("\"'=HYPERLINK(\"\"x\"\")\",1,")
                .contains("\"'=job\"");
        JSONArray json = JSONArray.fromObject(Visitors.get(j, "", "gxp-evidence/export?format=json&verdict=FAIL")
                .getContentAsString());
        assertThat(json.size()).isOne();
        assertThat(json.getJSONObject(0).getString("model")).isEqualTo(Sample.HOSTILE);
        HtmlPage page = (HtmlPage) Visitors.browser(j, "").goTo("gxp-evidence/?model=%22%3E%3Cscript%3E");
        assertThat(page.<HtmlElement>getFirstByXPath("//input[@name='model']").getAttribute("value"))
                .isEqualTo("\"><script>");
    }

    @Test
    @WithJenkins
    void shouldTurnPages(JenkinsRule j) throws Exception {
        FreeStyleProject job = j.createFreeStyleProject("many");
        var build = j.buildAndAssertSuccess(job);
        for (String stage : List.of("train", "validate", "register", "monitor")) {
            for (int i = 0; i < 30; i++) {
                io.jenkins.plugins.gxp.evidence.index.EvidenceIndex.put(
                        build, new Sample().stage(stage + i).at(i).evidence());
            }
        }

        assertThat(rows(j, "?page=1")).hasSize(50);
        assertThat(rows(j, "?page=3")).hasSize(20);
        assertThat(rows(j, "?page=999999")).hasSize(20);
        assertThat(rows(j, "?page=-1")).hasSize(50);
        HtmlPage page = (HtmlPage) Visitors.browser(j, "").goTo("gxp-evidence/?model=m&page=2");
        assertThat(page.getAnchorByText("Older").getHrefAttribute()).isEqualTo("?model=m&page=3");
        assertThat(page.asNormalizedText()).contains("Page 2 of 3", "120 stages found");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"=1+1|\"'=1+1\"", "+1|\"'+1\"", "-1|\"'-1\"", "@SUM|\"'@SUM\"", "a=b|\"a=b\"", "a\"b|\"a\"\"b\""})
    void shouldNeutraliseCells(String text, String cell) {
        assertThat(Export.cell(text)).isEqualTo(cell);
        assertThat(Export.cell("\t" + text)).startsWith("\"'\t");
        assertThat(Export.cell(-1)).isEqualTo("-1");
    }

    private static void fill(JenkinsRule j) throws Exception {
        sample(j, "a", "2024-01-01", new Sample().model("alpha").version(1));
        sample(j, "b", "2024-02-01", new Sample().model("beta").version(2).verdict("FAIL"));
        sample(j, "c", "2024-03-01", new Sample().model("gamma").version(3).stage("register"));
    }

    private static void sample(JenkinsRule j, String job, String day, Sample sample) throws Exception {
        long at = LocalDate.parse(day)
                .atTime(23, 59)
                .atZone(ZoneId.systemDefault())
                .toInstant()
                .toEpochMilli();
        sample.at(at).in(j.buildAndAssertSuccess(j.createFreeStyleProject(job)));
    }

    private static List<String> rows(JenkinsRule j, String query) throws Exception {
        HtmlPage page = (HtmlPage) Visitors.browser(j, "").goTo("gxp-evidence/" + query);
        return page.<HtmlElement>getByXPath("//table[caption]/tbody/tr").stream()
                .map(HtmlElement::asNormalizedText)
                .toList();
    }
}
