// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.io.Sha256;
import io.github.gxpml.lineage.LineageDocument.TableRecord;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the files of tables by their content: where the spec says first, then anywhere under some folders, first by
 * size, then by digest. Links under the folders are not followed.
 */
final class DataFinder {
    private final List<Path> specFolders;
    private final List<Path> folders;
    private Map<Long, List<Path>> bySize = Map.of();

    /**
     * Creates the finder.
     *
     * @param specFolders folders that the spec's paths may start from
     * @param folders where to search
     */
    DataFinder(List<Path> specFolders, List<Path> folders) {
        this.specFolders = specFolders;
        this.folders = folders;
    }

    /**
     * Finds every table.
     *
     * @return file by name of the table
     * @throws UndecidedException if one is nowhere
     */
    Map<String, Path> find(List<TableRecord> tables) throws UndecidedException, IOException {
        bySize = index(tables.stream().map(TableRecord::bytes).collect(Collectors.toSet()));
        Map<String, Path> found = new HashMap<>();
        var missing = new ArrayList<String>();
        for (TableRecord table : tables) {
            Optional<Path> file = find(table);
            file.ifPresentOrElse(
                    path -> found.put(table.name(), path),
                    () -> missing.add(table.name() + " (" + table.path() + ", " + table.bytes() + " bytes, SHA-256 "
                            + table.sha256() + ")"));
        }
        if (!missing.isEmpty()) {
            throw new UndecidedException("the data of the run is not here: no file has the content of "
                    + String.join(", ", missing) + "; name the folder that holds it with --data");
        }
        return found;
    }

    private Optional<Path> find(TableRecord table) throws IOException {
        for (Path folder : specFolders) {
            Path file = folder.resolve(table.path()).normalize();
            if (is(file, table)) {
                return Optional.of(file);
            }
        }
        for (Path file : bySize.getOrDefault(table.bytes(), List.of())) {
            if (is(file, table)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    private static boolean is(Path file, TableRecord table) throws IOException {
        return Files.isRegularFile(file)
                && Files.isReadable(file)
                && Files.size(file) == table.bytes()
                && Sha256.of(file).equals(table.sha256());
    }

    private Map<Long, List<Path>> index(Set<Long> sizes) throws IOException {
        Map<Long, List<Path>> index = new HashMap<>();
        for (Path folder : folders) {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && sizes.contains(attributes.size())) {
                        index.computeIfAbsent(attributes.size(), size -> new ArrayList<>())
                                .add(file);
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
        }
        index.values().forEach(files -> files.sort(null));
        return index;
    }
}
