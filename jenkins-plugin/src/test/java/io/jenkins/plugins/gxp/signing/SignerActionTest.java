// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.User;
import hudson.model.UserProperty;
import hudson.security.SecurityRealm;
import hudson.tasks.Mailer;
import hudson.util.Secret;
import java.io.File;
import java.nio.file.Files;
import java.security.cert.X509Certificate;
import java.util.List;
import net.sf.json.JSONObject;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlFormUtil;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.StaplerRequest2;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;

/** Signing where Jenkins takes no passwords. */
@WithJenkins
class SignerActionTest {
    /** A realm that only believes what another system says, as single sign-on does. */
    private static final class SingleSignOn extends SecurityRealm {
        @Override
        public SecurityComponents createSecurityComponents() {
            AuthenticationManager anybody = token -> new UsernamePasswordAuthenticationToken(
                    token.getName(), "", List.of(SecurityRealm.AUTHENTICATED_AUTHORITY2));
            return new SecurityComponents(anybody);
        }
    }

    @Test
    void shouldAskForASecretWhereThereIsNoPassword(JenkinsRule j) throws Exception {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        User jane = User.getById("jane", true);
        JenkinsRule.WebClient client =
                j.createWebClient().withThrowExceptionOnFailingStatusCode(false).login("jane");
        j.jenkins.setSecurityRealm(new SingleSignOn());

        assertThatThrownBy(() -> Reauthentication.check(jane, Secret.fromString("anything")))
                .hasMessageContaining("choose a signing secret first");
        assertThat(choose(client, "", "correct horse", "another horse")).contains("409", "The two entries differ");
        assertThat(choose(client, "", "horse", "horse")).contains("409", "at least 12 characters");
        assertThat(choose(client, "", "correct horse", "correct horse")).startsWith("200");
        assertThat(choose(client, "wrong horse!", "some other horse", "some other horse"))
                .contains("409", "not your signing secret");

        assertThat(Reauthentication.check(jane, Secret.fromString("correct horse")))
                .isEqualTo("personal signing secret, asked for again");
        assertThatThrownBy(() -> Reauthentication.check(jane, Secret.fromString("incorrect horse")))
                .hasMessageContaining("not your signing secret");
        assertThat(Files.readString(new File(jane.getUserFolder(), "config.xml").toPath()))
                .doesNotContain("horse")
                .contains("<rounds>600000</rounds>");
    }

    private static String choose(JenkinsRule.WebClient client, String old, String chosen, String again)
            throws Exception {
        HtmlForm form = client.goTo("user/jane/gxp-signatures/").getFormByName("gxp-secret");
        if (!old.isEmpty()) {
            form.getInputByName("old").setValue(old);
        }
        form.getInputByName("chosen").setValue(chosen);
        form.getInputByName("again").setValue(again);
        WebResponse response = HtmlFormUtil.submit(form).getWebResponse();
        return response.getStatusCode() + " " + response.getContentAsString();
    }

    @Test
    void shouldKeepKeyAndLockWhateverAFormSays(JenkinsRule j) throws Exception {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        User jane = User.getById("jane", true);
        jane.addProperty(new Mailer.UserProperty("jane@example.org"));
        String key = Signer.of(jane).keyId();
        for (int i = 0; i < SignerProperty.MOST_FAILURES; i++) {
            assertThatThrownBy(() -> Reauthentication.check(jane, Secret.fromString("guess")))
                    .hasMessageContaining("not your password");
        }
        SignerProperty before = jane.getProperty(SignerProperty.class);

        UserProperty after = before.reconfigure((StaplerRequest2) null, new JSONObject());

        assertThat(after).isSameAs(before);
        JenkinsRule.WebClient client = j.createWebClient().login("jane");
        for (String page : new String[] {"account", "security", "preferences"}) {
            j.submit(client.goTo("user/jane/" + page + "/").getFormByName("config"));
        }
        assertThat(Signer.of(jane).keyId()).isEqualTo(key);
        assertThatThrownBy(() -> Reauthentication.check(jane, Secret.fromString("jane")))
                .hasMessageContaining("too many wrong attempts");
    }

    @Test
    void shouldLetOnlyThePersonChoose(JenkinsRule j) throws Exception {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        User jane = User.getById("jane", true);
        var action = new SignerAction(jane);

        assertThatThrownBy(() -> action.doChoose(null, null, null, null, null))
                .hasMessage("Nobody but the person may do this.");
        HtmlPage page = j.createWebClient().login("jane").goTo("user/jane/gxp-signatures/");
        assertThat(page.getBody().getTextContent()).contains("is made at its first signature");
        assertThat(page.getForms()).extracting(HtmlForm::getNameAttribute).doesNotContain("gxp-secret");
    }

    @Test
    void shouldIssueOneRootAndAKeyForEachPerson(JenkinsRule j) throws Exception {
        Authority authority = Authority.get();
        SigningKey jane = authority.issue(new Certified("Jane \"QA\" Roe, <x>", "jane@example.org", "user jane"));
        SigningKey john = authority.issue(new Certified("John Doe", "john@example.org", "user john"));

        X509Certificate root = jane.chain().get(1);
        jane.certificate().verify(root.getPublicKey());
        john.certificate().verify(root.getPublicKey());
        assertThat(jane.id()).isNotEqualTo(john.id()).matches("[0-9a-f]{64}");
        assertThat(jane.certificate().getSubjectAlternativeNames().iterator().next())
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(Object.class))
                .containsExactly(1, "jane@example.org");
        assertThat(jane.certificate().getBasicConstraints()).isEqualTo(-1);
        assertThat(root.getBasicConstraints()).isZero();
        File file = new File(j.jenkins.getRootDir(), Authority.class.getName() + ".xml");
        assertThat(authority
                        .sealing()
                        .certificate()
                        .getSubjectAlternativeNames()
                        .toString())
                .contains("sealing@gxp.invalid");
        assertThat(Files.readString(file.toPath())).contains("<privateKey>{").doesNotContain("PRIVATE KEY");
        assertThat(new Authority().rootPem()).isEqualTo(authority.rootPem());
    }
}
