// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.io.Json;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** What every command has: a terminal, the environment, {@code --help}, {@code --debug}. */
abstract class BaseCommand implements Callable<Integer> {
    /** How results are printed. */
    enum Format {
        TEXT,
        JSON
    }

    /** Help of {@code --format}. */
    static final String FORMAT = "text or json (default: ${DEFAULT-VALUE}). json prints exactly one document; where the"
            + " command could not be carried out it is {\"error\": {\"message\", \"problems\"}, \"exit\"}.";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    @Option(names = "--debug", description = "Print the stack trace of an error.")
    private boolean debug;

    private Terminal terminal;
    private Map<String, String> environment;

    final void connect(Terminal where, Map<String, String> variables) {
        this.terminal = where;
        this.environment = variables;
    }

    final Terminal terminal() {
        return terminal;
    }

    final Map<String, String> environment() {
        return environment;
    }

    /**
     * Prints the one JSON document of a command.
     *
     * @param document a record, map or list
     */
    final void printJson(Object document) {
        terminal.out().print(new String(Json.pretty(document), StandardCharsets.UTF_8));
        terminal.out().flush();
    }

    /**
     * Reads the time that an option gives.
     *
     * @param option its name
     * @param text as written
     * @return the time
     * @throws UsageException if it is none in UTC
     */
    static Instant instant(String option, String text) throws UsageException {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new UsageException(option + " must be a time in UTC such as 2026-01-01T00:00:00Z, not " + text);
        }
    }
}
