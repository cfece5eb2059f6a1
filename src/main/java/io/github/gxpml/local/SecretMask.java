// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Replaces secrets in lines of output. A secret is the value, or one line of the value, of an environment variable
 * whose name sounds like one. Does not find a secret that was encoded, split or shorter than four characters.
 */
final class SecretMask {
    private static final Pattern SOUNDS_SECRET =
            Pattern.compile("SECRET|TOKEN|PASSW|PASSPHRASE|KEY|CREDENTIAL", Pattern.CASE_INSENSITIVE);
    private static final int SHORTEST = 4;
    private static final String MASK = "***";

    private final List<String> secrets;

    SecretMask(Map<String, String> environment) {
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

    /** Replaces every secret in a line. */
    String mask(String line) {
        String masked = line;
        for (String secret : secrets) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }

    /** Returns how long the longest secret is, in characters. */
    int longest() {
        return secrets.isEmpty() ? 0 : secrets.get(0).length();
    }
}
