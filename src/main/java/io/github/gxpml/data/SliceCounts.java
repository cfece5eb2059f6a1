// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.io.Serializable;

/** Labelled rows of several slices at once, see {@link RankPlan}. */
final class SliceCounts implements Serializable {
    private static final long serialVersionUID = 1;

    private final long[] positives;
    private final long[] negatives;

    SliceCounts(int slices) {
        positives = new long[slices];
        negatives = new long[slices];
    }

    /** Counts rows of one code. */
    void add(long code, long rows) {
        long[] counts = RankPlan.label(code) ? positives : negatives;
        for (long left = RankPlan.slices(code); left != 0; left &= left - 1) {
            counts[Long.numberOfTrailingZeros(left)] += rows;
        }
    }

    /** Counts the rows of another part. */
    void add(SliceCounts other) {
        for (int i = 0; i < positives.length; i++) {
            positives[i] += other.positives[i];
            negatives[i] += other.negatives[i];
        }
    }

    SliceCounts copy() {
        var copy = new SliceCounts(positives.length);
        copy.add(this);
        return copy;
    }

    long positives(int slice) {
        return positives[slice];
    }

    long negatives(int slice) {
        return negatives[slice];
    }
}
