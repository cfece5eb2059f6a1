// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.util.FormValidation;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class GxpStepTest {
    @Test
    void shouldSurviveFormAndSnippet(JenkinsRule j) throws Exception {
        var form = new StepConfigTester(j);
        var snippets = new SnippetizerTester(j);
        for (GxpStep step : steps()) {
            String name = step.getDescriptor().getFunctionName();
            snippets.assertRoundTrip(step, name + "()");
            j.assertEqualDataBoundBeans(step, form.configRoundTrip(step));

            step.setConfig("models/it's/gxp.yaml");
            step.setOnUndecided(Undecided.UNSTABLE);
            step.setStopBuild(false);
            snippets.assertRoundTrip(
                    step, name + " config: 'models/it\\'s/gxp.yaml', onUndecided: 'UNSTABLE', stopBuild: false");
            j.assertEqualDataBoundBeans(step, form.configRoundTrip(step));

            step.setConfig(null);
            step.setOnUndecided(null);
            step.setCredentialsId("seal");
            step.setStopBuild(true);
            step.setQualityGates(List.of(gate(), new QualityGate("psi")));
            snippets.assertRoundTrip(
                    step,
                    name
                            + " credentialsId: 'seal', qualityGates: [[at: 0.9, columns: 'a, b', criticality: 'FAILURE', facet: 'sex=F', max: 1.0,"
                            + " metric: 'roc_auc', min: 0.8, on: 'lower-bound', table: 'validation'], [metric: 'psi']]");
            j.assertEqualDataBoundBeans(step, form.configRoundTrip(step));
            SnippetizerTester.assertDocGeneration(step.getClass());
        }
    }

    @Test
    void shouldExplainEveryFieldAndItself(JenkinsRule j) throws Exception {
        JenkinsRule.WebClient browser = j.createWebClient();
        for (GxpStep step : steps()) {
            for (String file : List.of(
                    "help",
                    "help/config",
                    "help/onUndecided",
                    "help/stopBuild",
                    "help/qualityGates",
                    "help/credentialsId")) {
                String url = "descriptor/" + step.getClass().getName() + "/" + file;
                assertThat(browser.goTo(url, "text/html").getWebResponse().getContentAsString())
                        .as(url)
                        .contains("<div>");
            }
        }
    }

    @Test
    void shouldCheckThePathForThoseWhoMayConfigure(JenkinsRule j) throws Exception {
        FreeStyleProject job = j.createFreeStyleProject();
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ, Item.READ, Item.CONFIGURE)
                .everywhere()
                .to("author"));
        var descriptor = j.jenkins.getDescriptorByType(GxpTrainStep.DescriptorImpl.class);

        try (var ignored = ACL.as2(User.getById("author", true).impersonate2())) {
            assertThat(descriptor.doCheckConfig(job, "../x").kind).isEqualTo(FormValidation.Kind.ERROR);
            assertThat(descriptor.doCheckConfig(job, "gxp.yaml").kind).isEqualTo(FormValidation.Kind.OK);
            assertThat(descriptor.doCheckConfig(job, "").kind).isEqualTo(FormValidation.Kind.OK);
            assertThat(descriptor.doCheckConfig(null, "../x").kind).isEqualTo(FormValidation.Kind.OK);
        }
        try (var ignored = ACL.as2(User.getById("reader", true).impersonate2())) {
            assertThat(descriptor.doCheckConfig(job, "../x").kind).isEqualTo(FormValidation.Kind.OK);
        }
    }

    private static QualityGate gate() {
        var gate = new QualityGate("roc_auc");
        gate.setTable("validation");
        gate.setFacet("sex=F");
        gate.setColumns("a, b");
        gate.setMin(0.8);
        gate.setMax(1.0);
        gate.setAt(0.9);
        gate.setOn("lower-bound");
        gate.setCriticality("FAILURE");
        return gate;
    }

    private static List<GxpStep> steps() {
        return List.of(new GxpTrainStep(), new GxpValidateStep(), new GxpRegisterStep(), new GxpMonitorStep());
    }
}
