// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/** Which names a file in a bag may have: those that unzip to the same place on every system, and nowhere else. */
final class BagName {
    private static final int MAX_LENGTH = 512;
    /** Percent because BagIt would write it encoded, where sha256sum does not look; the others because of Windows. */
    private static final String FORBIDDEN = "\\:*?\"<>|%";

    private BagName() {}

    /** Says what is wrong with a name, or nothing. */
    static Optional<String> problem(String name) {
        if (name.isEmpty() || name.length() > MAX_LENGTH) {
            return Optional.of("is empty or longer than " + MAX_LENGTH + " characters");
        }
        if (name.startsWith("/")) {
            return Optional.of("is absolute");
        }
        if (name.chars().anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT)) {
            return Optional.of("holds a control character");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            return Optional.of("is not valid Unicode");
        }
        if (name.chars().anyMatch(c -> FORBIDDEN.indexOf(c) >= 0)) {
            return Optional.of("holds one of " + FORBIDDEN);
        }
        if (!Normalizer.isNormalized(name, Normalizer.Form.NFC)) {
            return Optional.of("is not in Unicode normal form C");
        }
        return segments(name);
    }

    private static Optional<String> segments(String name) {
        for (String segment : name.split("/", -1)) {
            if (segment.equals("..")) {
                return Optional.of("climbs out of its folder");
            }
            if (segment.isEmpty() || segment.startsWith(".") || segment.endsWith(".")) {
                return Optional.of("has a part that is empty or begins or ends with a dot");
            }
            if (!segment.equals(segment.strip())) {
                return Optional.of("has a part that begins or ends with a space");
            }
        }
        return Optional.empty();
    }

    /** Returns what two names have in common if some systems cannot tell them apart. */
    static String folded(String name) {
        return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    /** Shows a name that may hold anything in a message. */
    static String shown(String name) {
        StringBuilder text = new StringBuilder();
        name.codePoints()
                .limit(120)
                .forEach(c -> text.append(
                        Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
                                ? String.format(Locale.ROOT, "\\u%04x", c)
                                : Character.toString(c)));
        return text.toString();
    }
}
