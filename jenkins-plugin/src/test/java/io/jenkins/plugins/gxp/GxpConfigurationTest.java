// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.AccessDeniedException3;
import hudson.util.FormValidation.Kind;
import io.jenkins.plugins.gxp.approval.RoleMembers;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class GxpConfigurationTest {
    private static final String DIGEST = "ab".repeat(32);

    @TempDir
    private Path folder;

    @Test
    void shouldLetARoleBeTakenAwayInItsForm(JenkinsRule j) throws Exception {
        GxpConfiguration.get().setRoles(List.of(new RoleMembers("quality", "jane")));

        try (var client = j.createWebClient()) {
            HtmlForm form = client.goTo("configure").getFormByName("config");
            List<HtmlElement> buttons = form.getByXPath(
                    ".//div[contains(@class,'repeated-chunk')][.//input[@name='_.role' and @value='quality']]"
                            + "//button[contains(@class,'repeatable-delete')]");
            assertThat(buttons).hasSize(1);
        }
    }

    @Test
    void shouldSurviveItsForm(JenkinsRule j) throws Exception {
        GxpConfiguration configuration = GxpConfiguration.get();
        configuration.setEngineAddress("https://files.example.org/gxp.jar");
        configuration.setEngineSha256(DIGEST.toUpperCase(java.util.Locale.ROOT));
        configuration.setDefaultConfig("ml/gxp.yaml");
        configuration.setOnUndecided(Undecided.UNSTABLE);
        configuration.setSigningCredentialsId("seal");
        String pem = TestKeys.pem(TestKeys.store(folder, TestKeys.P256));
        configuration.setTrustRoots(pem);
        configuration.setRetention(30);

        j.configRoundtrip();
        configuration.load();

        assertThat(configuration.getEngineAddress()).isEqualTo("https://files.example.org/gxp.jar");
        assertThat(configuration.getEngineSha256()).isEqualTo(DIGEST);
        assertThat(configuration.getDefaultConfig()).isEqualTo("ml/gxp.yaml");
        assertThat(configuration.getOnUndecided()).isEqualTo(Undecided.UNSTABLE);
        assertThat(configuration.getSigningCredentialsId()).isEqualTo("seal");
        assertThat(configuration.getTrustRoots().lines())
                .containsExactlyElementsOf(pem.lines().toList());
        assertThat(configuration.getRetention()).isEqualTo(30);
    }

    @Test
    void shouldCheckCertificatesWhereTheyAreGiven(JenkinsRule j) throws Exception {
        GxpConfiguration configuration = GxpConfiguration.get();
        String pem = TestKeys.pem(TestKeys.store(folder, TestKeys.P256));

        assertThat(configuration.doCheckTrustRoots("").kind).isEqualTo(Kind.OK);
        assertThat(configuration.doCheckTrustRoots(pem + "\n" + pem).kind).isEqualTo(Kind.OK);
        for (String bad : new String[] {
            "x", pem + "x", pem.replace("MII", "III"), pem.replace("CERTIFICATE", "PRIVATE KEY"), pem.substring(0, 99)
        }) {
            assertThat(configuration.doCheckTrustRoots(bad).kind).as(bad).isEqualTo(Kind.ERROR);
            assertThatThrownBy(() -> configuration.setTrustRoots(bad)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(configuration.doCheckRetention("-1").kind).isEqualTo(Kind.ERROR);
        assertThat(configuration.doCheckDefaultConfig("../x").kind).isEqualTo(Kind.ERROR);
    }

    @Test
    void shouldCheckWhatIsTyped(JenkinsRule j) throws Exception {
        GxpConfiguration configuration = GxpConfiguration.get();
        Path file = Files.createFile(folder.resolve("gxp.jar"));

        assertThat(configuration.doCheckEngineAddress("https://files.example.org/gxp.jar").kind)
                .isEqualTo(Kind.OK);
        assertThat(configuration.doCheckEngineAddress(file.toString()).kind).isEqualTo(Kind.OK);
        assertThat(configuration.doCheckEngineAddress(file + "x").kind).isEqualTo(Kind.WARNING);
        for (String bad : new String[] {
            "", "http://x/gxp.jar", "file:///gxp.jar", "https://u:p@x/gxp.jar", "gxp.jar", "https://", "ftp://x/y"
        }) {
            assertThat(configuration.doCheckEngineAddress(bad).kind).as(bad).isEqualTo(Kind.ERROR);
        }
        assertThat(configuration.doCheckEngineSha256(DIGEST).kind).isEqualTo(Kind.OK);
        assertThat(configuration.doCheckEngineSha256(DIGEST + "0").kind).isEqualTo(Kind.ERROR);
    }

    @Test
    void shouldRefuseWhatIsNoAddressOrDigest(JenkinsRule j) {
        GxpConfiguration configuration = GxpConfiguration.get();

        assertThatThrownBy(() -> configuration.setEngineAddress("https://u:p@x/gxp.jar"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> configuration.setEngineSha256("../../x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldSayWhatIsNotConfigured(JenkinsRule j) throws Exception {
        assertThatThrownBy(() -> GxpConfiguration.get().engine())
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("set its address");

        GxpConfiguration.get().setEngineAddress("https://files.example.org/gxp.jar");
        GxpConfiguration.get().setEngineSha256(DIGEST);
        assertThat(GxpConfiguration.get().engine().sha256()).isEqualTo(DIGEST);
        assertThat(GxpConfiguration.get().engine().title()).isEqualTo("engine sha256 " + DIGEST);
    }

    @Test
    void shouldBeForAdministratorsAndNotForLinks(JenkinsRule j) throws Exception {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(
                new MockAuthorizationStrategy().grant(Jenkins.READ).everywhere().to("reader"));
        try (var ignored = ACL.as2(User.getById("reader", true).impersonate2())) {
            assertThatThrownBy(() -> GxpConfiguration.get().doCheckEngineAddress("/etc/passwd"))
                    .isInstanceOf(AccessDeniedException3.class);
            assertThatThrownBy(() -> GxpConfiguration.get().doCheckTrustRoots("x"))
                    .isInstanceOf(AccessDeniedException3.class);
            assertThatThrownBy(() -> GxpConfiguration.get().doCheckRetention("x"))
                    .isInstanceOf(AccessDeniedException3.class);
        }

        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
        JenkinsRule.WebClient browser = j.createWebClient().login("admin").withThrowExceptionOnFailingStatusCode(false);
        var link = new URL(
                j.getURL(), "descriptorByName/" + GxpConfiguration.class.getName() + "/checkEngineAddress?value=x");
        assertThat(browser.getPage(new WebRequest(link, HttpMethod.GET))
                        .getWebResponse()
                        .getStatusCode())
                .isBetween(400, 499);
        assertThat(browser.getPage(browser.addCrumb(new WebRequest(link, HttpMethod.POST)))
                        .getWebResponse()
                        .getStatusCode())
                .isEqualTo(200);
    }
}
