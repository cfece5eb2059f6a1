// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * The pointer that Git LFS commits in place of a file, read from the commit that is checked out and not from the
 * working tree, where the file itself lies (<a href="https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md">git-lfs
 * spec</a>). Starts no process and no filter.
 *
 * @param oid SHA-256 of the file, 64 hexadecimal digits
 */
record LfsPointer(String oid) {
    private static final int MOST_BYTES = 1024;
    private static final Pattern FORM = Pattern.compile(
            "version https://git-lfs\\.github\\.com/spec/v1\n(?:ext-[^\n]*\n)*oid sha256:([0-9a-f]{64})\nsize [0-9]+\n");

    /**
     * Reads the pointer of a file.
     *
     * @param file in the working tree of a repository
     * @return its pointer
     * @throws IOException if there is no repository or commit, or the commit has no pointer at that path
     */
    static LfsPointer read(Path file) throws IOException {
        Path folder = file.getParent().toRealPath();
        Optional<Path> dotGit = Repositories.find(folder);
        if (dotGit.isEmpty()) {
            throw new IOException("it does not lie in a git repository, so there is no commit with a Git LFS pointer");
        }
        try (Repository repository = Repositories.open(QuietGit.fileSystem(), folder, dotGit.get())) {
            Path tree = repository.getWorkTree().toPath().toRealPath();
            String path = tree.relativize(folder.resolve(file.getFileName()))
                    .toString()
                    .replace(file.getFileSystem().getSeparator(), "/");
            return of(repository, path);
        } catch (RuntimeException e) {
            throw new IOException("the git repository cannot be read: " + e.getMessage(), e);
        }
    }

    private static LfsPointer of(Repository repository, String path) throws IOException {
        ObjectId head = repository.resolve(Constants.HEAD);
        if (head == null) {
            throw new IOException("the git repository has no commit yet");
        }
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit commit = walk.parseCommit(head);
            try (TreeWalk found = TreeWalk.forPath(repository, path, commit.getTree())) {
                if (found == null) {
                    throw new IOException(
                            "the commit has no file at its path: add it with `git lfs track` and commit it");
                }
                ObjectLoader blob = repository.open(found.getObjectId(0), Constants.OBJ_BLOB);
                return parse(blob.getSize() > MOST_BYTES ? "" : text(blob));
            }
        }
    }

    private static String text(ObjectLoader blob) throws IOException {
        return new String(blob.getCachedBytes(MOST_BYTES), StandardCharsets.UTF_8);
    }

    private static LfsPointer parse(String text) throws IOException {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IOException("what the commit has at its path is no Git LFS pointer, but a file");
        }
        return new LfsPointer(form.group(1));
    }
}
