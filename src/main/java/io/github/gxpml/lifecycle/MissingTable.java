// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.DataSources;
import io.github.gxpml.spec.DataSpec.TableSpec;
import io.github.gxpml.spec.Spec;
import io.github.gxpml.spec.TableSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Fetches the file of a table that is not here from the source that it declares. */
final class MissingTable {
    private MissingTable() {}

    /**
     * Does nothing if there is a file, or no source that keeps one. Whatever comes is put in place whole or not at all.
     */
    static void fetch(Spec spec, String name, DataSources sources) throws StageException {
        TableSpec declared = spec.data().tables().get(name);
        Path file = spec.resolve(declared.path());
        Optional<TableSource> source = declared.source();
        if (source.isEmpty() || Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Path fresh = file.resolveSibling("." + file.getFileName() + ".fetched");
        try {
            Files.createDirectories(file.getParent());
            if (sources.fetch(source.get(), fresh)) {
                refuseAnother(name, declared, Sha256.of(fresh));
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new StageException(
                    "table " + name + " (" + declared.path() + ") is not here and could not be fetched: "
                            + e.getMessage(),
                    e);
        } finally {
            delete(fresh);
        }
    }

    private static void refuseAnother(String name, TableSpec declared, String sha256) throws StageException {
        if (!declared.sha256().orElse(sha256).equals(sha256)) {
            throw new StageException("table " + name + " was fetched from its source with SHA-256 " + sha256
                    + " and not the pinned " + declared.sha256().get()
                    + ": name the version of the object that is meant, or pin its digest");
        }
    }

    private static void delete(Path file) throws StageException {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StageException(file + " cannot be removed: " + e.getMessage(), e);
        }
    }
}
