// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import io.github.gxpml.io.Parallel;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

/**
 * Finds files anywhere under some folders by their content: first by size, where it is known, then by digest. Reads
 * each file once at most, in constant memory, several at a time. Does not follow links under the folders.
 */
public final class FilesByContent {
    private final List<Path> folders;
    private final Map<Path, String> digests = new ConcurrentHashMap<>();

    /**
     * A content that is looked for.
     *
     * @param sha256 its digest
     * @param bytes its size; absent if unknown, and then every file is read
     */
    public record Content(String sha256, Optional<Long> bytes) {}

    /**
     * Creates the search.
     *
     * @param folders where to look, the first first
     */
    public FilesByContent(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    /**
     * Finds what there is.
     *
     * @param wanted what is looked for
     * @return file by digest, the first of each in order of folders and names; what is not there is left out
     * @throws IOException if a folder or a file cannot be read
     */
    public Map<String, Path> find(Collection<Content> wanted) throws IOException {
        Set<Long> sizes =
                wanted.stream().flatMap(content -> content.bytes().stream()).collect(Collectors.toSet());
        boolean any = wanted.stream().anyMatch(content -> content.bytes().isEmpty());
        List<Path> candidates = new ArrayList<>();
        for (Path folder : folders) {
            candidates.addAll(files(folder, size -> any || sizes.contains(size)));
        }
        List<String> found = Parallel.map(candidates, this::digest);
        Set<String> asked = wanted.stream().map(Content::sha256).collect(Collectors.toSet());
        Map<String, Path> files = new HashMap<>();
        for (int i = 0; i < candidates.size(); i++) {
            if (asked.contains(found.get(i))) {
                files.putIfAbsent(found.get(i), candidates.get(i));
            }
        }
        return files;
    }

    /**
     * Returns the digest of a file, and keeps it in mind.
     *
     * @param file no link
     * @return its SHA-256
     * @throws IOException if it cannot be read
     */
    public String digest(Path file) throws IOException {
        String known = digests.get(file);
        if (known != null) {
            return known;
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            String digest = Sha256.of(in);
            digests.put(file, digest);
            return digest;
        }
    }

    private static List<Path> files(Path folder, LongPredicate size) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && size.test(attributes.size()) && Files.isReadable(file)) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (file.equals(folder)) {
                    throw e;
                }
                return FileVisitResult.CONTINUE; // what may not be read cannot be what is looked for
            }
        });
        files.sort(null);
        return files;
    }
}
