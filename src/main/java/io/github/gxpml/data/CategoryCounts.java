// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.util.ArrayList;
import java.util.List;

/**
 * How often given values of a column occur. Counts of equal values add up.
 *
 * @param values the values that are counted one by one
 * @param counts number of rows of each
 * @param other rows with any other value
 * @param missing rows without a value
 */
public record CategoryCounts(List<String> values, List<Long> counts, long other, long missing) {
    /** Copies the lists and checks their lengths. */
    public CategoryCounts {
        values = List.copyOf(values);
        counts = List.copyOf(counts);
        if (values.size() != counts.size()) {
            throw new IllegalArgumentException(values.size() + " values have " + counts.size() + " counts");
        }
    }

    /**
     * Counts all rows.
     *
     * @return the number
     */
    public long rows() {
        return counts.stream().mapToLong(Long::longValue).sum() + other + missing;
    }

    /**
     * Adds the rows of another part.
     *
     * @param part counts of the same values
     * @return the counts of both parts
     */
    public CategoryCounts plus(CategoryCounts part) {
        if (!values.equals(part.values)) {
            throw new IllegalArgumentException("counts of different values do not add up");
        }
        List<Long> sum = new ArrayList<>();
        for (int i = 0; i < counts.size(); i++) {
            sum.add(counts.get(i) + part.counts.get(i));
        }
        return new CategoryCounts(values, sum, other + part.other, missing + part.missing);
    }
}
