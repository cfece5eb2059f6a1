// SPDX-License-Identifier: MIT
package io.github.gxpml.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.ModelRegistry.Change;
import io.github.gxpml.port.ModelRegistry.ModelVersion;
import io.github.gxpml.port.ModelRegistry.Registration;
import io.github.gxpml.port.ModelRegistry.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every registry does, wherever it keeps versions. */
@Timeout(120)
public abstract class ModelRegistryContract {
    /** A digest of a manifest. */
    public static final String BUNDLE = "b".repeat(64);

    /** Opens the registry that belongs to a folder; what was written to it before is there again. */
    protected abstract ModelRegistry open(Path folder) throws IOException;

    @Test
    void shouldKeepWhatIsRegistered(@TempDir Path folder) throws Exception {
        ModelRegistry registry = open(folder);
        Path artifact = Files.writeString(folder.resolve("model.onnx"), "weights");

        ModelVersion version = registry.register(new Registration("risk", 1, artifact, BUNDLE, change(Status.PENDING)));
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
        ModelRegistry reopened = open(folder);
        assertThat(reopened.find("risk", 1)).contains(version);
        assertThat(reopened.artifact(version)).hasContent("weights").hasFileName("model.onnx");
        assertThat(reopened.find("risk", 2)).isEmpty();
        assertThat(reopened.versions("other")).isEmpty();
        assertThat(reopened.active("risk")).isEmpty();
    }

    @Test
    void shouldRegisterOnce(@TempDir Path folder) throws Exception {
        ModelRegistry registry = create(folder, 1);
        Path same = Files.writeString(folder.resolve("model.onnx"), "weights 1");
        Path other = Files.writeString(folder.resolve("other.onnx"), "weights 2");

        registry.change("risk", 1, change(Status.APPROVED));
        assertThat(registry.register(new Registration("risk", 1, same, "another bundle", change(Status.PENDING))))
                .isEqualTo(registry.find("risk", 1).orElseThrow());
        assertThat(registry.find("risk", 1).orElseThrow().status()).isEqualTo(Status.APPROVED);
        assertThatThrownBy(() -> registry.register(new Registration("risk", 1, other, BUNDLE, change(Status.PENDING))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 1 of risk is registered with digest");
    }

    @Test
    void shouldHaveOneActiveVersion(@TempDir Path folder) throws Exception {
        ModelRegistry registry = create(folder, 3);
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
                ModelRegistry registry = create(Files.createTempDirectory(folder, "r"), 1);
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
        ModelRegistry registry = create(folder, 1);

        assertThatThrownBy(() -> registry.change("risk", 1, new Change(Status.APPROVED, Instant.EPOCH, "ann", " ")))
                .hasMessageContaining("must say who makes it and why");
        assertThatThrownBy(() -> registry.change("risk", 1, new Change(Status.APPROVED, Instant.EPOCH, "", "why")))
                .hasMessageContaining("must say who makes it and why");
        assertThatThrownBy(() -> registry.change("risk", 9, change(Status.APPROVED)))
                .hasMessageContaining("there is no version 9 of model risk");
        Path artifact = Files.writeString(folder.resolve("m"), "x");
        assertThatThrownBy(
                        () -> registry.register(new Registration("risk", 2, artifact, BUNDLE, change(Status.ACTIVE))))
                .hasMessageContaining("must be registered as PENDING, not ACTIVE");
        assertThatThrownBy(() -> registry.register(
                        new Registration("risk", 2, folder.resolve("no"), BUNDLE, change(Status.PENDING))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no");
        assertThat(registry.versions("risk")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../up", "a/b", "a\\b", ".lock", "a b", "a\0", "\u00e4"})
    void shouldRefuseNamesThatAreNoFileNames(String name, @TempDir Path folder) throws Exception {
        ModelRegistry registry = create(folder, 1);

        assertThatThrownBy(() -> registry.find(name, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("must be 1 to 64");
        assertThatThrownBy(() -> registry.versions(name)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> registry.change(name, 1, change(Status.APPROVED)))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> registry.find("risk", 0)).hasMessageContaining("versions count from 1");
        Path artifact = Files.writeString(folder.resolve("version.json"), "x");
        assertThatThrownBy(
                        () -> registry.register(new Registration("risk", 2, artifact, BUNDLE, change(Status.PENDING))))
                .hasMessageContaining("an artifact cannot be called `version.json`");
    }

    /** Registers versions 1 to a number. */
    protected final ModelRegistry create(Path folder, int versions) throws IOException {
        ModelRegistry registry = open(folder);
        for (int version = 1; version <= versions; version++) {
            register(registry, folder, version);
        }
        return registry;
    }

    /** Registers a version with weights of its own. */
    public static ModelVersion register(ModelRegistry registry, Path folder, int version) throws IOException {
        Path own = Files.createDirectories(folder.resolve("artifact" + version));
        Path artifact = Files.writeString(own.resolve("model.onnx"), "weights " + version);
        return registry.register(new Registration("risk", version, artifact, BUNDLE, change(Status.PENDING)));
    }

    /** A change with who and why. */
    public static Change change(Status to) {
        return new Change(to, Instant.EPOCH, "ann", "because");
    }
}
