// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import java.nio.file.Path;
import java.util.Map;

/** Reads where a stage is called from: a flat JSON object in the file that {@value #VARIABLE} names. */
final class OriginFile {
    static final String VARIABLE = "GXP_ORIGIN";

    private OriginFile() {}

    /**
     * Reads the file.
     *
     * @param environment variables of the process
     * @return values by name; empty if no file is named
     * @throws UsageException if it cannot be read or is not of the form that is needed
     */
    static Map<String, Object> read(Map<String, String> environment) throws UsageException {
        String named = environment.getOrDefault(VARIABLE, "");
        return named.isBlank() ? Map.of() : FlatObject.read(Path.of(named), VARIABLE);
    }
}
