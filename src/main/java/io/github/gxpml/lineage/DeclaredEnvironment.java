// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import io.github.gxpml.lineage.ReproducibilityDocument.Entry;
import io.github.gxpml.spec.ReproducibilitySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An environment as declared against one as found. Architecture, threads, container and seeds must be equal; versions
 * of Java and of libraries must begin with what is declared; of the rest, what is declared must stand in it as whole
 * words.
 *
 * @param mismatches entries that are not as declared
 * @param unknown names of declared entries that could not be found out
 */
public record DeclaredEnvironment(List<Entry> mismatches, List<String> unknown) {
    private static final Set<String> EXACT = Set.of("architecture", "threads", "container");
    private static final String UNRECORDED = "a container whose image is not known";
    private static final Pattern VERSION = Pattern.compile("\\d[^,\\s]*$");

    /** Copies the lists. */
    public DeclaredEnvironment {
        mismatches = List.copyOf(mismatches);
        unknown = List.copyOf(unknown);
    }

    /**
     * Compares.
     *
     * @param declared text by entry, from the spec
     * @param found text by entry, of a training
     * @return what is not as declared
     */
    public static DeclaredEnvironment compare(Map<String, String> declared, Map<String, String> found) {
        var mismatches = new ArrayList<Entry>();
        var unknown = new ArrayList<String>();
        declared.forEach((name, text) -> {
            String other = found.get(name);
            if (other == null || other.equals(UNRECORDED)) {
                unknown.add(name);
            } else if (!matches(name, text.strip(), other)) {
                mismatches.add(new Entry(name, text, other));
            }
        });
        return new DeclaredEnvironment(mismatches, unknown);
    }

    private static boolean matches(String name, String declared, String found) {
        if (EXACT.contains(name) || name.startsWith("seed ")) {
            return declared.equals(found);
        }
        if (name.equals("java")) {
            Matcher version = VERSION.matcher(found);
            return declared.equals(found) || version.find() && begins(declared, version.group());
        }
        return name.startsWith(ReproducibilitySpec.LIBRARY)
                ? begins(declared, found)
                : Pattern.compile("(?i)(?<![\\p{L}\\p{N}])" + Pattern.quote(declared) + "(?![\\p{L}\\p{N}])")
                        .matcher(found)
                        .find();
    }

    /** 1.2 is the beginning of 1.2.3 and of 1.2+build, not of 1.25. */
    private static boolean begins(String declared, String version) {
        return version.startsWith(declared)
                && (version.length() == declared.length()
                        || !Character.isLetterOrDigit(version.charAt(declared.length()))
                        || !Character.isLetterOrDigit(declared.charAt(declared.length() - 1)));
    }
}
