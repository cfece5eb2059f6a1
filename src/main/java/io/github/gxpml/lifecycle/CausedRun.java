// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.BundleDocument;
import io.github.gxpml.evidence.OriginDocument;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A run that is known by what it was called from.
 *
 * @param number of the run
 * @param state as it was last sealed
 * @param latest whether no other run of its model was begun since
 */
public record CausedRun(int number, BundleDocument.State state, boolean latest) {
    /**
     * Finds the run that something has caused. Nothing is changed, and no lock is needed.
     *
     * @param spec folder of the spec
     * @param name of an entry of the origin
     * @param value of the entry
     * @return the latest such run; empty if there is none
     * @throws IOException if the evidence cannot be read
     */
    public static Optional<CausedRun> find(Path spec, String name, String value) throws IOException {
        Path runs = spec.resolve(".gxp").resolve("runs");
        if (!Files.isDirectory(runs)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.find(runs, 2, (path, is) -> is.isDirectory())) {
            List<Path> newest = folders.filter(
                            path -> path.getFileName().toString().matches("[1-9][0-9]{0,8}"))
                    .sorted(Comparator.comparing((Path path) ->
                                    Integer.valueOf(path.getFileName().toString()))
                            .reversed())
                    .toList();
            for (Path run : newest) {
                Path data = run.resolve("bag").resolve("data");
                if (causedBy(data.resolve(OriginDocument.FILE), name, value)
                        && Files.exists(data.resolve("bundle.json"))) {
                    var document = Json.read(Files.readAllBytes(data.resolve("bundle.json")), BundleDocument.class);
                    return Optional.of(new CausedRun(document.run(), document.state(), latest(run, newest)));
                }
            }
            return Optional.empty();
        }
    }

    private static boolean latest(Path run, List<Path> newest) {
        return newest.stream()
                .filter(other -> other.getParent().equals(run.getParent()))
                .findFirst()
                .filter(run::equals)
                .isPresent();
    }

    private static boolean causedBy(Path origin, String name, String value) throws IOException {
        return Files.exists(origin)
                && Json.read(Files.readAllBytes(origin), OriginDocument.class).stages().stream()
                        .anyMatch(stage -> value.equals(stage.origin().get(name)));
    }
}
