// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A relative path with slashes that somebody else has written, and that stays inside of whatever folder it is put into.
 *
 * @param text the path
 */
record InnerPath(String text) {
    private static final Pattern DRIVE = Pattern.compile("^[A-Za-z]:");
    /** What is not seen in a message, or ends a line for one reader and not for another. */
    private static final Set<Integer> UNSEEN = Set.of(
            (int) Character.CONTROL,
            (int) Character.FORMAT,
            (int) Character.LINE_SEPARATOR,
            (int) Character.PARAGRAPH_SEPARATOR,
            (int) Character.SURROGATE);

    /**
     * Checks a path, as a text only.
     *
     * @param text the path
     * @return the path; empty if it leads elsewhere or into a folder {@code .gxp}, or holds what must not be in it
     */
    static Optional<InnerPath> of(String text) {
        boolean stays = !DRIVE.matcher(text).find()
                && text.codePoints().noneMatch(point -> point == '\\' || UNSEEN.contains(Character.getType(point)))
                && Arrays.stream(text.split("/", -1)).allMatch(InnerPath::stays);
        return stays ? Optional.of(new InnerPath(text)) : Optional.empty();
    }

    private static boolean stays(String part) {
        return !Set.of("", ".", "..").contains(part) && !part.equalsIgnoreCase(".gxp");
    }

    /**
     * Returns the path in a folder.
     *
     * @throws InvalidPathException if the locale of this process cannot hold it, or it leads out of the folder
     */
    Path in(Path folder) {
        Path path = folder.resolve(text);
        if (!path.normalize().startsWith(folder.normalize()) || path.normalize().equals(folder.normalize())) {
            throw new InvalidPathException(text, "it leads out of the folder");
        }
        return path;
    }
}
