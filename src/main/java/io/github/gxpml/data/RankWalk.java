// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.data.PointSearch.Candidate;
import io.github.gxpml.data.ScoreCurve.Cell;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Walks through scores in ascending order once, for many slices at once, and keeps sums only. */
final class RankWalk {
    private final List<SliceWalk> slices = new ArrayList<>();
    private double score;
    private long touched;

    /**
     * Starts.
     *
     * @param totals labelled rows of the whole table
     * @param below those with lower scores than all that will be walked through
     */
    RankWalk(RankPlan plan, SliceCounts totals, SliceCounts below) {
        for (int i = 0; i < plan.slices().size(); i++) {
            slices.add(new SliceWalk(plan.slices().get(i), i, totals, below));
        }
    }

    /**
     * What was found in the rows of one slice.
     *
     * @param sums what their ranks add to
     * @param scores different scores
     * @param singles a cell for each score, as long as there are few enough scores
     * @param cells by position, as if there were many scores
     * @param candidates for each target none or one
     */
    record Found(
            RankSums sums,
            long scores,
            List<Cell> singles,
            SortedMap<Integer, Cell> cells,
            List<List<Candidate>> candidates)
            implements Serializable {}

    /** Takes a row, whose score is no less than that of the one before. */
    void take(double of, long code) {
        if (of != score) {
            close();
            score = of;
        }
        boolean positive = RankPlan.label(code);
        long in = RankPlan.slices(code);
        touched |= in;
        for (long left = in; left != 0; left &= left - 1) {
            slices.get(Long.numberOfTrailingZeros(left)).count(positive);
        }
    }

    private void close() {
        for (long left = touched; left != 0; left &= left - 1) {
            slices.get(Long.numberOfTrailingZeros(left)).close(score);
        }
        touched = 0;
    }

    /** What was found, slice by slice. */
    List<Found> end() {
        close();
        // a list of these, not of a view, because it may travel
        return new ArrayList<>(slices.stream().map(SliceWalk::found).toList());
    }
}
