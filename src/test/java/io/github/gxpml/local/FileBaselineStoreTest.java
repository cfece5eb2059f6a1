// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBaselineStoreTest {
    private static final byte[] DOCUMENT = "{\"bins\": [1, 2]}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OTHER = "{\"bins\": [1, 3]}".getBytes(StandardCharsets.UTF_8);

    @Test
    void shouldKeepWhatIsFrozen(@TempDir Path folder) throws Exception {
        var store = new FileBaselineStore(folder.resolve("baselines"));

        assertThat(store.find("risk", 1)).isEmpty();
        store.freeze("risk", 1, DOCUMENT);
        store.freeze("risk", 1, DOCUMENT);
        store.freeze("risk", 11, OTHER);

        assertThat(new FileBaselineStore(folder.resolve("baselines")).find("risk", 1))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(DOCUMENT));
        assertThat(store.find("risk", 11)).isPresent();
        assertThat(store.find("risk", 2)).isEmpty();
    }

    @Test
    void shouldRefuseAnotherBaseline(@TempDir Path folder) throws Exception {
        var store = new FileBaselineStore(folder);
        store.freeze("risk", 1, DOCUMENT);

        assertThatThrownBy(() -> store.freeze("risk", 1, OTHER))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the baseline of version 1 of risk is frozen as");
        assertThat(store.find("risk", 1).orElseThrow()).isEqualTo(DOCUMENT);
    }

    @Test
    void shouldSeeAChange(@TempDir Path folder) throws Exception {
        var store = new FileBaselineStore(folder);
        store.freeze("risk", 1, DOCUMENT);
        Path file = only(folder.resolve("risk"));
        Files.write(file, OTHER);

        assertThatThrownBy(() -> store.find("risk", 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file + " was changed since it was frozen");
        assertThatThrownBy(() -> store.freeze("risk", 1, DOCUMENT)).hasMessageContaining("was changed");
        Files.writeString(folder.resolve("risk/1-" + "0".repeat(64) + ".json"), "x");
        assertThatThrownBy(() -> store.find("risk", 1)).hasMessageContaining("has 2 baselines");
    }

    @Test
    void shouldRefuseNamesThatAreNoFileNames(@TempDir Path folder) {
        var store = new FileBaselineStore(folder.resolve("in"));

        assertThatThrownBy(() -> store.freeze("../risk", 1, DOCUMENT)).hasMessageContaining("model name `../risk`");
        assertThatThrownBy(() -> store.find("risk", -1)).hasMessageContaining("versions count from 1");
        assertThat(folder.resolve("risk")).doesNotExist();
    }

    private static Path only(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().get(0);
        }
    }
}
