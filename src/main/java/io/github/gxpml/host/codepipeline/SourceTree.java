// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import io.github.gxpml.io.AtomicFile;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Files that came from archives of a pipeline, as a checkout keeps them: what an archive before brought and the next
 * one does not is removed, what stages have made stays, and nothing is written outside of the folder. Archives are
 * hostile.
 */
final class SourceTree {
    private static final Pattern SAFE =
            Pattern.compile("(?!.*(^|/)(\\.\\.?|\\.gxp)(/|$))[^\\\\\\p{Cntrl}/][^\\\\\\p{Cntrl}]*");
    private static final int MOST_FILES = 200_000;
    private static final long MOST_BYTES = 20L << 30;
    private static final int EXECUTABLE = 0100;

    private final Path root;
    private final Path incoming;
    private final Path list;

    SourceTree(Path folder) {
        root = folder.resolve("source");
        incoming = folder.resolve("incoming");
        list = folder.resolve("source.json");
    }

    /**
     * An archive.
     *
     * @param prefix where its files go, empty or ending with a slash
     * @param name of the artifact, for messages
     * @param zip the archive
     */
    record Part(String prefix, String name, Path zip) {}

    /** The files that came from archives. */
    private record Brought(Set<String> files) {}

    /**
     * Replaces what came from archives before. A kill in between leaves a folder that the same call mends.
     *
     * @param parts the archives
     * @throws OrderException if one cannot be unpacked here; nothing is changed then
     * @throws IOException if it cannot be written
     */
    void replace(List<Part> parts) throws OrderException, IOException {
        remove(incoming);
        Set<String> next = new TreeSet<>();
        long bytes = 0;
        for (Part part : parts) {
            bytes = unpack(part, next, bytes);
        }
        Set<String> before = known();
        for (String file : next) {
            check(file, before);
        }
        Set<String> both = new TreeSet<>(before);
        both.addAll(next);
        keep(both, before);
        for (String file : before) {
            if (!next.contains(file)) {
                delete(file);
            }
        }
        for (String file : next) {
            Path target = root.resolve(file);
            Files.createDirectories(target.getParent());
            Files.move(incoming.resolve(file), target, StandardCopyOption.REPLACE_EXISTING);
        }
        keep(next, both);
        Files.createDirectories(root);
        remove(incoming);
    }

    /** The same source again, as it mostly is, needs no writing. */
    private void keep(Set<String> files, Set<String> known) throws IOException {
        if (!files.equals(known)) {
            AtomicFile.write(list, Json.pretty(new Brought(files)));
        }
    }

    private Set<String> known() throws IOException {
        return Files.exists(list)
                ? Json.read(Files.readAllBytes(list), Brought.class).files()
                : Set.of();
    }

    private long unpack(Part part, Set<String> seen, long before) throws OrderException, IOException {
        long bytes = before;
        try (ZipFile zip = ZipFile.builder().setPath(part.zip()).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                String name = part.prefix() + entry.getName();
                if (entry.isDirectory()) {
                    continue;
                }
                check(part, entry, name);
                if (!seen.add(name) || seen.size() > MOST_FILES) {
                    throw refused(part, "it holds a file twice, or more than " + MOST_FILES + " files");
                }
                try (InputStream in = zip.getInputStream(entry)) {
                    bytes += write(in, incoming.resolve(name), MOST_BYTES - bytes);
                }
                if (bytes >= MOST_BYTES) {
                    throw refused(part, "unpacked it is larger than " + (MOST_BYTES >> 30) + " GiB");
                }
                if ((entry.getUnixMode() & EXECUTABLE) != 0) {
                    Files.setPosixFilePermissions(incoming.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
                }
            }
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            throw refused(part, "it is not a zip archive, or a damaged one");
        }
        return bytes;
    }

    private static void check(Part part, ZipArchiveEntry entry, String name) throws OrderException {
        if (!SAFE.matcher(name).matches() || name.endsWith("/") || name.contains("//")) {
            throw refused(part, "it holds a path that leads elsewhere, a hidden character, or a folder .gxp");
        }
        if (entry.isUnixSymlink()) {
            throw refused(part, "it holds a link, which is not followed here: put the file itself in its place");
        }
    }

    private static long write(InputStream in, Path file, long most) throws IOException {
        Files.createDirectories(file.getParent());
        long bytes = 0;
        try (var out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0 && bytes < most; n = in.read(buffer)) {
                out.write(buffer, 0, n);
                bytes += n;
            }
        }
        return bytes;
    }

    /** What a stage has made must not be replaced by an archive, nor a link lead out of the folder. */
    private void check(String file, Set<String> before) throws OrderException {
        Path target = root.resolve(file);
        for (Path part = target.getParent(); part != null && part.startsWith(root); part = part.getParent()) {
            if (Files.isSymbolicLink(part) || Files.isRegularFile(part) && !before.contains(relative(part))) {
                throw new OrderException("the source brings " + file + ", and " + relative(part)
                        + " in the workspace is a link or a file that a stage has made: remove one of the two");
            }
        }
        if (Files.exists(target) && (Files.isDirectory(target) || !before.contains(file))) {
            throw new OrderException("the source brings " + file + ", which a stage has made in the workspace: take it"
                    + " out of the source, or remove it from the workspace");
        }
    }

    private String relative(Path path) {
        return root.relativize(path).toString();
    }

    private void delete(String file) throws IOException {
        Path path = root.resolve(file);
        if (Files.isDirectory(path) && !Files.isSymbolicLink(path)) {
            return; // made by a stage in the place of the file
        }
        Files.deleteIfExists(path);
        for (Path folder = path.getParent(); !folder.equals(root) && empty(folder); folder = folder.getParent()) {
            Files.delete(folder);
        }
    }

    private static boolean empty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static OrderException refused(Part part, String why) {
        return new OrderException("the input artifact " + part.name() + " cannot be unpacked: " + why);
    }
}
