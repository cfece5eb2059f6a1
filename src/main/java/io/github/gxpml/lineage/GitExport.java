// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.util.SystemReader;

/**
 * Writes the files of a commit into a folder, as they are in the repository: no filter and no hook is run, and the
 * repository and its working tree are left alone. A submodule is left out, as is a link that leads out of the folder.
 */
public final class GitExport implements Closeable {
    private static final int ID = 40;

    private final Repository repository;

    private GitExport(Repository repository) {
        this.repository = repository;
    }

    /**
     * Opens the repository that a folder lies in.
     *
     * @param folder any folder
     * @return the repository; empty if neither the folder nor one above it is one
     * @throws IOException if it cannot be read
     */
    public static Optional<GitExport> find(Path folder) throws IOException {
        RepositoryBuilder builder = new RepositoryBuilder();
        builder.setFS(QuietGit.fileSystem());
        builder.findGitDir(folder.toAbsolutePath().normalize().toFile());
        if (builder.getGitDir() == null && Files.isRegularFile(folder.resolve(Constants.HEAD))) {
            builder.setGitDir(folder.toFile()); // bare
        }
        if (builder.getGitDir() == null) {
            return Optional.empty();
        }
        builder.setMustExist(true);
        return Optional.of(new GitExport(builder.build()));
    }

    /**
     * Copies a repository from an address.
     *
     * @param address https, http, git or file address
     * @param folder where the copy goes, does not exist yet
     * @return the copy
     * @throws IOException if it cannot be had
     */
    public static GitExport copy(String address, Path folder) throws IOException {
        QuietGit.fileSystem();
        try {
            return new GitExport(Git.cloneRepository()
                    .setURI(address)
                    .setBare(true)
                    .setGitDir(folder.toFile())
                    .call()
                    .getRepository());
        } catch (GitAPIException e) {
            // the address may hold a password
            throw new IOException(
                    "the repository cannot be copied from the address given; check that it can be reached"
                            + " from here without asking for anything",
                    e);
        }
    }

    /**
     * Tells whether the repository holds a commit.
     *
     * @param commit full id
     * @return false also for what is no commit
     * @throws IOException if the repository cannot be read
     */
    public boolean has(String commit) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            if (commit.length() != ID || !ObjectId.isId(commit)) {
                return false;
            }
            walk.parseCommit(ObjectId.fromString(commit));
            return true;
        } catch (MissingObjectException e) {
            return false;
        }
    }

    /**
     * Returns the folder with the repository's files.
     *
     * @return empty for a bare repository
     */
    public Optional<Path> workTree() {
        return repository.isBare()
                ? Optional.empty()
                : Optional.of(repository.getWorkTree().toPath());
    }

    /**
     * Finds the files of a commit that hold exactly some bytes.
     *
     * @param commit full id
     * @param content the bytes
     * @return paths from the root of the repository, with slashes, in order
     * @throws IOException if the commit cannot be read
     */
    public List<String> paths(String commit, byte[] content) throws IOException {
        ObjectId wanted;
        try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
            wanted = formatter.idFor(Constants.OBJ_BLOB, content);
        }
        var found = new TreeSet<String>();
        try (TreeWalk walk = walk(commit)) {
            while (walk.next()) {
                if (walk.getObjectId(0).equals(wanted)) {
                    found.add(walk.getPathString());
                }
            }
        }
        return List.copyOf(found);
    }

    /**
     * Writes the files of a commit.
     *
     * @param commit full id
     * @param folder an empty folder
     * @return what was left out, one sentence each
     * @throws IOException if a file cannot be read or written, or has a name that no checkout may have
     */
    public List<String> write(String commit, Path folder) throws IOException {
        var leftOut = new ArrayList<String>();
        Map<Path, String> links = new LinkedHashMap<>();
        try (TreeWalk walk = walk(commit)) {
            while (walk.next()) {
                Path file = target(folder, walk.getPathString());
                FileMode mode = walk.getFileMode(0);
                if (mode == FileMode.GITLINK) {
                    leftOut.add("submodule " + walk.getPathString() + " is not part of the commit and was left out");
                } else if (mode == FileMode.SYMLINK) {
                    links.put(
                            file,
                            new String(repository.open(walk.getObjectId(0)).getBytes(), StandardCharsets.UTF_8));
                } else {
                    write(walk.getObjectId(0), file, mode == FileMode.EXECUTABLE_FILE);
                }
            }
        }
        // last, so that nothing is written through one
        for (Map.Entry<Path, String> link : links.entrySet()) {
            Path to = link.getKey().getParent().resolve(link.getValue()).normalize();
            if (to.startsWith(folder.normalize())) {
                Files.createDirectories(link.getKey().getParent());
                Files.createSymbolicLink(link.getKey(), Path.of(link.getValue()));
            } else {
                leftOut.add(
                        "link " + folder.relativize(link.getKey()) + " leads out of the repository and was left out");
            }
        }
        return leftOut;
    }

    private TreeWalk walk(String commit) throws IOException {
        try (RevWalk revisions = new RevWalk(repository)) {
            TreeWalk walk = new TreeWalk(repository);
            walk.addTree(revisions.parseCommit(ObjectId.fromString(commit)).getTree());
            walk.setRecursive(true);
            return walk;
        }
    }

    private static Path target(Path folder, String path) throws IOException {
        try {
            SystemReader.getInstance().checkPath(path);
        } catch (CorruptObjectException e) {
            throw new IOException("the commit holds a file with the name " + path + ", which no checkout may have", e);
        }
        Path file = folder.resolve(path).normalize();
        if (!file.startsWith(folder.normalize())) {
            throw new IOException("the commit holds a file outside of the repository: " + path);
        }
        return file;
    }

    private void write(ObjectId id, Path file, boolean executable) throws IOException {
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
            repository.open(id).copyTo(out);
        }
        if (executable && Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            Files.setPosixFilePermissions(file, permissions);
        }
    }

    @Override
    public void close() {
        repository.close();
    }
}
