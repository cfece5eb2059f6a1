// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import io.github.gxpml.io.Sha256;
import io.github.gxpml.lineage.LineageDocument.FileRecord;
import io.github.gxpml.spec.Spec;
import io.github.gxpml.spec.StepSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A declared step that made files of the data, with the digests of its files as they were when the model was trained.
 * That the step was run as declared is the declaration's word.
 *
 * @param name from the spec
 * @param command from the spec, may be empty
 * @param script the program; absent if none is declared
 * @param inputs files that it read
 * @param outputs files that it wrote
 */
public record StepRecord(
        String name, List<String> command, Optional<FileRecord> script, List<Found> inputs, List<Found> outputs) {
    /**
     * A file that may not be here any more, such as raw data that must not leave its system.
     *
     * @param path from the spec
     * @param sha256 digest; absent if there is no such file
     */
    public record Found(String path, Optional<String> sha256) {}

    /** Copies the lists. */
    public StepRecord {
        command = List.copyOf(command);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /**
     * Records the steps of a spec.
     *
     * @param spec the spec
     * @return in the order of the spec
     * @throws IOException if a script is missing, or a file cannot be read
     */
    public static List<StepRecord> of(Spec spec) throws IOException {
        List<StepRecord> records = new ArrayList<>();
        for (StepSpec step : spec.data().steps()) {
            Optional<FileRecord> script = Optional.empty();
            if (step.script().isPresent()) {
                script = Optional.of(FileRecord.of(spec, step.script().get()));
            }
            records.add(new StepRecord(
                    step.name(), step.command(), script, found(spec, step.inputs()), found(spec, step.outputs())));
        }
        return List.copyOf(records);
    }

    private static List<Found> found(Spec spec, List<String> paths) throws IOException {
        List<Found> found = new ArrayList<>();
        for (String path : paths) {
            Path file = spec.resolve(path);
            found.add(new Found(path, Files.isRegularFile(file) ? Optional.of(Sha256.of(file)) : Optional.empty()));
        }
        return found;
    }
}
