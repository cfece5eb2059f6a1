// SPDX-License-Identifier: MIT
package io.github.gxpml.port.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Keeps the output of a command in a file: the first 10 MiB, the rest is counted. */
public final class CommandLog implements AutoCloseable {
    private static final long MOST = 10L << 20;

    private final Path file;
    private final OutputStream out;
    private long kept;
    private long lostBytes;
    private long lostLines;
    private boolean closed;
    private Optional<String> failure = Optional.empty();

    /**
     * Opens the log.
     *
     * @param file to be written
     * @throws IOException if it cannot be
     */
    public CommandLog(Path file) throws IOException {
        this.file = file;
        out = new BufferedOutputStream(Files.newOutputStream(file));
    }

    /**
     * Adds a line; a full disk does not stop the command, see {@link #failure}.
     *
     * @param line without line feed
     */
    public void add(String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        if (kept + bytes.length > MOST || failure.isPresent()) {
            lostBytes += bytes.length;
            lostLines++;
            kept = MOST;
            return;
        }
        kept += bytes.length;
        write(bytes);
    }

    private void write(byte[] bytes) {
        try {
            out.write(bytes);
        } catch (IOException e) {
            failure = Optional.of("the log " + file + " is incomplete: " + e.getMessage());
        }
    }

    /**
     * Returns what went wrong with the log, if anything.
     *
     * @return one sentence
     */
    public Optional<String> failure() {
        return failure;
    }

    /**
     * Returns the file.
     *
     * @return where the log is kept
     */
    public Path file() {
        return file;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (lostLines > 0) {
            String rest =
                    String.format(Locale.ROOT, "[%,d more bytes in %,d lines were not kept]", lostBytes, lostLines);
            write((rest + "\n").getBytes(StandardCharsets.UTF_8));
        }
        try {
            out.close();
        } catch (IOException e) {
            failure = Optional.of("the log " + file + " is incomplete: " + e.getMessage());
        }
    }
}
