// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** A folder with the example's data and a spec that a test may spoil in one place. */
final class Project {
    private static final Path EXAMPLE = Path.of("examples/flc-mortality");

    private final Path folder;

    private Project(Path folder) {
        this.folder = folder;
    }

    /** Copies the example without its unit tests, which need a JDK's launcher and add nothing here. */
    static Project of(Path folder) {
        return copy(folder).edit("gxp.yaml", text -> text.replaceAll("(?s)  unitTests:.*?\n\n", "\n"));
    }

    /** Copies the example with a training command in place of the embedded trainer. */
    static Project withCommand(Path folder, String script) {
        Project project = of(folder);
        project.write("train.sh", script);
        return project.edit(
                "gxp.yaml",
                text -> text.replace("  with: embedded\n", "  with: process\n")
                        .replace("  algorithm: logistic-regression\n", "  command: [sh, train.sh]\n  timeLimit: 20s\n")
                        .replaceAll("  impute: median.*\n", "")
                        .replace("bit-identical", "identical-predictions"));
    }

    private static Project copy(Path folder) {
        var project = new Project(folder);
        for (String name : List.of(
                "gxp.yaml",
                "data/prepare.py",
                "data/train.csv",
                "data/validation.csv",
                "data/out-of-time.csv",
                "data/live.csv")) {
            project.write(name, read(EXAMPLE.resolve(name)));
        }
        return project;
    }

    Project edit(String name, UnaryOperator<String> change) {
        String before = read(folder.resolve(name));
        String after = change.apply(before);
        if (after.equals(before)) {
            throw new IllegalStateException("the change does not fit " + name);
        }
        return write(name, after);
    }

    Project write(String name, String text) {
        try {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    String spec() {
        return folder.resolve("gxp.yaml").toString();
    }

    Path bundle(int run) {
        return folder.resolve("gxp-evidence/flc-mortality-" + run + ".zip");
    }

    /** Returns a document of a sealed bundle. */
    String read(int run, String name) throws IOException {
        try (var zip = new ZipFile(bundle(run).toFile())) {
            var entry = zip.getEntry("flc-mortality-" + run + "/data/" + name);
            return new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    List<Path> bundles() {
        Path store = folder.resolve("gxp-evidence");
        if (!Files.isDirectory(store)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(store)) {
            // a kill may leave a half-written hidden file beside the bundles, which is none
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
