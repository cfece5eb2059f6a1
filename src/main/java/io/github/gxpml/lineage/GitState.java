// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.IndexDiff;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.util.FS;

/**
 * Reads which commit a folder is at and whether its files are as committed. Starts no process, writes nothing, runs no
 * filter: a file that would have to go through a filter to be compared (as of Git LFS) counts as changed unless git has
 * noted its size and time.
 */
public final class GitState {
    private static final int MAX_CHANGES = 100;
    private static final int MAX_TAGS = 20;

    private GitState() {}

    /**
     * Reads the state of the repository that a folder lies in.
     *
     * @param folder any folder
     * @return the state; empty if neither the folder nor one above it is a git repository
     * @throws IOException if there is a repository that is damaged, bare or cannot be read
     */
    public static Optional<LineageDocument.Code> read(Path folder) throws IOException {
        return read(folder, Set.of());
    }

    /**
     * Reads the state of the repository that a folder lies in, without looking at some folders in it.
     *
     * @param folder any folder
     * @param apart folders whose untracked files do not count as changes, such as the one that evidence is written to
     * @return the state; empty if neither the folder nor one above it is a git repository
     * @throws IOException if there is a repository that is damaged, bare or cannot be read
     */
    public static Optional<LineageDocument.Code> read(Path folder, Set<Path> apart) throws IOException {
        Path start = folder.toRealPath();
        Optional<Path> dotGit = Repositories.find(start);
        if (dotGit.isEmpty()) {
            return Optional.empty();
        }
        FS fs = QuietGit.fileSystem();
        try (Repository repository = Repositories.open(fs, start, dotGit.get())) {
            return Optional.of(code(repository, fs, apart));
        } catch (IOException | RuntimeException e) {
            throw new IOException(
                    "the git repository at " + dotGit.get().getParent() + " cannot be read, check it with `git fsck`: "
                            + e.getMessage(),
                    e);
        }
    }

    /**
     * Finds everybody who had a part in the commits between two states of the code.
     *
     * @param folder any folder in the repository
     * @param since commit id of the earlier state, which is not looked at
     * @param head commit id of the later state
     * @return authors, committers and co-authors as {@code Name <address>}; empty if the repository does not hold both
     *     commits
     * @throws IOException if the repository cannot be read
     */
    public static Set<String> people(Path folder, String since, String head) throws IOException {
        Path start = folder.toRealPath();
        Optional<Path> dotGit = Repositories.find(start);
        if (dotGit.isEmpty()) {
            return Set.of();
        }
        var people = new TreeSet<String>();
        try (Repository repository = Repositories.open(QuietGit.fileSystem(), start, dotGit.get());
                RevWalk walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(ObjectId.fromString(head)));
            walk.markUninteresting(walk.parseCommit(ObjectId.fromString(since)));
            for (RevCommit commit : walk) {
                people.add(person(commit.getAuthorIdent()));
                people.add(person(commit.getCommitterIdent()));
                people.addAll(commit.getFooterLines("Co-authored-by"));
            }
            return people;
        } catch (MissingObjectException e) {
            return Set.of();
        }
    }

    private static LineageDocument.Code code(Repository repository, FS fs, Set<Path> apart) throws IOException {
        Ref head = repository.exactRef(Constants.HEAD);
        if (head == null) {
            throw new IOException("it has no HEAD");
        }
        ObjectId id = head.getObjectId();
        List<String> changes = changes(repository, fs, apart);
        Optional<RevCommit> commit = Optional.empty();
        if (id != null) {
            try (RevWalk walk = new RevWalk(repository)) {
                commit = Optional.of(walk.parseCommit(id));
            }
        }
        return new LineageDocument.Code(
                commit.map(RevCommit::getName),
                String.valueOf(repository.getBranch()),
                commit.map(RevCommit::getAuthorIdent).map(GitState::person).orElse(""),
                commit.map(RevCommit::getCommitterIdent).map(GitState::person).orElse(""),
                commit.map(RevCommit::getRawGpgSignature).isPresent(),
                commit.map(RevCommit::getRawGpgSignature).map(GitState::kind).orElse(""),
                id == null ? List.of() : tags(repository, id),
                changes.isEmpty(),
                changes.subList(0, Math.min(MAX_CHANGES, changes.size())),
                origin(repository));
    }

    /** Told by its head alone; whose key made it, and whether it holds, needs keys that are not at hand. */
    private static String kind(byte[] signature) {
        String head = new String(signature, 0, Math.min(40, signature.length), StandardCharsets.US_ASCII);
        if (head.startsWith("-----BEGIN PGP")) {
            return "openpgp";
        }
        if (head.startsWith("-----BEGIN SSH")) {
            return "ssh";
        }
        return head.startsWith("-----BEGIN SIGNED MESSAGE") ? "x509" : "unknown";
    }

    private static List<String> tags(Repository repository, ObjectId commit) throws IOException {
        TreeSet<String> tags = new TreeSet<>();
        for (Ref tag : repository.getRefDatabase().getRefsByPrefix(Constants.R_TAGS)) {
            Ref peeled = repository.getRefDatabase().peel(tag);
            ObjectId target = peeled.getPeeledObjectId() == null ? peeled.getObjectId() : peeled.getPeeledObjectId();
            if (commit.equals(target)) {
                tags.add(Repository.shortenRefName(tag.getName()));
            }
        }
        return tags.stream().limit(MAX_TAGS).toList();
    }

    private static List<String> changes(Repository repository, FS fs, Set<Path> apart) throws IOException {
        if (repository.isBare()) {
            throw new IOException("it is bare, it has no files of its own");
        }
        IndexDiff diff = new IndexDiff(repository, Constants.HEAD, new FileTreeIterator(repository));
        diff.diff(() -> new RepositoryBuilder().setFS(fs));
        TreeSet<String> changes = new TreeSet<>();
        for (Collection<String> kind : List.of(
                diff.getAdded(),
                diff.getChanged(),
                diff.getRemoved(),
                diff.getMissing(),
                diff.getModified(),
                diff.getConflicting())) {
            changes.addAll(kind);
        }
        Path tree = repository.getWorkTree().toPath().toRealPath();
        List<Path> folders = real(apart);
        diff.getUntracked().stream()
                .filter(path -> folders.stream().noneMatch(tree.resolve(path)::startsWith))
                .forEach(changes::add);
        return new ArrayList<>(changes);
    }

    private static List<Path> real(Set<Path> folders) throws IOException {
        List<Path> real = new ArrayList<>();
        for (Path folder : folders) {
            if (Files.exists(folder)) {
                real.add(folder.toRealPath());
            }
        }
        return real;
    }

    private static String person(PersonIdent person) {
        return person.getName() + " <" + person.getEmailAddress() + ">";
    }

    /** Without user and password, and without a query, which may hold a token. */
    private static String origin(Repository repository) {
        String url = repository.getConfig().getString("remote", "origin", "url");
        if (url == null) {
            return "";
        }
        try {
            String stripped = new URIish(url).setUser(null).setPass(null).toString();
            return stripped.replaceFirst("[?#].*", "");
        } catch (URISyntaxException e) {
            return "(not a readable address)";
        }
    }
}
