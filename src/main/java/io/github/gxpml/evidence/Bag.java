// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.io.AtomicFile;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The working folder of one run's bundle, a BagIt bag that grows until it is sealed and may grow on after that. Hidden
 * files are not part of it. Does not lock the folder: one process at a time may write.
 */
public final class Bag implements BagFiles {
    private static final int MAX_DOCUMENT = 64 << 20;
    /** Written by the sealer and the audit log alone. */
    private static final Set<String> RESERVED = Set.of(BagLayout.BUNDLE, AuditLog.FILE);

    private final Path folder;
    private final Map<String, String> folded = new HashMap<>();

    private Bag(Path folder) {
        this.folder = folder;
    }

    /**
     * Starts an empty bag.
     *
     * @param folder does not exist yet, or is empty
     * @return the bag
     * @throws EvidenceException if the folder holds something or cannot be made
     */
    public static Bag create(Path folder) throws EvidenceException {
        Path absolute = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute);
            try (Stream<Path> content = Files.list(absolute)) {
                if (content.findAny().isPresent()) {
                    throw new EvidenceException(absolute + " is not empty: a new bundle starts in an empty folder");
                }
            }
            Files.createDirectory(absolute.resolve(BagLayout.DATA));
            return new Bag(absolute);
        } catch (EvidenceException e) {
            throw e;
        } catch (IOException e) {
            throw new EvidenceException(
                    "no bundle can be started in " + absolute + ": " + EvidenceException.reason(e), e);
        }
    }

    /**
     * Goes on with a bag, also one that a killed process left; half-written files of that process are removed.
     *
     * @param folder made by {@link #create}
     * @return the bag
     * @throws EvidenceException if there is no bag
     */
    public static Bag open(Path folder) throws EvidenceException {
        Path absolute = folder.toAbsolutePath().normalize();
        if (!Files.isDirectory(absolute.resolve(BagLayout.DATA), LinkOption.NOFOLLOW_LINKS)) {
            throw new EvidenceException(absolute + " holds no bundle: it has no folder data");
        }
        try {
            removePartials(absolute);
        } catch (IOException e) {
            throw new EvidenceException(
                    "the bundle in " + absolute + " cannot be opened: " + EvidenceException.reason(e), e);
        }
        return new Bag(absolute);
    }

    /**
     * Returns where the bag is.
     *
     * @return absolute path of the folder that holds {@code data}
     */
    public Path folder() {
        return folder;
    }

    /**
     * Writes a payload file, or replaces it as a whole.
     *
     * @param name relative to {@code data}, with slashes
     * @param bytes the content
     * @throws EvidenceException if the name is not allowed, the file is kept for good (anything in {@code seen},
     *     {@code seals} and {@code attestations}), or it cannot be written
     */
    public void put(String name, byte[] bytes) throws EvidenceException {
        checkNew(name);
        write(name, out -> out.write(bytes));
    }

    /**
     * Copies a file into the payload, or replaces it as a whole.
     *
     * @param name relative to {@code data}, with slashes
     * @param file the file to copy, in constant memory
     * @throws EvidenceException as {@link #put}
     */
    public void putFile(String name, Path file) throws EvidenceException {
        checkNew(name);
        write(name, out -> Files.copy(file, out));
    }

    /**
     * Removes a payload file that could not be renewed, so that nobody takes it for current. Nothing happens if it is
     * not there.
     *
     * @param name relative to {@code data}, with slashes
     * @throws EvidenceException if the name is not allowed, the file is kept for good, or it cannot be removed
     */
    public void remove(String name) throws EvidenceException {
        checkNew(name);
        try {
            Files.deleteIfExists(path(name));
            folded.remove(BagName.folded(name));
        } catch (IOException e) {
            throw new EvidenceException("data/" + name + " cannot be removed: " + EvidenceException.reason(e), e);
        }
    }

    /**
     * Lists the payload.
     *
     * @return names relative to {@code data}, sorted
     * @throws EvidenceException if the folder cannot be read or holds a link, a special file or a name not allowed
     */
    @Override
    public List<String> names() throws EvidenceException {
        Path data = folder.resolve(BagLayout.DATA);
        List<String> names = new ArrayList<>();
        try {
            Files.walkFileTree(data, new Lister(data, names));
        } catch (EvidenceException e) {
            throw e;
        } catch (IOException e) {
            throw new EvidenceException(data + " cannot be listed: " + EvidenceException.reason(e), e);
        }
        Collections.sort(names);
        return names;
    }

    /**
     * Tells whether a payload file is there.
     *
     * @param name relative to {@code data}
     * @return true if it is a regular file
     */
    public boolean has(String name) {
        return BagName.problem(name).isEmpty() && Files.isRegularFile(path(name), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Lists what the last seal holds, as far as the folder knows.
     *
     * @return names relative to {@code data}; empty if it was never sealed
     * @throws EvidenceException if the list cannot be read
     */
    public Set<String> sealed() throws EvidenceException {
        Path manifest = folder.resolve(BagLayout.MANIFEST);
        if (!Files.isRegularFile(manifest, LinkOption.NOFOLLOW_LINKS)) {
            return Set.of();
        }
        try {
            Set<String> names = new TreeSet<>();
            Manifest.read(BagLayout.MANIFEST, Files.readAllBytes(manifest))
                    .digests()
                    .keySet()
                    .forEach(path -> names.add(path.substring(path.indexOf('/') + 1)));
            return names;
        } catch (EvidenceException e) {
            throw e;
        } catch (IOException e) {
            throw new EvidenceException(manifest + " cannot be read: " + EvidenceException.reason(e), e);
        }
    }

    /**
     * Reads a payload file.
     *
     * @param name relative to {@code data}
     * @return the content, at most 64 MiB
     * @throws EvidenceException if it is missing, too large or cannot be read
     */
    @Override
    public byte[] read(String name) throws EvidenceException {
        checkName(name);
        try {
            Path file = path(name);
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new EvidenceException("the bundle has no file data/" + name);
            }
            if (Files.size(file) > MAX_DOCUMENT) {
                throw new EvidenceException("data/" + name + " is larger than 64 MiB and is not read as a document");
            }
            return Files.readAllBytes(file);
        } catch (EvidenceException e) {
            throw e;
        } catch (IOException e) {
            throw new EvidenceException("data/" + name + " cannot be read: " + EvidenceException.reason(e), e);
        }
    }

    /**
     * Returns where a payload file is or would be, for reading it as a stream.
     *
     * @param name relative to {@code data}
     * @return absolute path
     */
    public Path path(String name) {
        return folder.resolve(BagLayout.DATA).resolve(name);
    }

    /** Writes any payload file, the reserved ones too. */
    void write(String name, AtomicFile.Content content) throws EvidenceException {
        checkName(name);
        try {
            AtomicFile.write(path(name), content);
        } catch (IOException e) {
            throw new EvidenceException("data/" + name + " cannot be written: " + EvidenceException.reason(e), e);
        }
    }

    private void checkNew(String name) throws EvidenceException {
        checkName(name);
        if (RESERVED.contains(name) || name.startsWith(BagLayout.SEALS)) {
            throw new EvidenceException("data/" + name + " is written by sealing and cannot be put into a bundle");
        }
        if (BagLayout.keptForGood(name) && has(name)) {
            throw new EvidenceException("data/" + name + " is kept as it is and cannot be replaced");
        }
        String other = folded().putIfAbsent(BagName.folded(name), name);
        if (other != null && !other.equals(name)) {
            throw new EvidenceException(
                    "data/" + name + " and data/" + other + " are one file on some systems: rename one");
        }
    }

    /** Lists the folder once, as nobody else writes to it meanwhile; else many files would cost a listing each. */
    private Map<String, String> folded() throws EvidenceException {
        if (folded.isEmpty()) {
            for (String name : names()) {
                folded.put(BagName.folded(name), name);
            }
        }
        return folded;
    }

    private static void checkName(String name) throws EvidenceException {
        var problem = BagName.problem(name);
        if (problem.isPresent()) {
            throw new EvidenceException(
                    "a file in a bundle cannot be called `" + BagName.shown(name) + "`: the name " + problem.get());
        }
    }

    private static void removePartials(Path folder) throws IOException {
        List<Path> partials;
        try (Stream<Path> all = Files.walk(folder)) {
            partials = all.filter(Bag::partial).toList();
        }
        for (Path partial : partials) {
            Files.deleteIfExists(partial);
        }
    }

    private static boolean partial(Path path) {
        String name = path.getFileName().toString();
        return name.startsWith(".")
                && name.endsWith(".partial")
                && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Collects names, and refuses what cannot be in a bag. */
    private static final class Lister extends SimpleFileVisitor<Path> {
        private final Path data;
        private final List<String> names;

        Lister(Path data, List<String> names) {
            this.data = data;
            this.names = names;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            return hidden(dir) && !dir.equals(data) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (hidden(file)) {
                return FileVisitResult.CONTINUE;
            }
            String name = data.relativize(file)
                    .toString()
                    .replace(file.getFileSystem().getSeparator(), "/");
            if (!attributes.isRegularFile()) {
                throw new EvidenceException("data/" + BagName.shown(name) + " is a link or a special file: remove it");
            }
            checkName(name);
            names.add(name);
            return FileVisitResult.CONTINUE;
        }

        private static boolean hidden(Path path) {
            return path.getFileName().toString().startsWith(".");
        }
    }
}
