// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a small file that a host names. */
final class InputFile {
    private InputFile() {}

    /**
     * Reads a regular file whole.
     *
     * @param file as named
     * @param most bytes that it may have
     * @param what it is, for messages
     * @return its bytes
     * @throws UsageException if it cannot be read, or is larger
     */
    static byte[] read(Path file, int most, String what) throws UsageException {
        if (!Files.isRegularFile(file)) {
            throw new UsageException("the file of " + what + " " + file + " is not there, or is no file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new UsageException(
                        "the file of " + what + " " + file + " is larger than " + (most >> 10) + " KiB");
            }
            return bytes;
        } catch (IOException e) {
            throw new UsageException(
                    "the file of " + what + " " + file + " cannot be read: you may not, or the disk" + " fails");
        }
    }
}
