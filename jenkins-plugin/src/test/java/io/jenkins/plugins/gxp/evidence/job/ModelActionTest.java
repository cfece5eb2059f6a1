// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence.job;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Run;
import io.jenkins.plugins.gxp.evidence.Sample;
import io.jenkins.plugins.gxp.evidence.Visitors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class ModelActionTest {
    @Test
    void shouldMarkTheNewestReleasedVersion(JenkinsRule j) throws Exception {
        FreeStyleProject job = j.createFreeStyleProject("model");
        assertThat(job.getAction(ModelAction.class)).isNull();
        for (int version : new int[] {1, 2}) {
            new Sample().stage("register").version(version).at(version).in(j.buildAndAssertSuccess(job));
        }
        new Sample()
                .stage("register")
                .version(3)
                .state("PENDING")
                .verdict("UNDECIDED")
                .at(3)
                .in(j.buildAndAssertSuccess(job));
        new Sample().stage("register").model(Sample.HOSTILE).version(1).at(4).in(j.buildAndAssertSuccess(job));

        HtmlPage page = Visitors.browser(j, "").getPage(job, "gxp-model");
        List<String> rows = page.<HtmlElement>getByXPath("//h2/following::table[caption]/tbody/tr").stream()
                .map(row -> row.asNormalizedText().replaceAll("\\s+", " "))
                .toList();
        assertThat(rows).hasSize(3);
        assertThat(rows.get(0)).contains("<script>document.title='owned'</script>", "ACTIVE");
        assertThat(rows.get(1))
                .startsWith("m 2 ACTIVE")
                .endsWith("#2 " + Sample.digest(2).substring(0, 12));
        assertThat(rows.get(2)).startsWith("m 1 superseded");
        assertThat(page.getTitleText()).doesNotContain("owned");
        assertThat(page.<HtmlElement>getByXPath("//select[contains(@class,'gxp-trend__model')]/option"))
                .hasSize(2);
    }

    @Test
    void shouldFollowAGateOverItsBuilds(JenkinsRule j) throws Exception {
        FreeStyleProject job = j.createFreeStyleProject("model");
        for (int i = 1; i <= 3; i++) {
            new Sample()
                    .version(i)
                    .gate("other", "PASS", 0.9)
                    .gate("auc", i == 3 ? "UNDECIDED" : "PASS", 0.8 - i / 100.0)
                    .in(j.buildAndAssertSuccess(job));
        }

        JSONObject trend = trend(j, job, "");
        assertThat(trend.getString("gate")).isEqualTo("validate/auc");
        assertThat(trend.getJSONArray("gates").toArray()).containsExactly("validate/auc", "validate/other");
        JSONObject last = trend.getJSONArray("builds").getJSONObject(2);
        assertThat(last.getInt("build")).isEqualTo(3);
        assertThat(last.getInt("pass")).isEqualTo(1);
        assertThat(last.getInt("undecided")).isEqualTo(1);
        assertThat(last.getJSONObject("gate").getDouble("value")).isEqualTo(0.77);
        assertThat(last.getJSONObject("gate").getDouble("min")).isEqualTo(0.75);

        JSONObject other = trend(j, job, "gate=validate/other&builds=1&before=3&model=x");
        assertThat(other.getString("gate")).isEqualTo("validate/other");
        assertThat(builds(other)).containsExactly(2);
        assertThat(other.getBoolean("older")).isTrue();
        assertThat(other.getBoolean("newer")).isTrue();
        assertThat(builds(trend(j, job, "before=1"))).isEmpty();
    }

    @Test
    void shouldLoadNoBuildForATrendOfAThousand(JenkinsRule j) throws Exception {
        FreeStyleProject job = j.createFreeStyleProject("model");
        Run<?, ?> first = new Sample().gate("auc", "PASS", 0.9).in(j.buildAndAssertSuccess(job));
        Path index = job.getRootDir().toPath().resolve("gxp-index.jsonl");
        String line = Files.readString(index);
        String xml = Files.readString(first.getRootDir().toPath().resolve("build.xml"));
        var lines = new StringBuilder();
        for (int build = 1; build <= 1000; build++) {
            lines.append(line.replace("\"build\":1,", "\"build\":" + build + ","));
            Path folder = Files.createDirectories(first.getRootDir().toPath().resolveSibling(Integer.toString(build)));
            Files.writeString(folder.resolve("build.xml"), xml);
        }
        Files.writeString(index, lines);
        j.jenkins.reload();
        FreeStyleProject again = (FreeStyleProject) j.jenkins.getItem("model");

        assertThat(builds(trend(j, again, "builds=1000"))).hasSize(1000).endsWith(1000);
        assertThat(builds(trend(j, again, "builds=2000000000"))).hasSize(1000);
        assertThat(builds(trend(j, again, "before=500"))).hasSize(100).endsWith(499);
        // Jenkins itself may look at one or the other
        assertThat(again.getLazyBuildMixIn().getRunMap().getLoadedBuilds()).hasSizeLessThan(5);
    }

    @Test
    void shouldBeForThoseWhoMayReadTheJob(JenkinsRule j) throws Exception {
        FreeStyleProject job = j.createFreeStyleProject("model");
        new Sample().gate("auc", "PASS", 0.9).in(j.buildAndAssertSuccess(job));
        Visitors.protect(j);

        assertThat(Visitors.get(j, "reader", "job/model/gxp-model/trend").getStatusCode())
                .isEqualTo(200);
        assertThat(Visitors.get(j, "stranger", "job/model/gxp-model/trend").getStatusCode())
                .isIn(403, 404);
        assertThat(Visitors.get(j, "", "job/model/gxp-model/trend").getContentAsString())
                .doesNotContain("validate/auc");
    }

    private static List<Integer> builds(JSONObject trend) {
        JSONArray builds = trend.getJSONArray("builds");
        return builds.stream()
                .map(build -> ((JSONObject) build).getInt("build"))
                .toList();
    }

    private static JSONObject trend(JenkinsRule j, FreeStyleProject job, String query) throws Exception {
        return j.getJSON(job.getUrl() + "gxp-model/trend?" + query).getJSONObject();
    }
}
