// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The content of a file that is about to be sealed; can be opened again. */
@FunctionalInterface
interface SealedFile {
    InputStream open() throws IOException;

    static SealedFile of(Path file) {
        return () -> Files.newInputStream(file);
    }

    static SealedFile of(byte[] bytes) {
        return () -> new ByteArrayInputStream(bytes);
    }
}
