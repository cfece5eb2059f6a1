// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.standin.SageMakerStandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** The example that is trained in SageMaker, without its unit tests and with one training. */
public final class SageMakerProject {
    private SageMakerProject() {}

    static Project of(Path folder) {
        return of(folder, text -> text);
    }

    /** Writes the project into a folder. */
    public static void write(Path folder) {
        of(folder);
    }

    static Project of(Path folder, UnaryOperator<String> change) {
        try {
            String text = Files.readString(Path.of("examples/flc-mortality/gxp-sagemaker.yaml"));
            Project project = Project.of(folder);
            project.write("train.py", Files.readString(Path.of("examples/flc-mortality/train.py")));
            return project.write(
                    "gxp.yaml",
                    change.apply(text.replace("flc-mortality-sagemaker", "flc-mortality")
                            .replaceAll("(?s)  unitTests:.*?\n\n", "\n")
                            .replace("  retrain: {runs: 2, require: bit-identical}\n", "")
                            .replace("\nreproducibility:\n\n", "\n")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Cli cli(Path home, SageMakerStandIn sageMaker) {
        var cli = new Cli(home);
        sageMaker.environment().forEach(cli::with);
        return cli;
    }
}
