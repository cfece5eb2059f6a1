// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.lambda;

import java.util.Map;

/**
 * The variables of a function. Whatever is missing stops the function when it starts, not in the middle of its work.
 *
 * @param variables of the process
 */
public record Settings(Map<String, String> variables) {
    /** Copies the variables. */
    public Settings {
        variables = Map.copyOf(variables);
    }

    /**
     * Reads a variable that must be there.
     *
     * @param name of the variable
     * @return its text
     * @throws IllegalStateException if it is missing or blank
     */
    public String text(String name) {
        String value = variables.getOrDefault(name, "");
        if (value.isBlank()) {
            throw new IllegalStateException("the variable " + name + " of the function is not set");
        }
        return value;
    }

    /**
     * Reads a whole number.
     *
     * @param name of the variable
     * @return the number, 1 or more
     * @throws IllegalStateException if it is missing or no such number
     */
    public int number(String name) {
        String value = text(name);
        if (!value.matches("[1-9]\\d{0,8}")) {
            throw new IllegalStateException("the variable " + name + " of the function is not a whole number");
        }
        return Integer.parseInt(value);
    }
}
