// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.util.FS;

/** Finds and opens git repositories, for reading alone. */
final class Repositories {
    private Repositories() {}

    /** Looked for by name alone, so that a repository too damaged for JGit is not taken for none. */
    static Optional<Path> find(Path start) {
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            Path dotGit = folder.resolve(Constants.DOT_GIT);
            if (Files.exists(dotGit, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.of(dotGit);
            }
        }
        return Optional.empty();
    }

    /** Opens the repository that was found; it is to be closed. */
    static Repository open(FS fs, Path start, Path dotGit) throws IOException {
        RepositoryBuilder builder = new RepositoryBuilder();
        builder.setFS(fs);
        builder.addCeilingDirectory(parent(dotGit.getParent()));
        builder.findGitDir(start.toFile());
        if (builder.getGitDir() == null) {
            throw new IOException("it has no valid HEAD, objects and refs");
        }
        builder.setMustExist(true);
        return builder.build();
    }

    private static File parent(Path folder) {
        return folder.getParent() == null ? null : folder.getParent().toFile();
    }
}
