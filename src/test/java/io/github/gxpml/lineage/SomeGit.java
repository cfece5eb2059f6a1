// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The git of this machine, untouched by its configuration. */
public final class SomeGit {
    private SomeGit() {}

    /** Tells whether there is one. */
    public static boolean here() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "git")));
    }

    /** Runs git in a folder, as Ann who writes and Cy who commits. */
    public static String git(Path folder, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        Collections.addAll(command, arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "GIT_AUTHOR_NAME",
                        "Ann Author",
                        "GIT_AUTHOR_EMAIL",
                        "ann@example.org",
                        "GIT_COMMITTER_NAME",
                        "Cy Committer",
                        "GIT_COMMITTER_EMAIL",
                        "cy@example.org",
                        "GIT_CONFIG_GLOBAL",
                        "/dev/null",
                        "GIT_CONFIG_NOSYSTEM",
                        "1"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.strip();
    }
}
