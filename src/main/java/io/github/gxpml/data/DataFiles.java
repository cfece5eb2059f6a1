// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.spec.DataSpec.Format;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files that a person means by a file, a folder or a pattern: parts of one table.
 *
 * @param place the file, the folder, or the folder that the pattern starts from
 * @param files at least one, sorted by path
 * @param format how all of them are stored
 */
public record DataFiles(Path place, List<Path> files, Format format) {
    private static final Map<String, Format> ENDINGS = Map.of(
            ".csv", Format.CSV,
            ".jsonl", Format.JSONL,
            ".ndjson", Format.JSONL,
            ".json", Format.JSONL,
            ".parquet", Format.PARQUET);

    static final String KNOWN = ".csv, .jsonl, .ndjson, .json (one object a line) or .parquet";

    /** Copies the files. */
    public DataFiles {
        files = List.copyOf(files);
    }

    /**
     * Finds the files. What exists under the very name is taken as it is, whatever characters it has; else {@code *},
     * {@code ?}, {@code [...]} and <code>{a,b}</code> are a pattern within a folder, {@code **} over folders. Names
     * that start with a dot are left out of folders and patterns; so are marker files such as {@code _SUCCESS}, which
     * start with an underscore and have no ending of data, in a folder.
     *
     * @param given a file, a folder or a pattern
     * @return its files
     * @throws DataException a {@link WrongCallException} if nothing is there, a folder holds something else too, or the
     *     files have several formats; any other if a folder cannot be listed
     */
    public static DataFiles find(String given) throws DataException {
        try {
            Optional<Path> place = place(given);
            if (place.isPresent() && Files.isDirectory(place.get())) {
                return of(given, place.get(), folder(given, place.get()));
            }
            return place.isPresent() && Files.exists(place.get())
                    ? of(given, place.get(), List.of(place.get()))
                    : pattern(given);
        } catch (IOException | UncheckedIOException e) {
            throw new DataException("the files of " + given + " cannot be listed: " + e.getMessage(), e);
        }
    }

    private static Optional<Path> place(String given) {
        try {
            return given.isEmpty() ? Optional.empty() : Optional.of(Path.of(given));
        } catch (InvalidPathException e) {
            // some systems allow no star in a path
            return Optional.empty();
        }
    }

    private static DataFiles of(String given, Path place, List<Path> files) throws WrongCallException {
        Set<Format> formats = new TreeSet<>();
        for (Path file : files) {
            formats.add(format(file)
                    .orElseThrow(() -> new WrongCallException(
                            "the format of " + file + " is not known from its name - it must end in " + KNOWN)));
        }
        if (formats.size() > 1) {
            throw new WrongCallException(given + " has files of several formats: "
                    + formats.stream()
                            .map(format -> format.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "))
                    + " - choose one with a pattern such as '*.csv'");
        }
        return new DataFiles(place, files, formats.iterator().next());
    }

    private static Optional<Format> format(Path file) {
        return format(file.getFileName().toString());
    }

    /** Knows the format of a file from its name. */
    static Optional<Format> format(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        int dot = name.lastIndexOf('.');
        return dot < 0 ? Optional.empty() : Optional.ofNullable(ENDINGS.get(name.substring(dot)));
    }

    private static List<Path> folder(String given, Path folder) throws IOException, WrongCallException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.sorted().toList()) {
                boolean data = Files.isRegularFile(entry) && format(entry).isPresent();
                if (!hidden(entry) && data) {
                    files.add(entry);
                } else if (!hidden(entry) && !entry.getFileName().toString().startsWith("_")) {
                    throw new WrongCallException("folder " + given + " holds `" + entry.getFileName()
                            + "`, which is no file of data (" + KNOWN + ") - choose with a pattern such as '" + given
                            + "/*.csv'");
                }
            }
        }
        if (files.isEmpty()) {
            throw new WrongCallException("folder " + given + " has no file of data (" + KNOWN + ")");
        }
        return files;
    }

    private static boolean hidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    private static DataFiles pattern(String given) throws IOException, WrongCallException {
        String[] parts = given.replaceAll("/+", "/").split("/");
        int fixed = 0;
        while (fixed < parts.length && !parts[fixed].matches(".*[*?\\[{].*")) {
            fixed++;
        }
        String start = Stream.of(parts).limit(fixed).collect(Collectors.joining("/"));
        Path root = Path.of(given.startsWith("/") && start.isEmpty() ? "/" : start);
        if (fixed == parts.length || !Files.isDirectory(root)) {
            throw new WrongCallException("there is no file, folder or pattern with files " + given);
        }
        String rest = Stream.of(parts).skip(fixed).collect(Collectors.joining("/"));
        int depth = rest.contains("**") ? Integer.MAX_VALUE : parts.length - fixed;
        PathMatcher matcher = matcher(given, rest);
        try (Stream<Path> walk = Files.walk(root, depth)) {
            List<Path> files = walk.filter(Files::isRegularFile)
                    .filter(file -> visible(root.relativize(file)) && matcher.matches(root.relativize(file)))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new WrongCallException("no file matches the pattern " + given);
            }
            return of(given, root, files);
        }
    }

    private static PathMatcher matcher(String given, String glob) throws WrongCallException {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (PatternSyntaxException e) {
            throw new WrongCallException("the pattern " + given + " is malformed: " + e.getDescription());
        }
    }

    private static boolean visible(Path relative) {
        for (Path part : relative) {
            if (hidden(part)) {
                return false;
            }
        }
        return true;
    }
}
