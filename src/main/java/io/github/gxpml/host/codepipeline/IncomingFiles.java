// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import io.github.gxpml.io.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Unpacks archives into an empty folder and nowhere else. Archives are hostile: what they say of themselves may lie.
 */
final class IncomingFiles {
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_PATH = 2000;
    private static final int EXECUTABLE = 0100;

    private final Path folder;
    private final Limits limits;
    private final SortedMap<String, String> files = new TreeMap<>();
    private long listed;
    private long bytes;

    /**
     * Creates the files; none so far.
     *
     * @param folder gets them; is not there, or empty
     * @param limits of all archives together
     */
    IncomingFiles(Path folder, Limits limits) {
        this.folder = folder;
        this.limits = limits;
    }

    /**
     * The most that archives may bring.
     *
     * @param files their number, folders with them
     * @param bytes their size when unpacked
     * @param list bytes of the list that an archive has at its end, which in memory is some ten times as large
     */
    record Limits(int files, long bytes, long list) {
        /** What fits a machine that trains. */
        static final Limits USUAL = new Limits(200_000, 20L << 30, 32 << 20);

        Limits(int files, long bytes) {
            this(files, bytes, USUAL.list());
        }
    }

    /**
     * An archive.
     *
     * @param prefix where its files go, empty or ending with a slash
     * @param name of the artifact, for messages
     * @param zip the archive
     */
    record Part(String prefix, String name, Path zip) {}

    /** Returns the SHA-256 of each file by its path, with slashes. */
    SortedMap<String, String> files() {
        return Collections.unmodifiableSortedMap(files);
    }

    /**
     * Unpacks one more archive.
     *
     * @param part the archive
     * @throws OrderException if it cannot be unpacked, whoever tries; the folder then holds a part of it
     * @throws IOException if the disk fails
     */
    void unpack(Part part) throws OrderException, IOException {
        try (ArchiveChannel archive = ArchiveChannel.open(part.zip(), limits.list());
                ZipFile zip = ZipFile.builder()
                        .setSeekableByteChannel(archive)
                        .setIgnoreLocalFileHeader(true) // read when its file is
                        .get()) {
            archive.listed();
            List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
            listed += entries.size();
            if (listed > limits.files()) {
                throw refused(part, "it holds more than " + limits.files() + " files and folders");
            }
            for (ZipArchiveEntry entry : entries) {
                if (!entry.isDirectory()) {
                    String name = part.prefix() + entry.getName();
                    InnerPath path = check(part, entry, name);
                    try (InputStream in = zip.getInputStream(entry)) {
                        write(part, entry, in, path);
                    }
                }
            }
        } catch (FileAlreadyExistsException e) {
            throw refused(part, "it holds a file twice, or a file and a folder of the same name");
        } catch (FileSystemException | ClosedByInterruptException e) {
            throw e; // the disk, or the end of the worker: neither is the archive's fault
        } catch (InvalidPathException e) {
            throw refused(
                    part, "the locale of the worker cannot hold a name in it: start the worker with LC_ALL=C.UTF-8");
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(part, e);
        }
    }

    /** The library tells what its channel said in words of its own. */
    private OrderException unreadable(Part part, Exception e) throws IOException {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ArchiveChannel.LongList) {
                return refused(part, "its list of files and folders is longer than " + limits.list() + " bytes");
            }
            if (cause instanceof FileSystemException || cause instanceof ClosedByInterruptException) {
                throw (IOException) cause;
            }
        }
        return refused(part, "it is not a zip archive, or a damaged one");
    }

    private static InnerPath check(Part part, ZipArchiveEntry entry, String name) throws OrderException {
        InnerPath path = InnerPath.of(name)
                .orElseThrow(() ->
                        refused(part, "it holds a path that leads elsewhere, an unseen character, or a folder .gxp"));
        if (entry.isUnixSymlink()) {
            throw refused(part, "it holds a link, which is not followed here: put the file itself in its place");
        }
        boolean tooLong = size(name) > LONGEST_PATH
                || Arrays.stream(name.split("/")).anyMatch(piece -> size(piece) > LONGEST_NAME);
        if (tooLong) {
            throw refused(
                    part,
                    "it holds a name of more than " + LONGEST_NAME + " bytes, or a path of more than " + LONGEST_PATH);
        }
        return path;
    }

    private static int size(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }

    private void write(Part part, ZipArchiveEntry entry, InputStream in, InnerPath path)
            throws OrderException, IOException {
        Path file = path.in(folder);
        Files.createDirectories(file.getParent());
        MessageDigest digest = Sha256.digest();
        var crc = new CRC32();
        long size = 0;
        try (var out = new OntoDisk(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                size += n;
                if (size > limits.bytes() - bytes) {
                    throw refused(part, "unpacked it is larger than " + limits.bytes() + " bytes");
                }
                out.write(buffer, 0, n);
                digest.update(buffer, 0, n);
                crc.update(buffer, 0, n);
            }
        }
        if (size != entry.getSize() || crc.getValue() != entry.getCrc()) {
            throw refused(part, "it is damaged: a file in it is not what its list says");
        }
        bytes += size;
        files.put(path.text(), HexFormat.of().formatHex(digest.digest()));
        if ((entry.getUnixMode() & EXECUTABLE) != 0) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    /** A new file; tells a full disk from a damaged archive. */
    private static final class OntoDisk implements Closeable {
        private final Path file;
        private final OutputStream out;

        OntoDisk(Path file) throws IOException {
            this.file = file;
            this.out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }

        void write(byte[] buffer, int from, int n) throws IOException {
            try {
                out.write(buffer, from, n);
            } catch (ClosedByInterruptException e) {
                throw e;
            } catch (IOException e) {
                throw ArchiveChannel.ofDisk(file, e);
            }
        }

        @Override
        public void close() throws IOException {
            try {
                out.close();
            } catch (IOException e) {
                throw ArchiveChannel.ofDisk(file, e);
            }
        }
    }

    private static OrderException refused(Part part, String why) {
        return new OrderException("the input artifact " + part.name() + " cannot be unpacked: " + why);
    }
}
