// SPDX-License-Identifier: MIT
package io.github.gxpml.host.queue;

import io.github.gxpml.io.AtomicFile;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The messages of a queue on disk. Workers of one machine may share a book: whoever holds a message's lock works on it,
 * and a lock ends with its process.
 */
final class MessageBook {
    /** Longer than any queue keeps a message, which is 14 days. */
    private static final Duration KEPT = Duration.ofDays(30);

    private static final String ENTRY = ".json";

    private final Path folder;

    private MessageBook(Path folder) {
        this.folder = folder;
    }

    /** Opens the book, making it if it is not there. */
    static MessageBook open(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        return new MessageBook(folder);
    }

    /** A message that nobody else works on until this is closed. */
    final class Hold implements Closeable {
        private final String name;
        private final FileChannel lock;

        private Hold(String name, FileChannel lock) {
            this.name = name;
            this.lock = lock;
        }

        /** Returns what is on record; empty for a message that is new. */
        Optional<Entry> entry() throws IOException {
            return read(folder.resolve(name + ENTRY));
        }

        /** Puts it on record; it is on disk when this returns. */
        void keep(Entry entry) throws IOException {
            AtomicFile.write(folder.resolve(name + ENTRY), Json.pretty(entry));
        }

        /** Returns the folder for the engine's answer and log. */
        Path files() throws IOException {
            return Files.createDirectories(folder.resolve(name));
        }

        /** Returns a short name for the message that a process can be marked by. */
        String mark() {
            return name.substring(0, 32);
        }

        @Override
        public void close() throws IOException {
            lock.close();
        }
    }

    /**
     * Takes hold of a message.
     *
     * @param key what it is known by
     * @return the hold; empty while another worker works on it
     * @throws IOException if the book cannot be used
     */
    Optional<Hold> take(String key) throws IOException {
        return hold(Sha256.of(key.getBytes(StandardCharsets.UTF_8)));
    }

    private Optional<Hold> hold(String name) throws IOException {
        FileChannel lock = FileChannel.open(
                folder.resolve(name + ".lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
        try {
            if (lock.tryLock() != null) {
                return Optional.of(new Hold(name, lock));
            }
        } catch (OverlappingFileLockException e) {
            // a worker of this process has it
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
        lock.close();
        return Optional.empty();
    }

    /** Takes hold of every message whose worker ended before it came to an outcome. */
    List<Hold> left() throws IOException {
        List<Hold> left = new ArrayList<>();
        for (Path file : entries()) {
            Optional<Entry> entry = read(file);
            if (entry.isPresent() && entry.get().step() == Entry.Step.TAKEN) {
                String name = file.getFileName().toString();
                hold(name.substring(0, name.length() - ENTRY.length())).ifPresent(left::add);
            }
        }
        return left;
    }

    /** Removes what was over long ago. */
    void sweep(Instant now) throws IOException {
        for (Path file : entries()) {
            boolean old = Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(KEPT));
            if (old
                    && read(file)
                            .filter(entry -> entry.step() != Entry.Step.TAKEN)
                            .isPresent()) {
                String name = file.getFileName().toString().replace(ENTRY, "");
                removeFiles(folder.resolve(name));
                Files.deleteIfExists(file);
                Files.deleteIfExists(folder.resolve(name + ".lock"));
            }
        }
    }

    private static void removeFiles(Path files) throws IOException {
        if (Files.isDirectory(files, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> inside = Files.list(files)) {
                for (Path file : inside.toList()) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(files);
        }
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("[0-9a-f]{64}\\.json"))
                    .sorted()
                    .toList();
        }
    }

    private static Optional<Entry> read(Path file) throws IOException {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.read(Files.readAllBytes(file), Entry.class));
        } catch (IOException e) {
            throw new IOException(
                    "the record " + file + " cannot be read: restore it from a backup; without it its message could"
                            + " start a second run",
                    e);
        }
    }
}
