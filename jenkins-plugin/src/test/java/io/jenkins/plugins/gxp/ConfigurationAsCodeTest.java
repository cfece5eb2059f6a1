// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import static io.jenkins.plugins.casc.misc.Util.getUnclassifiedRoot;
import static io.jenkins.plugins.casc.misc.Util.toYamlString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.yaml.YamlSource;
import io.jenkins.plugins.gxp.approval.RoleMembers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class ConfigurationAsCodeTest {
    @TempDir
    private Path folder;

    @Test
    void shouldTakeWhatItGives(JenkinsRule j) throws Exception {
        String pem = TestKeys.pem(TestKeys.store(folder, TestKeys.P256));
        ConfigurationAsCode.get()
                .configure(getClass().getResource("configuration.yaml").toString());
        GxpConfiguration configuration = GxpConfiguration.get();
        configuration.setTrustRoots(pem);

        assertThat(configuration.getEngineAddress()).isEqualTo("https://files.example.org/gxp.jar");
        assertThat(configuration.getDefaultConfig()).isEqualTo("ml/gxp.yaml");
        assertThat(configuration.getOnUndecided()).isEqualTo(Undecided.UNSTABLE);
        assertThat(configuration.getSigningCredentialsId()).isEqualTo("seal");
        assertThat(configuration.getProfile()).isEqualTo("part11");
        assertThat(configuration.getRetention()).isEqualTo(3650);
        assertThat(configuration.getRoles())
                .extracting(RoleMembers::getRole, RoleMembers::getMembers)
                .containsExactly(tuple("quality", "jane, qa-team"), tuple("business", "john"));

        String exported = exported();
        assertThat(exported)
                .contains("defaultConfig: \"ml/gxp.yaml\"", "onUndecided: UNSTABLE", "retention: 3650", "seal");
        configuration.setDefaultConfig("");
        configuration.setOnUndecided(Undecided.FAILURE);
        configuration.setTrustRoots("");
        configuration.setRetention(0);
        configuration.setProfile("");
        configuration.setRoles(List.of());
        Path file = Files.writeString(
                folder.resolve("exported.yaml"), "unclassified:\n  gxpPipeline:\n" + exported.indent(4));
        ConfigurationAsCode.get().configure(file.toString());

        assertThat(configuration.getTrustRoots()).isEqualTo(pem);
        assertThat(exported()).isEqualTo(exported);
    }

    @Test
    void shouldRefuseWhatIsWrong(JenkinsRule j) {
        for (String bad : List.of(
                "retention: -1", "profile: \"a b\"", "defaultConfig: ../x", "trustRoots: hello", "engineSha256: x")) {
            assertThatThrownBy(() -> ConfigurationAsCode.get()
                            .configureWith(YamlSource.of(new java.io.ByteArrayInputStream(
                                    ("unclassified:\n  gxpPipeline:\n    " + bad).getBytes()))))
                    .as(bad)
                    .isInstanceOf(ConfiguratorException.class);
        }
    }

    private static String exported() throws Exception {
        var context = new ConfigurationContext(ConfiguratorRegistry.get());
        return toYamlString(getUnclassifiedRoot(context).get("gxpPipeline"));
    }
}
