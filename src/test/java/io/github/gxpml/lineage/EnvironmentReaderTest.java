// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentReaderTest {
    @Test
    void shouldRecordWhatNumbersDependOn(@TempDir Path root) throws IOException {
        EnvironmentDocument document = EnvironmentReader.read(Map.of(), new Machine(root));

        assertThat(document.product()).matches("gxp \\d+\\..*");
        assertThat(document.java()).contains(System.getProperty("java.runtime.version"));
        assertThat(document.processors()).isPositive();
        assertThat(document.libraries())
                .containsOnlyKeys("commons-statistics", "duckdb", "onnxruntime", "tribuo")
                .allSatisfy((name, version) -> assertThat(version).matches("\\d[\\w.]*"));
        assertThat(document.container()).isEmpty();
        assertThat(document.variables()).isEmpty();
        assertThat(document.cpu()).isEqualTo("unknown");
        assertThat(document.gpu()).isEqualTo("none found");
        assertThat(document.blas()).isEqualTo("none found");
        assertThat(document.entries()).containsKeys("java", "os", "threads", "library duckdb", "gpu");
        assertThat(document.entries()).doesNotContainKeys("cpu", "container");
    }

    @Test
    void shouldReadWhatTheOperatingSystemTells(@TempDir Path root) throws IOException {
        write(root, "proc/cpuinfo", "processor\t: 0\nmodel name\t: Some CPU @ 2.00GHz\nserial\t: 77\n");
        write(root, "proc/driver/nvidia/gpus/0000:01:00.0/information", "Model: \t\t Some GPU\nGPU UUID: GPU-77\n");
        write(root, "proc/driver/nvidia/version", "NVRM version: NVIDIA Module  550.54  x\nGCC\n");
        write(root, "run/.containerenv", "engine=\"podman\"\nname=\"alice\"\nimage=\"ml/train\"\nimageid=\"0abc\"\n");
        Files.createDirectories(root.resolve("etc/alternatives"));
        Files.createSymbolicLink(
                root.resolve("etc/alternatives/libblas.so.3-x86_64-linux-gnu"),
                Path.of("/usr/lib/openblas/libblas.so.3"));

        EnvironmentDocument document = EnvironmentReader.read(Map.of(), new Machine(root));

        assertThat(document.cpu()).isEqualTo("Some CPU @ 2.00GHz");
        assertThat(document.gpu()).isEqualTo("Some GPU (NVIDIA Module 550.54 x)");
        assertThat(document.blas()).isEqualTo("/usr/lib/openblas/libblas.so.3");
        assertThat(document.container()).isEqualTo("0abc");
        assertThat(document.toString()).doesNotContain("alice").doesNotContain("77");
    }

    @Test
    void shouldSayThatAContainerIsNotKnown(@TempDir Path root) throws IOException {
        write(root, ".dockerenv", "");

        assertThat(EnvironmentReader.read(Map.of(), new Machine(root)).container())
                .isEqualTo("a container whose image is not known");
        assertThat(EnvironmentReader.read(Map.of("GXP_CONTAINER_DIGEST", "sha256:1f"), new Machine(root))
                        .container())
                .isEqualTo("sha256:1f");
    }

    private static void write(Path root, String name, String text) throws IOException {
        Files.createDirectories(root.resolve(name).getParent());
        Files.writeString(root.resolve(name), text);
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
