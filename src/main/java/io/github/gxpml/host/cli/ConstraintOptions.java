// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that name constraints of another tool, and where what violates them is written. */
final class ConstraintOptions {
    @Option(
            names = "--constraints",
            paramLabel = "FILE",
            description =
                    "Judge by the constraints of this document of Model Monitor or Clarify: exit code 1 if one is "
                            + "violated, 3 if one cannot be checked.")
    private Path constraints;

    @Option(
            names = "--violations",
            paramLabel = "FILE",
            description = "Write what violates the constraints to this file, as constraint_violations.json.")
    private Path violations;

    void check() throws UsageException {
        if (violations != null && constraints == null) {
            throw new UsageException("--violations writes what violates --constraints: give both");
        }
    }

    Optional<Path> file() {
        return Optional.ofNullable(constraints);
    }

    void write(byte[] document) throws IOException {
        if (violations != null) {
            save(violations, document);
        }
    }

    /** Writes a document that is meant for others. */
    static void save(Path file, byte[] document) throws IOException {
        AtomicFile.write(file, document);
        AtomicFile.share(file);
    }
}
