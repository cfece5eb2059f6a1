// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/**
 * What the first rows tell about a column.
 *
 * @param name its name
 * @param counts number of rows by value, in order of appearance, without missing ones
 * @param missing number of rows without a value
 */
record ColumnProfile(String name, Map<String, Integer> counts, int missing) {
    private static final int LONGEST = 100;
    private static final Set<String> MISSING = Set.of("", "NA", "N/A", "NaN", "nan", "null", "NULL");
    private static final Pattern NUMBER = Pattern.compile("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?");
    private static final Pattern WORD_BORDER =
            Pattern.compile("[^\\p{L}\\p{N}]+|(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9])(?=[A-Za-z])");

    static ColumnProfile of(CsvSample sample, int column) {
        var counts = new LinkedHashMap<String, Integer>();
        int missing = 0;
        for (List<String> row : sample.rows()) {
            String value = row.get(column).strip();
            if (MISSING.contains(value)) {
                missing++;
            } else {
                counts.merge(value, 1, Integer::sum);
            }
        }
        return new ColumnProfile(sample.header().get(column), counts, missing);
    }

    /** Tells whether the values are short and visible enough to be written into a spec. */
    boolean isWritable() {
        return counts.keySet().stream()
                .allMatch(value -> value.length() <= LONGEST
                        && Characters.firstHidden(value).isEmpty());
    }

    /** Tells whether every row has a value of its own that is no measurement: a text or a whole number. */
    boolean namesRows() {
        boolean unique = missing == 0 && counts.values().stream().allMatch(n -> n == 1);
        return unique && counts.keySet().stream().noneMatch(value -> value.contains(".") && isNumber(value));
    }

    boolean isNumeric() {
        return !counts.isEmpty() && counts.keySet().stream().allMatch(ColumnProfile::isNumber);
    }

    /** Returns the words of the name in lower case: {@code dead5y} and {@code Dead_5_y} have the words dead, 5, y. */
    List<String> words() {
        return Arrays.stream(WORD_BORDER.split(name))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    String mostFrequent() {
        return counts.entrySet().stream()
                .reduce((a, b) -> b.getValue() > a.getValue() ? b : a)
                .orElseThrow()
                .getKey();
    }

    String leastFrequent() {
        return counts.entrySet().stream()
                .reduce((a, b) -> b.getValue() < a.getValue() ? b : a)
                .orElseThrow()
                .getKey();
    }

    /** Returns the number that about half of the values do not exceed. */
    double median() {
        double[] all = counts.entrySet().stream()
                .flatMapToDouble(entry -> DoubleStream.generate(() -> Double.parseDouble(entry.getKey()))
                        .limit(entry.getValue()))
                .sorted()
                .toArray();
        return all[(all.length - 1) / 2];
    }

    /** Tells whether a limit leaves rows on both sides. */
    boolean isSplitBy(double limit) {
        return counts.keySet().stream().mapToDouble(Double::parseDouble).anyMatch(x -> x <= limit)
                && counts.keySet().stream().mapToDouble(Double::parseDouble).anyMatch(x -> x > limit);
    }

    private static boolean isNumber(String value) {
        return value.length() < 40 && NUMBER.matcher(value).matches() && Double.isFinite(Double.parseDouble(value));
    }
}
