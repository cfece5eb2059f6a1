// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.ModelRegistry.Change;
import io.github.gxpml.port.ModelRegistry.ModelVersion;
import io.github.gxpml.port.ModelRegistry.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class FileModelRegistryTest {
    private static final String BUNDLE = "b".repeat(64);

    @Test
    void shouldKeepWhatIsRegistered(@TempDir Path folder) throws Exception {
        var registry = new FileModelRegistry(folder.resolve("registry"));
        Path artifact = Files.writeString(folder.resolve("model.onnx"), "weights");

        ModelVersion version = registry.register("risk", 1, artifact, BUNDLE, change(Status.PENDING));
        Files.delete(artifact);

        assertThat(version)
                .isEqualTo(new ModelVersion(
                        "risk",
                        1,
                        Status.PENDING,
                        Sha256.of("weights"),
                        "model.onnx",
                        BUNDLE,
                        List.of(change(Status.PENDING))));
        var reopened = new FileModelRegistry(folder.resolve("registry"));
        assertThat(reopened.find("risk", 1)).contains(version);
        assertThat(reopened.artifact(version)).hasContent("weights").hasFileName("model.onnx");
        assertThat(reopened.find("risk", 2)).isEmpty();
        assertThat(reopened.versions("other")).isEmpty();
        assertThat(reopened.active("risk")).isEmpty();
    }

    @Test
    void shouldRegisterOnce(@TempDir Path folder) throws Exception {
        var registry = create(folder, 1);
        Path same = Files.writeString(folder.resolve("model.onnx"), "weights 1");
        Path other = Files.writeString(folder.resolve("other.onnx"), "weights 2");

        registry.change("risk", 1, change(Status.APPROVED));
        assertThat(registry.register("risk", 1, same, "another bundle", change(Status.PENDING)))
                .isEqualTo(registry.find("risk", 1).orElseThrow());
        assertThat(registry.find("risk", 1).orElseThrow().status()).isEqualTo(Status.APPROVED);
        assertThatThrownBy(() -> registry.register("risk", 1, other, BUNDLE, change(Status.PENDING)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 1 of risk is registered with digest");
    }

    @Test
    void shouldHaveOneActiveVersion(@TempDir Path folder) throws Exception {
        var registry = create(folder, 3);
        for (int version = 1; version <= 2; version++) {
            registry.change("risk", version, change(Status.APPROVED));
            registry.change("risk", version, change(Status.ACTIVE));
        }

        assertThat(registry.active("risk")).map(ModelVersion::version).contains(2);
        assertThat(registry.versions("risk"))
                .extracting(ModelVersion::status)
                .containsExactly(Status.RETIRED, Status.ACTIVE, Status.PENDING);
        assertThat(registry.find("risk", 1).orElseThrow().history())
                .endsWith(new Change(Status.RETIRED, Instant.EPOCH, "ann", "version 2 took its place: because"));

        registry.change("risk", 1, change(Status.ACTIVE));
        assertThat(registry.versions("risk"))
                .extracting(ModelVersion::status)
                .containsExactly(Status.ACTIVE, Status.RETIRED, Status.PENDING);
    }

    @Test
    void shouldAllowTheStepsOfALifeAndNoOther(@TempDir Path folder) throws Exception {
        var allowed = new ArrayList<String>();
        List<List<Status>> ways = List.of(
                List.of(),
                List.of(Status.APPROVED),
                List.of(Status.APPROVED, Status.ACTIVE),
                List.of(Status.APPROVED, Status.ACTIVE, Status.RETIRED),
                List.of(Status.REJECTED));
        for (List<Status> way : ways) {
            for (Status to : Status.values()) {
                var registry = create(Files.createTempDirectory(folder, "r"), 1);
                for (Status status : way) {
                    registry.change("risk", 1, change(status));
                }
                Status from = registry.find("risk", 1).orElseThrow().status();
                try {
                    assertThat(registry.change("risk", 1, change(to)).status()).isEqualTo(to);
                    allowed.add(from + " " + to);
                } catch (IOException e) {
                    assertThat(e).hasMessageContaining("version 1 of risk is " + from + " and cannot become " + to);
                    assertThat(registry.find("risk", 1).orElseThrow().status()).isEqualTo(from);
                }
            }
        }
        assertThat(allowed)
                .containsExactly(
                        "PENDING APPROVED",
                        "PENDING REJECTED",
                        "APPROVED ACTIVE",
                        "APPROVED REJECTED",
                        "ACTIVE RETIRED",
                        "RETIRED ACTIVE");
    }

    @Test
    void shouldWantToKnowWhoAndWhy(@TempDir Path folder) throws Exception {
        var registry = create(folder, 1);

        assertThatThrownBy(() -> registry.change("risk", 1, new Change(Status.APPROVED, Instant.EPOCH, "ann", " ")))
                .hasMessageContaining("must say who makes it and why");
        assertThatThrownBy(() -> registry.change("risk", 1, new Change(Status.APPROVED, Instant.EPOCH, "", "why")))
                .hasMessageContaining("must say who makes it and why");
        assertThatThrownBy(() -> registry.change("risk", 9, change(Status.APPROVED)))
                .hasMessageContaining("there is no version 9 of model risk");
        Path artifact = Files.writeString(folder.resolve("m"), "x");
        assertThatThrownBy(() -> registry.register("risk", 2, artifact, BUNDLE, change(Status.ACTIVE)))
                .hasMessageContaining("must be registered as PENDING, not ACTIVE");
        assertThatThrownBy(() -> registry.register("risk", 2, folder.resolve("no"), BUNDLE, change(Status.PENDING)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no");
        assertThat(registry.versions("risk")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../up", "a/b", "a\\b", ".lock", "a b", "a\0", "\u00e4"})
    void shouldRefuseNamesThatAreNoFileNames(String name, @TempDir Path folder) throws Exception {
        var registry = create(folder, 1);

        assertThatThrownBy(() -> registry.find(name, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("must be 1 to 64");
        assertThatThrownBy(() -> registry.versions(name)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> registry.change(name, 1, change(Status.APPROVED)))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> registry.find("risk", 0)).hasMessageContaining("versions count from 1");
        Path artifact = Files.writeString(folder.resolve("version.json"), "x");
        assertThatThrownBy(() -> registry.register("risk", 2, artifact, BUNDLE, change(Status.PENDING)))
                .hasMessageContaining("an artifact cannot be called `version.json`");
    }

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
        registry.register("risk", 2, artifact, BUNDLE, change(Status.PENDING));
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

    private static void register(FileModelRegistry registry, Path folder, int version) throws IOException {
        Path own = Files.createDirectories(folder.resolve("artifact" + version));
        Path artifact = Files.writeString(own.resolve("model.onnx"), "weights " + version);
        registry.register("risk", version, artifact, BUNDLE, change(Status.PENDING));
    }

    private static FileModelRegistry create(Path folder, int versions) throws IOException {
        var registry = new FileModelRegistry(folder.resolve("registry"));
        for (int version : Stream.iterate(1, v -> v + 1).limit(versions).toList()) {
            register(registry, folder, version);
        }
        return registry;
    }

    private static Change change(Status to) {
        return new Change(to, Instant.EPOCH, "ann", "because");
    }
}
