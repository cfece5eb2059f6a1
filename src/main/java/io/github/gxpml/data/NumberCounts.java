// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.util.ArrayList;
import java.util.List;

/**
 * How often the values of a numeric column fall on and between given points. Counts on equal points add up.
 *
 * @param points ascending, without repeats
 * @param at number of values equal to each point
 * @param between number of values strictly between the point before and each point, and above the last: one more
 * @param missing rows without a value
 * @param unreadable rows whose value is not a finite number
 */
public record NumberCounts(List<Double> points, List<Long> at, List<Long> between, long missing, long unreadable) {

    /** Copies the lists and checks their lengths. */
    public NumberCounts {
        points = List.copyOf(points);
        at = List.copyOf(at);
        between = List.copyOf(between);
        if (at.size() != points.size() || between.size() != points.size() + 1) {
            throw new IllegalArgumentException("counts do not fit their points: " + points.size() + " points, "
                    + at.size() + " counts at, " + between.size() + " between");
        }
    }

    /**
     * Counts rows with a finite number.
     *
     * @return the number
     */
    public long numbers() {
        return sum(at) + sum(between);
    }

    /**
     * Counts all rows.
     *
     * @return the number
     */
    public long rows() {
        return numbers() + missing + unreadable;
    }

    /**
     * Counts rows that have no finite number, whether they have another value or none.
     *
     * @return the number
     */
    public long withoutNumber() {
        return missing + unreadable;
    }

    /**
     * Adds the rows of another part.
     *
     * @param other counts on the same points
     * @return the counts of both parts
     */
    public NumberCounts plus(NumberCounts other) {
        if (!points.equals(other.points)) {
            throw new IllegalArgumentException("counts on different points do not add up");
        }
        return new NumberCounts(
                points,
                add(at, other.at),
                add(between, other.between),
                missing + other.missing,
                unreadable + other.unreadable);
    }

    private static long sum(List<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    private static List<Long> add(List<Long> a, List<Long> b) {
        List<Long> sum = new ArrayList<>();
        for (int i = 0; i < a.size(); i++) {
            sum.add(a.get(i) + b.get(i));
        }
        return sum;
    }
}
