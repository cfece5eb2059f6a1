// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigPathTest {
    @ParameterizedTest
    @ValueSource(strings = {"gxp.yaml", "models/a b/gxp.yaml", "$HOME/`id`.yaml", "a..b/gxp.yaml", "-x.yaml", "@file"})
    void shouldTakePathsBelowTheWorkspace(String path) {
        assertThat(ConfigPath.of(path)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../gxp.yaml",
                "a/../../gxp.yaml",
                "a\\..\\..\\gxp.yaml",
                "/etc/gxp.yaml",
                "\\\\host\\gxp.yaml",
                "C:\\gxp.yaml",
                "c:gxp.yaml",
                ".."
            })
    void shouldRefuseAPathThatLeavesTheWorkspace(String path) {
        assertThatThrownBy(() -> ConfigPath.of(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(path)
                .hasMessageContaining("not below the workspace");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\0b", "\u007f"})
    void shouldRefuseControlCharacters(String path) {
        assertThat(ConfigPath.problem(path))
                .hasValueSatisfying(problem -> assertThat(problem).contains("control characters"));
    }

    @Test
    void shouldAskForAPath() {
        assertThat(ConfigPath.problem(" "))
                .hasValueSatisfying(problem -> assertThat(problem).contains("Name the spec"));
        assertThat(ConfigPath.problem(null)).isPresent();
        assertThat(ConfigPath.problem("a".repeat(1025))).isPresent();
    }
}
