// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import io.github.gxpml.host.codepipeline.IncomingFiles.Limits;
import io.github.gxpml.host.codepipeline.IncomingFiles.Part;
import io.github.gxpml.io.AtomicFile;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files that came from archives of a pipeline, as a checkout keeps them: what an archive before brought and the next
 * one does not is removed; what stages have made or changed stays and is never overwritten, as it may be evidence.
 */
final class SourceTree {
    private static final Pattern HALF = Pattern.compile("\\..*\\.part(ial)?");
    private static final Duration LONGEST_SILENCE = Duration.ofHours(1);

    private final Path root;
    private final Path incoming;
    private final Path list;
    private final Limits limits;

    /**
     * Names the folder.
     *
     * @param folder of the workspace: gets {@code source}, and what is needed to replace it
     * @param limits of all archives together
     */
    SourceTree(Path folder, Limits limits) {
        root = folder.resolve("source");
        incoming = folder.resolve("incoming");
        list = folder.resolve("source.json");
        this.limits = limits;
    }

    /** The files that came from archives: by path the digests, of which a kill may leave one or the other. */
    private record Brought(Map<String, Set<String>> files) {}

    /**
     * Replaces what came from archives before. A kill in between leaves a folder that the same call mends.
     *
     * @param parts the archives
     * @throws OrderException if one cannot be unpacked here; nothing is changed then
     * @throws IOException if it cannot be written
     */
    void replace(List<Part> parts) throws OrderException, IOException {
        remove(incoming);
        removeHalves();
        var arriving = new IncomingFiles(incoming, limits);
        for (Part part : parts) {
            arriving.unpack(part);
        }
        SortedMap<String, String> next = arriving.files();
        Map<String, Set<String>> before = known();
        for (Map.Entry<String, String> file : next.entrySet()) {
            check(file.getKey(), file.getValue(), before);
        }
        Map<String, Set<String>> both = both(before, next);
        keep(both, before);
        for (Map.Entry<String, Set<String>> file : before.entrySet()) {
            if (!next.containsKey(file.getKey())) {
                delete(file.getKey(), file.getValue());
            }
        }
        Files.createDirectories(root);
        for (String file : next.keySet()) {
            Path target = root.resolve(file);
            Files.createDirectories(target.getParent());
            Files.move(incoming.resolve(file), target, StandardCopyOption.REPLACE_EXISTING);
        }
        keep(both(Map.of(), next), both);
        remove(incoming);
    }

    /** What a kill left of files on their way; one that is being written now is younger. */
    private void removeHalves() throws IOException {
        if (!there(list.getParent())) {
            return;
        }
        Instant old = Instant.now().minus(LONGEST_SILENCE);
        try (Stream<Path> files = Files.list(list.getParent())) {
            for (Path file : files.filter(SourceTree::file).toList()) {
                if (HALF.matcher(file.getFileName().toString()).matches()
                        && Files.getLastModifiedTime(file).toInstant().isBefore(old)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static Map<String, Set<String>> both(Map<String, Set<String>> before, Map<String, String> next) {
        Map<String, Set<String>> both = new TreeMap<>();
        before.forEach((file, digests) -> both.put(file, new TreeSet<>(digests)));
        next.forEach((file, digest) ->
                both.computeIfAbsent(file, name -> new TreeSet<>()).add(digest));
        return both;
    }

    private Map<String, Set<String>> known() throws IOException {
        return Files.exists(list)
                ? Json.read(Files.readAllBytes(list), Brought.class).files()
                : Map.of();
    }

    /** The same source again, as it mostly is, needs no writing. */
    private void keep(Map<String, Set<String>> files, Map<String, Set<String>> known) throws IOException {
        if (!files.equals(known)) {
            AtomicFile.write(list, Json.pretty(new Brought(files)));
        }
    }

    /** What a stage has made must not be replaced by an archive, nor a link of it lead out of the folder. */
    private void check(String file, String digest, Map<String, Set<String>> before) throws OrderException, IOException {
        Path target = root.resolve(file);
        for (Path part = target.getParent(); part.startsWith(root); part = part.getParent()) {
            if (there(part) && !folder(part) && !brought(part, before)) {
                throw new OrderException("the source brings " + file + ", and " + shown(part)
                        + " in the workspace is a link or a file that a stage has made: remove one of the two");
            }
        }
        boolean same = file(target) && Sha256.of(target).equals(digest);
        if (there(target) && !same && !brought(target, before)) {
            throw new OrderException("the source brings " + file + ", which a stage has made or changed in the"
                    + " workspace: take it out of the source, or remove " + target);
        }
    }

    /** Tells whether all that is there is as an archive has brought it. */
    private boolean brought(Path path, Map<String, Set<String>> before) throws IOException {
        if (file(path)) {
            return before.getOrDefault(relative(path), Set.of()).contains(Sha256.of(path));
        }
        if (!folder(path)) {
            return false;
        }
        if (empty(path)) { // left by a kill, or made by a stage
            return before.keySet().stream().anyMatch(file -> file.startsWith(relative(path) + "/"));
        }
        try (Stream<Path> inside = Files.list(path)) {
            for (Path one : inside.toList()) {
                if (!brought(one, before)) {
                    return false;
                }
            }
        }
        return true;
    }

    private void delete(String file, Set<String> digests) throws IOException {
        Path path = root.resolve(file);
        for (Path part = path.getParent(); !part.equals(root); part = part.getParent()) {
            if (!folder(part)) {
                return; // what a link of a stage leads to came from no archive
            }
        }
        if (file(path) && digests.contains(Sha256.of(path))) {
            Files.delete(path);
        }
        for (Path part = path.getParent(); !part.equals(root) && empty(part); part = part.getParent()) {
            Files.delete(part);
        }
    }

    private static boolean there(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean folder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean file(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean empty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private String relative(Path path) {
        return root.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
    }

    private String shown(Path path) {
        return path.equals(root) ? "the folder of the source" : relative(path);
    }

    private static void remove(Path folder) throws IOException {
        if (there(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
