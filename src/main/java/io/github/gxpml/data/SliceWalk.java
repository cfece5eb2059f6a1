// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.data.RankWalk.Found;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The rows of one slice in ascending order of their scores, score by score. */
final class SliceWalk {
    /** Below it, a sum in fixed point fits into 64 bits. */
    private static final double ROOM = 0x1p62;

    private final long positives;
    private final long negatives;
    private final Optional<CurveWalk> curve;
    private final List<PointSearch> searches;
    private final Wide placements = new Wide();
    private final Wide positiveSquares = new Wide();
    private final Wide negativeSquares = new Wide();
    private final Wide precision = new Wide();
    private BigInteger largePrecision = BigInteger.ZERO;

    private long positivesBelow;
    private long negativesBelow;
    private long walkedPositives;
    private long walkedNegatives;
    private long p;
    private long n;

    SliceWalk(RankPlan.Wanted wanted, int slice, SliceCounts totals, SliceCounts below) {
        positives = totals.positives(slice);
        negatives = totals.negatives(slice);
        positivesBelow = below.positives(slice);
        negativesBelow = below.negatives(slice);
        curve = wanted.curve() ? Optional.of(new CurveWalk(positives + negatives)) : Optional.empty();
        searches = wanted.targets().stream()
                .map(target -> new PointSearch(target, positives, negatives))
                .toList();
    }

    /** Counts a row of the score that is walked through. */
    void count(boolean positive) {
        if (positive) {
            p++;
        } else {
            n++;
        }
    }

    /** Ends the rows of a score; there was at least one. */
    void close(double score) {
        long positivesUp = positives - positivesBelow;
        long negativesUp = negatives - negativesBelow;
        if (p > 0) {
            long a = 2 * negativesBelow + n;
            placements.add(p, a);
            positiveSquares.add(p, a, a);
            addPrecision(p * (positivesUp / (double) (positivesUp + negativesUp)) * FixedPoint.ONE);
        }
        if (n > 0) {
            long b = 2 * positivesUp - p;
            negativeSquares.add(n, b, b);
        }
        if (curve.isPresent()) {
            curve.get().take(score, p, n, positivesBelow + negativesBelow);
            for (PointSearch search : searches) {
                search.offer(score, p, positivesUp, negativesUp);
            }
        }
        walkedPositives += p;
        walkedNegatives += n;
        positivesBelow += p;
        negativesBelow += n;
        p = 0;
        n = 0;
    }

    private void addPrecision(double fixed) {
        if (fixed < ROOM) {
            precision.add(1, Math.round(fixed));
        } else {
            largePrecision = largePrecision.add(new BigDecimal(fixed).toBigIntegerExact());
        }
    }

    Found found() {
        var sums = new RankSums(
                walkedPositives,
                walkedNegatives,
                placements.value(),
                positiveSquares.value(),
                negativeSquares.value(),
                precision.value().add(largePrecision));
        return new Found(
                sums,
                curve.map(CurveWalk::scores).orElse(0L),
                curve.map(CurveWalk::singles).orElseGet(ArrayList::new),
                curve.map(CurveWalk::cells).orElseGet(TreeMap::new),
                new ArrayList<>(searches.stream().map(PointSearch::found).toList()));
    }
}
