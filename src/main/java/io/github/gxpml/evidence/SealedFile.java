// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The content of a file that is about to be sealed. */
interface SealedFile {
    /** Returns how many bytes it has now. */
    long size() throws IOException;

    InputStream open() throws IOException;

    static SealedFile of(Path file) {
        return new SealedFile() {
            @Override
            public long size() throws IOException {
                return Files.size(file);
            }

            @Override
            public InputStream open() throws IOException {
                return Files.newInputStream(file);
            }
        };
    }

    static SealedFile of(byte[] bytes) {
        return new SealedFile() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }
        };
    }
}
