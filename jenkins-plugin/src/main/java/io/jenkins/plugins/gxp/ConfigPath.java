// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import java.util.Arrays;
import java.util.Optional;

/** The path of a spec: relative, below the workspace, the same on every system. */
final class ConfigPath {
    private static final int LONGEST = 1024;

    private ConfigPath() {}

    /**
     * Refuses what is not a path below the workspace. Links are another matter: the agent looks at them.
     *
     * @param path what the pipeline says
     * @return the path
     * @throws IllegalArgumentException one sentence with cause and way out
     */
    static String of(String path) {
        problem(path).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        return path;
    }

    /** Checks a path while it is typed by somebody who may configure; nothing is not wrong, since there are defaults. */
    static FormValidation checked(Item item, String path) {
        if (!FormRights.mayConfigure(item) || Util.fixNull(path).isBlank()) {
            return FormValidation.ok();
        }
        return problem(path).map(FormValidation::error).orElseGet(FormValidation::ok);
    }

    /**
     * Says what is wrong with a path.
     *
     * @param path what the pipeline says
     * @return one sentence with cause and way out, or nothing
     */
    static Optional<String> problem(String path) {
        if (path == null || path.isBlank()) {
            return Optional.of(Messages.ConfigPath_empty());
        }
        if (path.length() > LONGEST || path.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            return Optional.of(Messages.ConfigPath_characters());
        }
        boolean absolute = path.startsWith("/") || path.startsWith("\\") || path.matches("[A-Za-z]:.*");
        if (absolute || Arrays.asList(path.split("[/\\\\]")).contains("..")) {
            return Optional.of(Messages.ConfigPath_outside(path));
        }
        return Optional.empty();
    }
}
