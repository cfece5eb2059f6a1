// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.gate.AskedGates;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.metric.Metrics;
import io.github.gxpml.spec.Problem;
import io.github.gxpml.spec.Spec;
import io.github.gxpml.spec.SpecException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the file of {@code --gates}. */
final class GatesFile {
    private GatesFile() {}

    /** What is wrong with the file. */
    static final class Refused extends SpecException {
        private static final long serialVersionUID = 1;

        Refused(List<Problem> problems) {
            super(problems);
        }
    }

    static AskedGates read(Path file, Spec spec, String stage) throws SpecException, UsageException, IOException {
        byte[] text = Files.readAllBytes(spec.file());
        if (!Sha256.of(text).equals(spec.sha256())) {
            throw new UsageException(spec.file() + " changed while it was read: start again");
        }
        var asked = new AskedGates.File(file.toString(), InputFile.read(file, 1 << 20, "gates"));
        try {
            return AskedGates.read(asked, spec, text, stage, Optional.of(Set.copyOf(Metrics.ids())));
        } catch (SpecException e) {
            throw new Refused(e.problems());
        }
    }
}
