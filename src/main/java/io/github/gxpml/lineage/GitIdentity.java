// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.UserConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.SystemReader;

/** The identity that a person commits with. */
public final class GitIdentity {
    private GitIdentity() {}

    /**
     * Reads name and address from the git configuration of a folder's repository, or of the user.
     *
     * @param folder any folder
     * @return {@code Jane Roe <jane@example.org>}; empty if git has not been told who works here
     */
    public static Optional<String> read(Path folder) {
        try {
            UserConfig user = config(folder).get(UserConfig.KEY);
            return user.isCommitterNameImplicit() || user.isCommitterEmailImplicit()
                    ? Optional.empty()
                    : Optional.of(user.getCommitterName() + " <" + user.getCommitterEmail() + ">");
        } catch (IOException | ConfigInvalidException e) {
            return Optional.empty();
        }
    }

    private static Config config(Path folder) throws IOException, ConfigInvalidException {
        var builder = new FileRepositoryBuilder().setFS(QuietGit.fileSystem()).findGitDir(folder.toFile());
        if (builder.getGitDir() == null) {
            return SystemReader.getInstance().getUserConfig();
        }
        try (var repository = builder.build()) {
            return repository.getConfig();
        }
    }
}
