// SPDX-License-Identifier: MIT
package io.github.gxpml.io;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes a file so that a reader, or a crash at any moment, sees the old content or the new one, nothing between. */
public final class AtomicFile {
    /** What writes the content. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes the whole content.
         *
         * @param out where to; closed by the caller
         * @throws IOException if it cannot be written
         */
        void writeTo(OutputStream out) throws IOException;
    }

    private AtomicFile() {}

    /**
     * Replaces the content of a file, creating its folders.
     *
     * @param target the file
     * @param bytes the new content
     * @throws IOException if it cannot be written; the old content is then still in place
     */
    public static void write(Path target, byte[] bytes) throws IOException {
        write(target, out -> out.write(bytes));
    }

    /**
     * Replaces the content of a file, creating its folders.
     *
     * @param target the file
     * @param content writes the new content
     * @throws IOException if it cannot be written; the old content is then still in place
     */
    public static void write(Path target, Content content) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path partial = Files.createTempFile(folder, "." + target.getFileName(), ".partial");
        try {
            // not a channel, which an interrupt would close in the middle of the content
            try (FileOutputStream out = new FileOutputStream(partial.toFile())) {
                content.writeTo(out);
                out.getFD().sync();
            }
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(folder);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /**
     * Lets others read a file, which is written for its owner alone.
     *
     * @param file the file
     * @throws IOException if it is not the caller's
     */
    public static void share(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    private static void force(Path folder) throws IOException {
        if (System.getProperty("os.name").startsWith("Windows")) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (ClosedByInterruptException e) {
            force(folder); // keeps the interrupt
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
