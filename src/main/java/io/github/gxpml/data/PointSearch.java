// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.data.OperatingPoint.Kind;
import io.github.gxpml.data.OperatingPoint.Target;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the threshold that meets a target while scores are walked through in SQL, group of equal scores by group: p and
 * n are the group's positives and negatives, dp and dn those at or above its score. Each part of the table offers its
 * best candidate; the best of them is the answer.
 */
record PointSearch(Target target, long positives, long negatives) {
    /** Columns that {@link #columns} selects. */
    static final int COLUMNS = 4;

    private static final long ROOM = 1L << 40;
    private static final long PRECISION = 1L << 53;

    /** What one part of the table offers; the rank is of use only where the best precision is searched. */
    record Candidate(double threshold, long truePositives, long falsePositives, BigInteger rank) {}

    /** Threshold, true positives, false positives and a rank among thresholds. */
    String columns(String wide) {
        return switch (target.kind()) {
            case SENSITIVITY -> extremes("max", "min", "dp >= " + Math.max(1, target.least(positives)));
            case SPECIFICITY -> extremes("min", "max", "p > 0 AND dn <= " + (negatives - target.least(negatives)));
            case PRECISION ->
                extremes(
                        "min",
                        "max",
                        "p > 0 AND dp * " + number(Target.whole(), wide) + " >= (dp + dn) * "
                                + number(target.part(), wide));
            case RECALL -> best(wide);
        };
    }

    private static String number(BigInteger number, String wide) {
        return "CAST('" + number + "' AS " + wide + ")";
    }

    /** Thresholds and counts fall and rise together, so their extremes belong to one row. */
    private static String extremes(String ofScore, String ofCounts, String condition) {
        String filter = " FILTER (WHERE " + condition + ")";
        return ofScore + "(score)" + filter + ", " + ofCounts + "(dp)" + filter + ", " + ofCounts + "(dn)" + filter
                + ", max(0)" + filter;
    }

    /** Ordered by precision, then by recall: no two groups with a positive have the same rank. */
    private String best(String wide) {
        String precision = "CAST(dp AS DOUBLE) / CAST(dp + dn AS DOUBLE)";
        String rank = "CAST(CAST(floor(" + precision + " * " + number(BigInteger.valueOf(PRECISION), "DOUBLE")
                + ") AS BIGINT) AS " + wide + ") * " + ROOM + " + dp";
        String filter = " FILTER (WHERE p > 0 AND dp >= " + Math.max(1, target.least(positives)) + ")";
        return "max_by(score, " + rank + ")" + filter + ", max_by(dp, " + rank + ")" + filter + ", max_by(dn, " + rank
                + ")" + filter + ", max(" + rank + ")" + filter;
    }

    /** Reads the columns of one part, the first of them at a position. */
    Optional<Candidate> candidate(Row row, int first) {
        return row.isNull(first)
                ? Optional.empty()
                : Optional.of(new Candidate(
                        row.number(first), row.whole(first + 1), row.whole(first + 2), row.exact(first + 3)));
    }

    /** Takes the best of all parts. */
    OperatingPoint best(List<Candidate> parts) {
        if (target.kind() == Kind.SENSITIVITY && target.least(positives) == 0) {
            return OperatingPoint.none(target);
        }
        Comparator<Candidate> byThreshold = Comparator.comparingDouble(Candidate::threshold);
        Comparator<Candidate> order = switch (target.kind()) {
            case SENSITIVITY -> byThreshold;
            case SPECIFICITY, PRECISION -> byThreshold.reversed();
            case RECALL -> Comparator.comparing(Candidate::rank);
        };
        return parts.stream()
                .max(order)
                .map(best -> new OperatingPoint(
                        target, Optional.of(best.threshold()), best.truePositives(), best.falsePositives()))
                .orElseGet(() -> OperatingPoint.none(target));
    }
}
