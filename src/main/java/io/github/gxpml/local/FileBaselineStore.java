// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import io.github.gxpml.io.AtomicFile;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.BaselineStore;
import io.github.gxpml.port.VersionRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Baselines in a folder, each in one file {@code <model>/<version>-<digest>.json}: name and content are written in one
 * atomic step, so there is no moment at which a baseline stands without its digest.
 */
public final class FileBaselineStore implements BaselineStore {
    private final Path root;
    private final FolderLock lock;

    /**
     * Creates the store.
     *
     * @param root its folder, made when first written to
     */
    public FileBaselineStore(Path root) {
        this.root = root.toAbsolutePath();
        lock = new FolderLock(this.root);
    }

    @Override
    public void freeze(String model, int version, byte[] document) throws IOException {
        VersionRules.check(model, version);
        String digest = Sha256.of(document);
        lock.hold(() -> {
            Optional<Path> frozen = file(model, version);
            if (frozen.isEmpty()) {
                AtomicFile.write(root.resolve(model).resolve(version + "-" + digest + ".json"), document);
            } else if (!digest(frozen.get()).equals(digest)) {
                throw new IOException("the baseline of version " + version + " of " + model + " is frozen as "
                        + frozen.get() + " and cannot be replaced; a new baseline needs a new version");
            } else {
                read(frozen.get());
            }
            return digest;
        });
    }

    @Override
    public Optional<byte[]> find(String model, int version) throws IOException {
        VersionRules.check(model, version);
        Optional<Path> file = file(model, version);
        return file.isEmpty() ? Optional.empty() : Optional.of(read(file.get()));
    }

    private Optional<Path> file(String model, int version) throws IOException {
        Path folder = root.resolve(model);
        if (Files.notExists(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> files = entries.filter(
                            entry -> entry.getFileName().toString().matches(version + "-[0-9a-f]{64}\\.json"))
                    .sorted()
                    .toList();
            if (files.size() > 1) {
                throw new IOException("version " + version + " of " + model + " has " + files.size() + " baselines in "
                        + folder + "; restore the folder from a backup");
            }
            return files.stream().findFirst();
        }
    }

    private static byte[] read(Path file) throws IOException {
        byte[] document = Files.readAllBytes(file);
        if (!Sha256.of(document).equals(digest(file))) {
            throw new IOException("baseline " + file + " was changed since it was frozen; restore it from a backup");
        }
        return document;
    }

    private static String digest(Path file) {
        return file.getFileName().toString().replaceAll("^[0-9]+-|\\.json$", "");
    }
}
