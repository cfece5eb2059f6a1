// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.drift;

import io.github.gxpml.data.NumberCounts;
import java.util.ArrayList;
import java.util.List;

/**
 * Frozen bins of a numeric column, as cuts through the points and gaps of its {@link NumberCounts}. Points and gaps in
 * ascending order are gap 0, point 0, gap 1, point 1, ..., last gap: cell 2i is gap i, cell 2i+1 is point i.
 *
 * @param kind how they were chosen
 * @param ends for DECILES the last cell of each bin but the last, ascending; empty for VALUES
 */
public record Bins(Kind kind, List<Integer> ends) {
    /** A column with at most so many values has one bin for each of them. */
    static final int FEW_VALUES = 20;

    private static final int TENTHS = 10;

    /** How bins were chosen. */
    public enum Kind {
        /** One bin for each value, and one for everything else. */
        VALUES,
        /** Between the deciles of the baseline, equal ones merged; the decile belongs to the bin below it. */
        DECILES
    }

    /** Copies the ends. */
    public Bins {
        ends = List.copyOf(ends);
    }

    static Bins of(NumberCounts baseline) {
        boolean allValues = baseline.between().stream().allMatch(count -> count == 0);
        if (allValues && baseline.points().size() <= FEW_VALUES) {
            return new Bins(Kind.VALUES, List.of());
        }
        List<Integer> ends = new ArrayList<>();
        long total = baseline.numbers();
        long seen = 0;
        int tenth = 1;
        for (int i = 0; i < baseline.points().size() && tenth < TENTHS; i++) {
            seen += baseline.between().get(i) + baseline.at().get(i);
            if (TENTHS * seen >= tenth * total) {
                if (i == 0) {
                    // a tenth or more of all rows lie on the smallest value: what comes to lie below it must be seen
                    ends.add(0);
                }
                ends.add(2 * i + 1);
                while (TENTHS * seen >= tenth * total) {
                    tenth++;
                }
            }
        }
        return new Bins(Kind.DECILES, ends);
    }

    /**
     * Puts counts into the bins.
     *
     * @param counts on the points of the baseline
     * @return counts of the bins in ascending order; for VALUES the last is everything else
     */
    List<Long> count(NumberCounts counts) {
        return kind == Kind.VALUES ? countValues(counts) : countCells(counts);
    }

    private static List<Long> countValues(NumberCounts counts) {
        List<Long> bins = new ArrayList<>(counts.at());
        bins.add(counts.between().stream().mapToLong(Long::longValue).sum());
        return bins;
    }

    private List<Long> countCells(NumberCounts counts) {
        List<Long> bins = new ArrayList<>();
        long sum = 0;
        int cells = 2 * counts.points().size() + 1;
        for (int cell = 0; cell < cells; cell++) {
            sum += cell % 2 == 0 ? counts.between().get(cell / 2) : counts.at().get(cell / 2);
            if (ends.contains(cell)) {
                bins.add(sum);
                sum = 0;
            }
        }
        bins.add(sum);
        return bins;
    }
}
