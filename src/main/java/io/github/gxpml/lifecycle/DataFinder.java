// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.io.Sha256;
import io.github.gxpml.lineage.FilesByContent;
import io.github.gxpml.lineage.FilesByContent.Content;
import io.github.gxpml.lineage.LineageDocument.TableRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the files of tables by their content: where the spec says first, then anywhere under some folders. */
final class DataFinder {
    private final List<Path> specFolders;
    private final FilesByContent elsewhere;

    /**
     * Creates the finder.
     *
     * @param specFolders folders that the spec's paths may start from
     * @param folders where to search
     */
    DataFinder(List<Path> specFolders, List<Path> folders) {
        this.specFolders = specFolders;
        this.elsewhere = new FilesByContent(folders);
    }

    /**
     * Finds every table.
     *
     * @return file by name of the table
     * @throws UndecidedException if one is nowhere
     */
    Map<String, Path> find(List<TableRecord> tables) throws UndecidedException, IOException {
        Map<String, Path> found = new HashMap<>();
        for (TableRecord table : tables) {
            inPlace(table).ifPresent(file -> found.put(table.name(), file));
        }
        List<TableRecord> open = tables.stream()
                .filter(table -> !found.containsKey(table.name()))
                .toList();
        if (open.isEmpty()) {
            return found;
        }
        Map<String, Path> files = elsewhere.find(open.stream()
                .map(table -> new Content(table.sha256(), Optional.of(table.bytes())))
                .toList());
        var missing = new ArrayList<String>();
        for (TableRecord table : open) {
            Optional.ofNullable(files.get(table.sha256()))
                    .ifPresentOrElse(
                            file -> found.put(table.name(), file),
                            () -> missing.add(table.name() + " (" + table.path() + ", " + table.bytes()
                                    + " bytes, SHA-256 " + table.sha256() + ")"));
        }
        if (!missing.isEmpty()) {
            throw new UndecidedException("the data of the run is not here: no file has the content of "
                    + String.join(", ", missing) + "; name the folder that holds it with --data");
        }
        return found;
    }

    private Optional<Path> inPlace(TableRecord table) throws IOException {
        for (Path folder : specFolders) {
            Path file = folder.resolve(table.path()).normalize();
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
}
