// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A BagIt manifest, as {@code sha256sum -c} reads it.
 *
 * @param digests SHA-256 by path from the bag's base
 */
record Manifest(SortedMap<String, String> digests) {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}  ");
    private static final int PATH = 66;

    Manifest {
        digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests)); // linear, as it is sorted
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
        int start = 0;
        while (start < bytes.length) {
            int end = start;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            String line = new String(bytes, start, end - start, StandardCharsets.UTF_8);
            boolean whole = end < bytes.length
                    && Arrays.equals(line.getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(bytes, start, end));
            add(name, line, whole, digests);
            start = end + 1;
        }
        return new Manifest(digests);
    }

    private static void add(String name, String line, boolean whole, TreeMap<String, String> digests)
            throws EvidenceException {
        String path = line.length() > PATH ? line.substring(PATH) : "";
        boolean digest = line.length() > PATH && DIGEST.matcher(line).lookingAt();
        if (!whole || !digest || BagName.problem(path).isPresent()) {
            throw new EvidenceException(name + " has a line that is not a digest and a file: " + BagName.shown(line));
        }
        if (!digests.isEmpty() && digests.lastKey().compareTo(path) >= 0) {
            throw new EvidenceException(name + " is not sorted, or names a file twice");
        }
        digests.put(path, line.substring(0, PATH - 2));
    }
}
