// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The example as the source of a pipeline, trained once and without its unit tests, which add nothing to tests of the
 * host.
 */
final class ExampleSource {
    private static final Path EXAMPLE = Path.of("examples/flc-mortality");

    private ExampleSource() {}

    static Path in(Path folder) throws IOException {
        return in(folder, UnaryOperator.identity());
    }

    static Path in(Path folder, UnaryOperator<String> change) throws IOException {
        for (String name : List.of(
                "data/prepare.py", "data/train.csv", "data/validation.csv", "data/out-of-time.csv", "data/live.csv")) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.copy(EXAMPLE.resolve(name), folder.resolve(name));
        }
        String spec = Files.readString(EXAMPLE.resolve("gxp.yaml"))
                .replaceAll("(?s)reproducibility:.*?\n\n", "")
                .replace("[shared_rows, retrain_differences]", "[shared_rows]");
        Files.writeString(folder.resolve("gxp.yaml"), change.apply(spec));
        return folder;
    }
}
