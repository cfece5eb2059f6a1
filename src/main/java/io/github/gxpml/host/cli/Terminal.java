// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where a command prints: results to standard output, everything else to standard error. Colour and moving progress
 * only where a person looks, and never where NO_COLOR is set.
 *
 * @param out standard output
 * @param err standard error
 * @param colour whether standard output may carry colour
 * @param live whether standard error is a terminal, so that a line may be rewritten
 * @param columns how wide standard output is; 0 where nobody looks, so that no line is broken for a file
 */
record Terminal(PrintStream out, PrintStream err, boolean colour, boolean live, int columns) {
    /** Prints lines of any length. */
    Terminal(PrintStream out, PrintStream err, boolean colour, boolean live) {
        this(out, err, colour, live, 0);
    }

    /** Fewer columns than these are no room for words. */
    static final int LEAST = 15;

    /** Colours that mean something; every one of them also stands in words. */
    enum Style {
        GOOD("32"),
        BAD("31;1"),
        OPEN("33;1"),
        QUIET("2"),
        STRONG("1");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    /**
     * Returns the terminal of this process. The launcher tells which streams are terminals and how wide, because Java
     * 17 cannot.
     *
     * @param environment variables of the process
     * @return the terminal
     */
    static Terminal system(Map<String, String> environment) {
        boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty() || "dumb".equals(environment.get("TERM"));
        return new Terminal(
                new PrintStream(
                        new java.io.FileOutputStream(java.io.FileDescriptor.out), false, StandardCharsets.UTF_8),
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.err), true, StandardCharsets.UTF_8),
                Boolean.getBoolean("gxp.stdout.terminal") && !plain,
                Boolean.getBoolean("gxp.stderr.terminal") && !"dumb".equals(environment.get("TERM")),
                Integer.getInteger("gxp.stdout.columns", 0));
    }

    /**
     * Colours a text for standard output.
     *
     * @param style the meaning
     * @param text the text
     * @return the text, with colour where a person looks
     */
    String paint(Style style, String text) {
        return colour ? "\u001b[" + style.code + "m" + text + "\u001b[0m" : text;
    }

    /**
     * Prints a line of a result.
     *
     * @param line without line feed
     */
    void print(String line) {
        out.print(line + "\n");
        out.flush();
    }

    /**
     * Prints a line that is not part of a result.
     *
     * @param line without line feed
     */
    void say(String line) {
        err.print(line + "\n");
        err.flush();
    }

    /**
     * Breaks a line that is too wide for the terminal, between words; what goes on is indented.
     *
     * @param line without line feed
     * @param indent spaces before what goes on
     * @return the line, or its parts
     */
    List<String> fold(String line, int indent) {
        List<String> parts = new ArrayList<>();
        String rest = line;
        int least = indent + LEAST;
        while (columns >= least && rest.length() > columns) {
            int at = rest.lastIndexOf(' ', columns);
            if (at <= indent) {
                break;
            }
            parts.add(rest.substring(0, at).stripTrailing());
            rest = " ".repeat(indent) + rest.substring(at).strip();
        }
        parts.add(rest);
        return parts;
    }

    /**
     * Makes text from outside safe to print: control characters, which could move the cursor or hide text, become
     * {@code ?}.
     *
     * @param text any text
     * @return one line
     */
    static String clean(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
