// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Runs the command in this process, as {@code main} does but for the end of the process. */
final class Cli {
    private final Map<String, String> environment = new HashMap<>(Map.of("GXP_USER", "Ann Author <ann@example.org>"));

    Cli(Path home) {
        environment.put("GXP_HOME", home.toString());
    }

    Cli with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /**
     * What a call came to.
     *
     * @param exit exit code
     * @param out standard output
     * @param err standard error
     */
    record Outcome(int exit, String out, String err) {}

    Outcome run(String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false);
        int exit = Gxp.execute(terminal, Map.copyOf(environment), arguments);
        return new Outcome(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
