// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Result;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class GxpFolderPropertyTest {
    @TempDir
    private Path folder;

    @Test
    void shouldSurviveItsForm(JenkinsRule j) throws Exception {
        Folder models = j.createProject(Folder.class, "models");
        var property = new GxpFolderProperty();
        property.setConfig("ml/gxp.yaml");
        property.setOnUndecided(Undecided.UNSTABLE);
        property.setSigningCredentialsId("seal");
        property.setRetention(0);
        models.addProperty(property);

        Folder after = j.configRoundtrip(models);
        j.assertEqualDataBoundBeans(property, after.getProperties().get(GxpFolderProperty.class));

        after.getProperties().replace(new GxpFolderProperty());
        after = j.configRoundtrip(after);
        j.assertEqualDataBoundBeans(
                new GxpFolderProperty(), after.getProperties().get(GxpFolderProperty.class));
    }

    @Test
    void shouldLetTheNearestFolderWin(JenkinsRule j) throws Exception {
        Folder outer = j.createProject(Folder.class, "outer");
        Folder inner = outer.createProject(Folder.class, "inner");
        WorkflowJob job = inner.createProject(WorkflowJob.class, "job");
        WorkflowJob elsewhere = j.createProject(WorkflowJob.class, "elsewhere");
        GxpConfiguration.get().setDefaultConfig("jenkins.yaml");
        GxpConfiguration.get().setRetention(9);
        GxpConfiguration.get().setSigningCredentialsId("of-jenkins");

        assertThat(GxpDefaults.config(job)).isEqualTo("jenkins.yaml");
        var far = new GxpFolderProperty();
        far.setConfig("outer.yaml");
        far.setRetention(0);
        far.setOnUndecided(Undecided.UNSTABLE);
        outer.addProperty(far);
        assertThat(GxpDefaults.config(job)).isEqualTo("outer.yaml");
        var near = new GxpFolderProperty();
        near.setConfig("inner.yaml");
        inner.addProperty(near);

        assertThat(GxpDefaults.config(job)).isEqualTo("inner.yaml");
        assertThat(GxpDefaults.retention(job)).isZero();
        assertThat(GxpDefaults.onUndecided(job)).isEqualTo(Undecided.UNSTABLE);
        assertThat(GxpDefaults.signingCredentialsId(job)).isEqualTo("of-jenkins");
        assertThat(GxpDefaults.config(elsewhere)).isEqualTo("jenkins.yaml");
        assertThat(GxpDefaults.retention(elsewhere)).isEqualTo(9);
    }

    @Test
    void shouldHoldForStepsThatSayNothing(JenkinsRule j) throws Exception {
        StandIn.configure(StandIn.jar(folder));
        Folder models = j.createProject(Folder.class, "models");
        var property = new GxpFolderProperty();
        property.setConfig("m/gxp.yaml");
        property.setOnUndecided(Undecided.UNSTABLE);
        models.addProperty(property);
        WorkflowJob job = models.createProject(WorkflowJob.class, "job");
        j.jenkins.getWorkspaceFor(job).child("m/gxp.yaml").write("verdict=UNDECIDED\nstate=BLOCKED\nexit=3", "UTF-8");

        job.setDefinition(new CpsFlowDefinition("node { gxpValidate() }", true));
        WorkflowRun build = j.buildAndAssertStatus(Result.UNSTABLE, job);
        j.assertLogContains("GxP validate m/gxp.yaml", build);
        job.setDefinition(new CpsFlowDefinition("node { gxpValidate onUndecided: 'FAILURE' }", true));
        j.buildAndAssertStatus(Result.FAILURE, job);
    }

    @Test
    void shouldRefuseWhatLeavesTheWorkspaceOrTime() {
        var property = new GxpFolderProperty();
        assertThatThrownBy(() -> property.setConfig("../x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> property.setRetention(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
