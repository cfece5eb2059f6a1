// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentReaderTest {
    @Test
    void shouldRecordWhatNumbersDependOn() throws IOException {
        EnvironmentDocument document = EnvironmentReader.read(Map.of());

        assertThat(document.product()).matches("gxp \\d+\\..*");
        assertThat(document.java()).contains(System.getProperty("java.runtime.version"));
        assertThat(document.processors()).isPositive();
        assertThat(document.libraries())
                .containsOnlyKeys("commons-statistics", "duckdb", "onnxruntime", "tribuo")
                .allSatisfy((name, version) -> assertThat(version).matches("\\d[\\w.]*"));
        assertThat(document.container()).isEmpty();
        assertThat(document.variables()).isEmpty();
    }

    @Test
    void shouldRecordDeclaredSettingsAndNothingElse() throws IOException {
        EnvironmentDocument document = EnvironmentReader.read(Map.of(
                "PYTHONHASHSEED", "42",
                "OMP_NUM_THREADS", "$(secret)",
                "AWS_SECRET_ACCESS_KEY", "secret",
                "USER", "alice",
                "GXP_CONTAINER", "registry.example.org/ml/train@sha256:0123abcd"));

        assertThat(document.variables())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "PYTHONHASHSEED", "42", "OMP_NUM_THREADS", "(set to something that is not a plain setting)"));
        assertThat(document.container()).isEqualTo("registry.example.org/ml/train@sha256:0123abcd");
        assertThat(document.toString()).doesNotContain("secret").doesNotContain("alice");
    }
}
