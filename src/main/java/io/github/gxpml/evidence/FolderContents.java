// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.evidence.BundleVerifier.Options;
import io.github.gxpml.io.Parallel;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** An unzipped bundle. Links are never followed. */
final class FolderContents implements Contents {
    private final Path folder;
    private final SortedMap<String, Found> files = new TreeMap<>();

    private FolderContents(Path folder) {
        this.folder = folder;
    }

    static FolderContents read(Path folder, Options options) throws IOException {
        var contents = new FolderContents(folder.toAbsolutePath().normalize());
        List<Path> found = new ArrayList<>();
        try (Stream<Path> all = Files.walk(contents.folder)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    contents.check(path);
                    found.add(path);
                }
                if (found.size() > options.maxEntries()) {
                    throw new EvidenceException("there are more than " + options.maxEntries() + " files");
                }
            }
        }
        List<Found> digested = Parallel.map(found, path -> new Found(Files.size(path), Sha256.of(path)));
        for (int i = 0; i < digested.size(); i++) {
            contents.files.put(contents.name(found.get(i)), digested.get(i));
        }
        return contents;
    }

    private void check(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new EvidenceException(BagName.shown(name(file)) + " is a link or a special file");
        }
    }

    private String name(Path file) {
        return folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }

    @Override
    public String base() {
        return folder.getFileName() == null ? "" : folder.getFileName().toString();
    }

    @Override
    public SortedMap<String, Found> files() {
        return files;
    }

    @Override
    public InputStream open(String path) throws IOException {
        return Files.newInputStream(folder.resolve(path), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void close() {}
}
