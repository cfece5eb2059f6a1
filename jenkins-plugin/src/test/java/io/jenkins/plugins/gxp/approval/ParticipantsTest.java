// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.approval;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Cause;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.User;
import hudson.tasks.Mailer;
import io.jenkins.plugins.gxp.signing.Signer;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.FakeChangeLogSCM;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who had a part in a build. */
@WithJenkins
class ParticipantsTest {
    @Test
    void shouldFindWhoStartedAndWhoWrote(JenkinsRule j) throws Exception {
        Signer jane = signer("jane");
        Signer john = signer("john");
        Signer tina = signer("tina");
        FreeStyleProject project = j.createFreeStyleProject();
        var changes = new FakeChangeLogSCM();
        changes.addChange().withAuthor("jane").withMsg("Train longer");
        project.setScm(changes);
        FreeStyleBuild build =
                project.scheduleBuild2(0, new Cause.UserIdCause("tina")).get();
        FreeStyleBuild later = j.createFreeStyleProject()
                .scheduleBuild2(0, new Cause.UpstreamCause(build))
                .get();

        assertThat(Participants.of(build).part(jane)).contains("wrote changes in this build");
        assertThat(Participants.of(build).part(tina)).contains("started this build");
        assertThat(Participants.of(build).part(john)).isEmpty();
        assertThat(Participants.of(later).part(tina)).contains("started this build");
        assertThat(Participants.of(later).part(jane)).isEmpty();
    }

    private static Signer signer(String id) throws Exception {
        User user = User.getById(id, true);
        user.addProperty(new Mailer.UserProperty(id + "@example.org"));
        return Signer.of(user);
    }
}
