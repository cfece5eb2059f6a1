// SPDX-License-Identifier: MIT
package io.github.gxpml.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void shouldWriteAlsoWhenAskedToEnd() throws IOException {
        Path file = folder.resolve("a/b.txt");
        Thread.currentThread().interrupt();

        AtomicFile.write(file, new byte[] {'o', 'k'});

        assertThat(Thread.interrupted()).as("who asked is not forgotten").isTrue();
        assertThat(file).hasContent("ok");
    }

    @Test
    void shouldKeepTheOldContentWhereTheNewOneFails() throws IOException {
        Path file = folder.resolve("b.txt");
        AtomicFile.write(file, new byte[] {'1'});

        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write('2');
                    throw new IOException("no more");
                }))
                .hasMessage("no more");

        assertThat(file).hasContent("1");
        assertThat(folder).isDirectoryContaining(file::equals);
        assertThat(folder.toFile().list()).containsExactly("b.txt");
    }
}
