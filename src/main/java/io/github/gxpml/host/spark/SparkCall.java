// SPDX-License-Identifier: MIT
package io.github.gxpml.host.spark;

import io.github.gxpml.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is to be run, and where its result goes.
 *
 * @param arguments as {@code gxp} takes them
 * @param output a file; standard output if empty
 */
record SparkCall(String[] arguments, Optional<String> output) {
    private static final String CALL = "--gxp-call";
    private static final String OUTPUT = "--output";
    private static final String FORMAT = "--format";

    static SparkCall of(String... given) {
        List<String> all = call(List.of(given));
        List<String> arguments = new ArrayList<>();
        Optional<String> output = Optional.empty();
        for (int i = 0; i < all.size(); i++) {
            String argument = all.get(i);
            if (argument.startsWith(OUTPUT + "=")) {
                output = Optional.of(argument.substring(OUTPUT.length() + 1));
            } else if (argument.equals(OUTPUT)) {
                if (i + 1 == all.size()) {
                    throw new IllegalArgumentException("--output names no file");
                }
                output = Optional.of(all.get(++i));
            } else {
                arguments.add(argument);
            }
        }
        if (!arguments.isEmpty() && arguments.stream().noneMatch(SparkCall::names)) {
            arguments.addAll(List.of(FORMAT, "json"));
        }
        return new SparkCall(arguments.toArray(String[]::new), output);
    }

    /** A format, or a wish for help, is given. */
    private static boolean names(String argument) {
        return argument.equals(FORMAT)
                || argument.startsWith(FORMAT + "=")
                || argument.matches("-h|-V|--help|--version");
    }

    private static List<String> call(List<String> given) {
        int at = given.indexOf(CALL);
        if (at < 0) {
            return given;
        }
        if (at + 1 == given.size()) {
            throw new IllegalArgumentException(CALL + " names no call");
        }
        try {
            String[] call = Json.read(given.get(at + 1).getBytes(StandardCharsets.UTF_8), String[].class);
            if (call == null || Arrays.asList(call).contains(null)) {
                throw new IOException("null is no text");
            }
            return List.of(call);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    CALL + " is no JSON array of texts such as [\"metrics\", \"--data\", ...]", e);
        }
    }
}
