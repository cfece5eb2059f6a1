// SPDX-License-Identifier: MIT
package io.github.gxpml.port.command;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Replaces secrets in lines of output. A secret is the value, or one line of the value, of an environment variable
 * whose name sounds like one. Does not find a secret that was encoded, split or shorter than four characters.
 */
public final class SecretMask {
    private static final Pattern SOUNDS_SECRET =
            Pattern.compile("SECRET|TOKEN|PASSW|PASSPHRASE|KEY|CREDENTIAL", Pattern.CASE_INSENSITIVE);
    /** Control characters but the tab, line separators, and what turns the direction of writing. */
    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\p{Cc}&&[^\t]]|[\\x{2028}-\\x{202e}\\x{2066}-\\x{2069}\\x{200e}\\x{200f}]");

    private static final int SHORTEST = 4;
    private static final String MASK = "***";

    private final List<String> secrets;

    /**
     * Knows the secrets of a process.
     *
     * @param environment its variables
     */
    public SecretMask(Map<String, String> environment) {
        // longest first, so that a secret that holds another one is masked as a whole
        secrets = environment.entrySet().stream()
                .filter(variable -> SOUNDS_SECRET.matcher(variable.getKey()).find())
                .flatMap(variable -> variable.getValue().lines())
                .map(String::strip)
                .filter(line -> line.length() >= SHORTEST)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /**
     * Replaces every secret in a line.
     *
     * @param line any text
     * @return the line with stars for secrets
     */
    public String mask(String line) {
        String masked = line;
        for (String secret : secrets) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }

    /**
     * Makes one line of output fit to be shown: control characters, line separators and what turns the direction of
     * writing are replaced, then secrets.
     *
     * @param line any text
     * @return the line
     */
    public String clean(String line) {
        return mask(UNPRINTABLE.matcher(line).replaceAll("\ufffd"));
    }

    /**
     * Returns the length of the longest secret.
     *
     * @return in characters
     */
    public int longest() {
        return secrets.isEmpty() ? 0 : secrets.get(0).length();
    }
}
