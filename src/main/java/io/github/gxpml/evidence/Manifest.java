// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A BagIt manifest, as {@code sha256sum -c} reads it.
 *
 * @param digests SHA-256 by path from the bag's base
 */
record Manifest(SortedMap<String, String> digests) {
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (.+)");

    Manifest {
        digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
    }

    static Manifest of(Map<String, String> digests) {
        return new Manifest(new TreeMap<>(digests));
    }

    byte[] bytes() {
        StringBuilder text = new StringBuilder();
        digests.forEach(
                (path, digest) -> text.append(digest).append("  ").append(path).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Reads a manifest; accepts only what {@link #bytes} writes. */
    static Manifest read(String name, byte[] bytes) throws EvidenceException {
        TreeMap<String, String> digests = new TreeMap<>();
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches() || BagName.problem(matcher.group(2)).isPresent()) {
                throw new EvidenceException(
                        name + " has a line that is not a digest and a file: " + BagName.shown(line));
            }
            digests.put(matcher.group(2), matcher.group(1));
        }
        Manifest manifest = new Manifest(digests);
        if (!Arrays.equals(bytes, manifest.bytes())) {
            throw new EvidenceException(name + " is not sorted, or names a file twice");
        }
        return manifest;
    }
}
