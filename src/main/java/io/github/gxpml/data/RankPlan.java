// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.data.OperatingPoint.Target;
import java.io.Serializable;
import java.util.List;

/**
 * What is to be found in one sort of scores. A row is a score and a code: the lowest bit of the code is the label, and
 * the bit above it at the position of a slice tells whether the row is in it.
 *
 * @param slices what is wanted of each slice; at most {@value #MOST}
 */
record RankPlan(List<Wanted> slices) implements Serializable {
    /** As many slices as a code has room for. */
    static final int MOST = 62;

    RankPlan {
        slices = List.copyOf(slices);
        if (slices.size() > MOST) {
            throw new IllegalArgumentException(slices.size() + " slices do not fit into one code");
        }
    }

    /**
     * What is wanted of a slice beside its ranks.
     *
     * @param curve whether the curve
     * @param targets thresholds to find along the curve, without repetition
     */
    record Wanted(boolean curve, List<Target> targets) implements Serializable {
        Wanted {
            targets = List.copyOf(targets);
        }
    }

    /** The code of a row. */
    static long code(boolean label, long slices) {
        return slices << 1 | (label ? 1 : 0);
    }

    static boolean label(long code) {
        return (code & 1) != 0;
    }

    /** The bits of a row's slices. */
    static long slices(long code) {
        return code >>> 1;
    }
}
