// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the columns of a table probably mean, guessed from names and first rows.
 *
 * @param key column that names a row, if there is one
 * @param label column to be predicted, if there is one with two values
 * @param facets columns about people
 * @param features numbers that are none of these
 * @param leftOut columns that are proposed as nothing, with the reason
 */
record Roles(
        Optional<ColumnProfile> key,
        Optional<ColumnProfile> label,
        List<ColumnProfile> facets,
        List<ColumnProfile> features,
        List<String> leftOut) {

    private static final List<String> LABELS = List.of(
            "label",
            "target",
            "outcome",
            "dead",
            "death",
            "died",
            "y",
            "class",
            "status",
            "event",
            "response",
            "mortality",
            "diagnosis",
            "disease",
            "readmitted",
            "relapse",
            "survived",
            "default");
    private static final Set<String> KEYS =
            Set.of("id", "key", "uid", "uuid", "patient", "subject", "sample", "row", "record", "case", "no", "nr");
    private static final Set<String> PEOPLE = Set.of("sex", "gender", "race", "ethnicity", "ethnic", "age");
    private static final Set<String> POSITIVE =
            Set.of("1", "true", "yes", "y", "t", "positive", "pos", "dead", "died", "case", "event", "malignant");
    private static final Set<String> WOMEN = Set.of("f", "female", "woman", "women", "w", "weiblich", "femme");
    /** A facet by values lists at most so many groups. */
    static final int MOST_GROUPS = 10;

    static Roles guess(List<ColumnProfile> columns) {
        var facets = columns.stream().filter(Roles::isAboutPeople).toList();
        var key = key(columns);
        var label = label(columns.stream()
                .filter(column -> !facets.contains(column) && !key.equals(Optional.of(column)))
                .toList());
        var features = new ArrayList<ColumnProfile>();
        var leftOut = new ArrayList<String>();
        for (ColumnProfile column : columns) {
            if (key.equals(Optional.of(column)) || label.equals(Optional.of(column))) {
                continue;
            }
            String reason = reason(column, facets.contains(column));
            if (reason.isEmpty()) {
                features.add(column);
            } else {
                leftOut.add(Words.quoted(column.name()) + ": " + reason);
            }
        }
        return new Roles(key, label, facets, features, leftOut);
    }

    /** Tells whether a feature's name sounds like the answer, as {@code death} beside the label {@code dead5y}. */
    static boolean soundsLikeLabel(ColumnProfile feature) {
        return feature.words().stream().anyMatch(LABELS::contains);
    }

    /** Returns the value that a person would call positive, else the rarer one. */
    static String positive(ColumnProfile label) {
        return label.counts().keySet().stream()
                .filter(value -> POSITIVE.contains(value.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseGet(label::leastFrequent);
    }

    /** Returns the values of a group to look after: women, or everyone but the most frequent group. */
    static List<String> disfavoured(ColumnProfile facet) {
        List<String> women = facet.counts().keySet().stream()
                .filter(value -> WOMEN.contains(value.toLowerCase(Locale.ROOT)))
                .toList();
        String most = facet.mostFrequent();
        return women.isEmpty() || women.size() == facet.counts().size()
                ? facet.counts().keySet().stream()
                        .filter(value -> !value.equals(most))
                        .toList()
                : women;
    }

    static boolean isByNumber(ColumnProfile facet) {
        return facet.isNumeric() && facet.counts().size() > MOST_GROUPS;
    }

    private static boolean isAboutPeople(ColumnProfile column) {
        boolean groups = column.isNumeric() || column.counts().size() <= MOST_GROUPS && column.isWritable();
        return groups && column.counts().size() > 1 && column.words().stream().anyMatch(PEOPLE::contains);
    }

    private static Optional<ColumnProfile> key(List<ColumnProfile> columns) {
        var unique = columns.stream().filter(ColumnProfile::namesRows).toList();
        return unique.stream()
                .filter(column -> column.words().stream().anyMatch(KEYS::contains))
                .findFirst()
                .or(() -> unique.stream().filter(column -> !column.isNumeric()).findFirst());
    }

    private static Optional<ColumnProfile> label(List<ColumnProfile> columns) {
        var two = columns.stream()
                .filter(column -> column.counts().size() == 2 && column.isWritable())
                .toList();
        return LABELS.stream()
                .flatMap(word -> two.stream().filter(column -> column.words().contains(word)))
                .findFirst()
                .or(() -> two.isEmpty() ? Optional.empty() : Optional.of(two.get(two.size() - 1)));
    }

    private static String reason(ColumnProfile column, boolean facet) {
        if (GateReferenceCheck.GROUPS.contains(column.name())) {
            return "gates use this word for other columns, rename it";
        }
        if (column.counts().isEmpty()) {
            return "no value in these rows";
        }
        if (column.counts().size() == 1) {
            return "the same value in all these rows";
        }
        if (facet && !isByNumber(column)) {
            return "a facet, which the model should not see without a reason";
        }
        return column.isNumeric() ? "" : "text";
    }
}
