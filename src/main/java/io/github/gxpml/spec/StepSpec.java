// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.List;
import java.util.Optional;

/**
 * A step that made files of the data, as declared. It is recorded with the digests of its files and never run.
 *
 * @param name unique within the spec
 * @param command how it is called, in words for people; may be empty
 * @param script the program, relative to the spec's folder; absent if it is not a file of the project
 * @param inputs files that it read
 * @param outputs files that it wrote
 */
public record StepSpec(
        String name, List<String> command, Optional<String> script, List<String> inputs, List<String> outputs) {
    /** Copies the lists. */
    public StepSpec {
        command = List.copyOf(command);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
