// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds programs as a shell does. */
public final class Programs {
    private Programs() {}

    /**
     * Finds a program.
     *
     * @param name with a slash: a path, from the folder on; without: looked for on the PATH
     * @param folder where it would run
     * @param environment holds the PATH
     * @return the program's file; empty if there is none
     */
    public static Optional<Path> find(String name, Path folder, Map<String, String> environment) {
        try {
            if (name.contains("/")) {
                return Optional.of(folder.resolve(name)).filter(Programs::runs);
            }
            for (String part : environment.getOrDefault("PATH", "/usr/bin:/bin").split(File.pathSeparator)) {
                Path program = folder.resolve(part).resolve(name);
                if (!name.isEmpty() && runs(program)) {
                    return Optional.of(program);
                }
            }
        } catch (InvalidPathException e) {
            // such a file cannot exist
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean runs(Path program) {
        return Files.isRegularFile(program) && Files.isExecutable(program);
    }
}
