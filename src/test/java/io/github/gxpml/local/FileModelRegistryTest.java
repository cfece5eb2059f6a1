// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gxpml.port.ModelRegistry.ModelVersion;
import io.github.gxpml.port.ModelRegistry.Registration;
import io.github.gxpml.port.ModelRegistry.Status;
import io.github.gxpml.port.ModelRegistryContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FileModelRegistryTest extends ModelRegistryContract {
    @Test
    void shouldNameTheFileThatIsDamaged(@TempDir Path folder) throws Exception {
        var registry = create(folder, 2);
        ModelVersion version = registry.find("risk", 1).orElseThrow();
        Path root = folder.resolve("registry/risk");

        for (String file : List.of("1/version.json", "state.json")) {
            Path path = root.resolve(file);
            byte[] good = Files.readAllBytes(path);
            for (int at = 0; at < good.length; at += 7) {
                byte[] bad = good.clone();
                bad[at] ^= 1;
                Files.write(path, bad);
                if (!new String(bad, StandardCharsets.UTF_8)
                        .replaceAll("\\s", "")
                        .equals(new String(good, StandardCharsets.UTF_8).replaceAll("\\s", ""))) {
                    assertThatThrownBy(() -> registry.versions("risk"))
                            .as("byte %d of %s", at, file)
                            .isInstanceOf(IOException.class)
                            .hasMessageContaining(path + " is damaged");
                }
            }
            Files.delete(path);
            assertThatThrownBy(() -> registry.versions("risk"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(path.toString());
            Files.write(path, good);
        }
        Files.writeString(root.resolve("1/model.onnx"), "other weights");
        assertThatThrownBy(() -> registry.artifact(version))
                .hasMessageContaining(root.resolve("1/model.onnx") + " was changed");
        Files.delete(root.resolve("1/model.onnx"));
        assertThatThrownBy(() -> registry.artifact(version)).hasMessageContaining("is missing");
    }

    @Test
    void shouldForgetAVersionThatWasNeverFullyRegistered(@TempDir Path folder) throws Exception {
        var registry = create(folder, 1);
        Path half = Files.createDirectories(folder.resolve("registry/risk/2"));
        Files.writeString(half.resolve("model.onnx"), "half");
        Files.writeString(half.resolve(".version.json123.partial"), "{");

        assertThat(registry.find("risk", 2)).isEmpty();
        Path artifact = Files.writeString(folder.resolve("model.onnx"), "whole");
        registry.register(new Registration("risk", 2, artifact, BUNDLE, change(Status.PENDING)));
        assertThat(registry.artifact(registry.find("risk", 2).orElseThrow())).hasContent("whole");
    }

    @Test
    void shouldBeSafeUnderTwoProcesses(@TempDir Path folder) throws Exception {
        var registry = create(folder, 1);
        Process odd = start(folder, 3, 21);
        Process even = start(folder, 2, 20);

        while (odd.isAlive() || even.isAlive()) {
            assertThat(registry.versions("risk").stream()
                            .filter(version -> version.status() == Status.ACTIVE)
                            .count())
                    .isLessThanOrEqualTo(1);
        }
        assertThat(odd.waitFor() + even.waitFor()).isZero();
        List<ModelVersion> versions = registry.versions("risk");
        assertThat(versions)
                .extracting(ModelVersion::version)
                .isEqualTo(IntStream.rangeClosed(1, 21).boxed().toList());
        assertThat(versions)
                .filteredOn(version -> version.status() == Status.ACTIVE)
                .hasSize(1);
        assertThat(versions)
                .filteredOn(version -> version.status() == Status.RETIRED)
                .hasSize(19);
        for (ModelVersion version : versions) {
            assertThat(registry.artifact(version)).hasContent("weights " + version.version());
        }
    }

    @Test
    void shouldSurviveBeingKilled(@TempDir Path folder) throws Exception {
        var registry = create(folder, 1);
        for (int i = 0; i < 5; i++) {
            int from = 2 + 2000 * i;
            Process writer = start(folder, from, from + 1998);
            while (registry.find("risk", from).isEmpty()) {
                Thread.sleep(5);
            }
            Thread.sleep(20 + 37L * i);
            writer.destroyForcibly().waitFor();

            List<ModelVersion> versions = registry.versions("risk");
            assertThat(versions)
                    .filteredOn(version -> version.status() == Status.ACTIVE)
                    .hasSizeLessThanOrEqualTo(1);
            ModelVersion last = versions.get(versions.size() - 1);
            assertThat(registry.artifact(last)).hasContent("weights " + last.version());
        }
    }

    private static Process start(Path folder, int from, int to) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.toString(),
                        Integer.toString(from),
                        Integer.toString(to))
                .inheritIO()
                .start();
    }

    /** Registers and activates every second version from one number to another. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) throws IOException {
            Path folder = Path.of(args[0]);
            var registry = new FileModelRegistry(folder.resolve("registry"));
            for (int version = Integer.parseInt(args[1]); version <= Integer.parseInt(args[2]); version += 2) {
                register(registry, folder, version);
                registry.change("risk", version, change(Status.APPROVED));
                registry.change("risk", version, change(Status.ACTIVE));
            }
        }
    }

    @Override
    protected FileModelRegistry open(Path folder) {
        return new FileModelRegistry(folder.resolve("registry"));
    }
}
