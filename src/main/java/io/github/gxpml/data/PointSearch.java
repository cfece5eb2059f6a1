// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.data.OperatingPoint.Kind;
import io.github.gxpml.data.OperatingPoint.Target;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the threshold that meets a target while scores are walked through in ascending order. Each part of the table
 * offers its best candidate; the best of them is the answer.
 */
final class PointSearch {
    private static final double PRECISION = 0x1p53;

    private final Target target;
    private final long atLeast;
    private final long atMost;
    private final long part;
    private final long whole;
    private Candidate best;

    /** Searches among the thresholds of a slice with so many labelled rows. */
    PointSearch(Target target, long positives, long negatives) {
        this.target = target;
        this.atLeast = Math.max(1, target.least(positives));
        this.atMost = negatives - target.least(negatives);
        this.part = target.part().longValueExact();
        this.whole = Target.whole().longValueExact();
    }

    /** What one part of the table offers; the precision, of 53 bits, is of use only where the best one is searched. */
    record Candidate(double threshold, long truePositives, long falsePositives, long precision)
            implements Serializable {}

    /** Looks at a score: its positives, and the positives and negatives at or above it. */
    void offer(double score, long p, long truePositives, long falsePositives) {
        // true positives and false positives fall while the score rises
        boolean better = switch (target.kind()) {
            case SENSITIVITY -> truePositives >= atLeast;
            case SPECIFICITY -> best == null && p > 0 && falsePositives <= atMost;
            case PRECISION ->
                best == null && p > 0 && Wide.compare(truePositives, whole, truePositives + falsePositives, part) >= 0;
            case RECALL ->
                p > 0
                        && truePositives >= atLeast
                        && (best == null || precision(truePositives, falsePositives) > best.precision());
        };
        if (better) {
            best = new Candidate(score, truePositives, falsePositives, precision(truePositives, falsePositives));
        }
    }

    /** Of equal ones the first has the highest recall. */
    private static long precision(long truePositives, long falsePositives) {
        return (long) (truePositives / (double) (truePositives + falsePositives) * PRECISION);
    }

    /** None or one. */
    List<Candidate> found() {
        return new ArrayList<>(best == null ? List.of() : List.of(best));
    }

    /** Takes the best of all parts of a slice with so many positives. */
    static OperatingPoint best(Target target, long positives, List<Candidate> parts) {
        if (target.kind() == Kind.SENSITIVITY && target.least(positives) == 0) {
            return OperatingPoint.none(target);
        }
        Comparator<Candidate> byThreshold = Comparator.comparingDouble(Candidate::threshold);
        Comparator<Candidate> order = switch (target.kind()) {
            case SENSITIVITY -> byThreshold;
            case SPECIFICITY, PRECISION -> byThreshold.reversed();
            case RECALL -> Comparator.comparingLong(Candidate::precision).thenComparingLong(Candidate::truePositives);
        };
        return parts.stream()
                .max(order)
                .map(found -> new OperatingPoint(
                        target, Optional.of(found.threshold()), found.truePositives(), found.falsePositives()))
                .orElseGet(() -> OperatingPoint.none(target));
    }
}
