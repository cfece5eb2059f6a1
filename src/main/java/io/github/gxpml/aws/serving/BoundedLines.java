// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.serving;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The lines of a file, none of which can fill the memory. */
final class BoundedLines implements AutoCloseable {
    /** An endpoint takes 25 MB and answers as much; both in Base64 and in quotes fit. */
    private static final int LONGEST = 96 << 20;

    private final InputStream in;
    private long number;

    BoundedLines(Path file) throws IOException {
        in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    }

    /** Returns the number of the line that was returned last, from 1. */
    long number() {
        return number;
    }

    /** Returns the next line without its end; empty at the end of the file. */
    Optional<byte[]> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        number++;
        int c = in.read();
        if (c < 0) {
            return Optional.empty();
        }
        for (; c >= 0 && c != '\n'; c = in.read()) {
            if (line.size() >= LONGEST) {
                throw new IOException("it is longer than " + (LONGEST >> 20) + " MiB");
            }
            line.write(c);
        }
        return Optional.of(line.toByteArray());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
