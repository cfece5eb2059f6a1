// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.util.FormValidation.Kind;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class QualityGateTest {
    @TempDir
    private Path folder;

    @Test
    void shouldGiveTheEngineWhatThePipelineAsksFor(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        WorkflowJob job = j.createProject(WorkflowJob.class, "a b (é)");
        FilePath workspace = j.jenkins.getWorkspaceFor(job);
        workspace.child("gxp.yaml").write("verdict=PASS", "UTF-8");
        job.setDefinition(new CpsFlowDefinition(
                "node { gxpValidate qualityGates: [[metric: 'roc_auc', min: 0.8, criticality: 'FAILURE'],"
                        + " [metric: 'psi', columns: 'age, sex', within: 1], [metric: 'a\"b', max: 2, facet: 'é']] }",
                true));
        j.buildAndAssertSuccess(job);

        assertThat(workspace.child("starts.txt").readToString())
                .matches("validate --format json --gates .+/gates[.]json -- gxp.yaml\n");
        assertThat(workspace.child("given-gates.json").readToString())
                .isEqualTo("{\"from\":\"Jenkinsfile of a b (é)#1\",\"gates\":["
                        + "{\"metric\":\"roc_auc\",\"min\":0.8,\"criticality\":\"FAILURE\"},"
                        + "{\"metric\":\"psi\",\"columns\":[\"age\",\"sex\"],\"within\":1.0},"
                        + "{\"metric\":\"a\\\"b\",\"facet\":\"é\",\"max\":2.0}]}");
    }

    @Test
    void shouldServeDeclarativePipelines(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        WorkflowJob job = j.createProject(WorkflowJob.class);
        j.jenkins.getWorkspaceFor(job).child("gxp.yaml").write("verdict=PASS", "UTF-8");
        job.setDefinition(new CpsFlowDefinition(
                "pipeline { agent any\n stages { stage('model') { steps {\n"
                        + " gxpMonitor(qualityGates: [[metric: 'ks', max: 0.2]]) } } } }",
                true));
        j.buildAndAssertSuccess(job);

        assertThat(j.jenkins.getWorkspaceFor(job).child("given-gates.json").readToString())
                .endsWith("\"gates\":[{\"metric\":\"ks\",\"max\":0.2}]}");
    }

    @Test
    void shouldRefuseWhatIsNoGateBeforeAnythingRuns(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        for (List<String> bad : List.of(
                List.of("metric: ''", "Gate 1 of the step is none: Name the metric"),
                List.of("metric: 'a'", "A gate needs a limit"),
                List.of("metric: 'a', min: 1, within: 1", "either min and max, or within"),
                List.of("metric: 'a', min: 2, max: 1", "2.0 is larger than the largest, 1.0"),
                List.of("metric: 'a', within: -1", "A distance is not negative"),
                List.of("metric: 'a', min: 'NaN'", "NaN is no number"),
                List.of("metric: 'a\\nb', min: 1", "no control characters"),
                List.of("metric: 'a', min: 1, on: 'x'", "The field on is one of interval"),
                List.of("metric: 'a', min: 1, criticality: 'LOW'", "The field criticality is one of"))) {
            WorkflowJob job = j.createProject(WorkflowJob.class);
            job.setDefinition(new CpsFlowDefinition("node { gxpValidate qualityGates: [[" + bad.get(0) + "]] }", true));
            WorkflowRun build = j.buildAndAssertStatus(Result.FAILURE, job);
            j.assertLogContains(bad.get(1), build);
            assertThat(j.jenkins.getWorkspaceFor(job).child("starts.txt").exists())
                    .isFalse();
        }
    }

    @Test
    void shouldExplainEveryField(JenkinsRule j) throws Exception {
        for (Class<?> type : List.of(QualityGate.class, GxpFolderProperty.class)) {
            for (var parameter : new DescribableModel<>(type).getParameters()) {
                assertThat(help(j, type, parameter.getName())).contains("<div>");
            }
        }
        for (String field : List.of(
                "engineAddress",
                "engineSha256",
                "defaultConfig",
                "onUndecided",
                "signingCredentialsId",
                "trustRoots",
                "retention")) {
            assertThat(help(j, GxpConfiguration.class, field)).contains("<div>");
        }
    }

    private static String help(JenkinsRule j, Class<?> type, String field) throws Exception {
        return j.createWebClient()
                .goTo("descriptor/" + type.getName() + "/help/" + field, "text/html")
                .getWebResponse()
                .getContentAsString();
    }

    @Test
    void shouldCheckAndOfferForThoseWhoMayConfigure(JenkinsRule j) throws Exception {
        FreeStyleProject job = j.createFreeStyleProject();
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ, Item.READ, Item.CONFIGURE)
                .everywhere()
                .to("author"));
        var descriptor = j.jenkins.getDescriptorByType(QualityGate.DescriptorImpl.class);

        try (var ignored = ACL.as2(User.getById("author", true).impersonate2())) {
            assertThat(descriptor.doCheckMetric(job, "").kind).isEqualTo(Kind.ERROR);
            assertThat(descriptor.doCheckMetric(job, "roc_auc").kind).isEqualTo(Kind.OK);
            assertThat(descriptor.doCheckMin(job, "", "", "").kind).isEqualTo(Kind.ERROR);
            assertThat(descriptor.doCheckMin(job, "0", "", "").kind).isEqualTo(Kind.OK);
            assertThat(descriptor.doCheckMin(job, "2", "1", "").kind).isEqualTo(Kind.ERROR);
            assertThat(descriptor.doCheckMax(job, "<b>").renderHtml()).doesNotContain("<b>");
            assertThat(descriptor.doCheckWithin(job, "x").kind).isEqualTo(Kind.ERROR);
            assertThat(descriptor.doCheckAt(job, "0.9").kind).isEqualTo(Kind.OK);
            assertThat(descriptor.doFillOnItems(job)).hasSize(5);
            assertThat(descriptor.doFillCriticalityItems(job)).hasSize(3);
        }
        try (var ignored = ACL.as2(User.getById("reader", true).impersonate2())) {
            assertThat(descriptor.doCheckMetric(job, "").kind).isEqualTo(Kind.OK);
            assertThat(descriptor.doCheckMin(job, "2", "1", "").kind).isEqualTo(Kind.OK);
            assertThat(descriptor.doFillOnItems(job)).isEmpty();
            assertThat(descriptor.doFillCriticalityItems(job)).isEmpty();
        }
    }
}
