// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JenkinsSettingsTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("GXP_JENKINS_USER", "pipeline", "GXP_JENKINS_TOKEN", "11c0ffee");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://jenkins.example.org/ci/",
                "HTTPS://jenkins.example.org",
                "http://localhost:8080",
                "http://127.0.0.1:8080/ci",
                "http://[::1]:8080",
            })
    void shouldTakeAnAddressThatKeepsCredentialsPrivate(String address) {
        assertThat(of(address, false).address().toString()).isEqualTo(address.replaceAll("/$", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://jenkins.example.org",
                "http://localhost.example.org",
                "http://127.0.0.1.example.org",
                "http://10.0.0.1",
            })
    void shouldSendNoCredentialsForAllToRead(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(address, false))
                .withMessageContaining("give an address with https, or allow it expressly");
        assertThat(of(address, true).address()).isEqualTo(URI.create(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://jenkins.example.org",
                "jenkins",
                "https:///ci",
                "https://me:secret@jenkins.example.org",
                "https://jenkins.example.org?token=secret",
                "https://jenkins.example.org#x",
            })
    void shouldRefuseWhatIsNoAddress(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(address, true))
                .withMessageStartingWith("The address of Jenkins has to be one such as")
                .withMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "team/", "/flc", "team//flc", "../flc", "team/./flc", "a\nb"})
    void shouldRefuseWhatIsNoJob(String job) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> JenkinsSettings.of(URI.create("https://jenkins.example.org"), false, job, ENVIRONMENT))
                .withMessageContaining("no full name of a Jenkins job");
    }

    @Test
    void shouldSayWhichVariableIsMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JenkinsSettings.of(
                        URI.create("https://jenkins.example.org"), false, "flc", Map.of("GXP_JENKINS_TOKEN", "x")))
                .withMessageContaining("GXP_JENKINS_USER");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JenkinsSettings.of(
                        URI.create("https://jenkins.example.org"), false, "flc", Map.of("GXP_JENKINS_USER", "x")))
                .withMessageContaining("GXP_JENKINS_TOKEN_FILE");
    }

    @Test
    void shouldReadTheTokenFromTheFileEachTime(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "11first\n");
        JenkinsToken token =
                JenkinsToken.of(Map.of("GXP_JENKINS_TOKEN_FILE", file.toString(), "GXP_JENKINS_TOKEN", "11other"));
        assertThat(token.read()).isEqualTo("11first");
        Files.writeString(file, "11second");
        assertThat(token.read()).isEqualTo("11second");
        Files.delete(file);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(token::read)
                .withMessageContaining("cannot be read: " + file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n", "two words", "a\nX-Header: b", "t\u00f6ken"})
    void shouldRefuseWhatIsNoTokenWithoutSayingIt(String text) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(
                        () -> JenkinsToken.of(Map.of("GXP_JENKINS_TOKEN", text)).read())
                .withMessage("what the variable GXP_JENKINS_TOKEN holds is no API token of Jenkins: one word of ASCII"
                        + " characters");
    }

    @Test
    void shouldNotShowTheToken() {
        assertThat(of("https://jenkins.example.org", false).toString()).doesNotContain("11c0ffee");
    }

    private static JenkinsSettings of(String address, boolean plainHttp) {
        return JenkinsSettings.of(URI.create(address), plainHttp, "team/flc", ENVIRONMENT);
    }
}
