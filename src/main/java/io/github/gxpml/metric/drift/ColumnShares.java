// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.drift;

import io.github.gxpml.metric.EvaluationDocument;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.drift.Comparison.Binned;
import java.util.List;
import java.util.Optional;

/**
 * How the rows of a column fall into the bins that drift is measured by, in the baseline and now.
 *
 * @param ordered whether the bins are ranges of numbers, the smallest first; else they are values
 * @param before share of each bin in the baseline
 * @param now share of each bin now; those of missing or other values are among them, as the last
 */
public record ColumnShares(boolean ordered, List<Double> before, List<Double> now) {
    /** Copies the lists. */
    public ColumnShares {
        before = List.copyOf(before);
        now = List.copyOf(now);
    }

    /**
     * Takes them from what a table was evaluated on.
     *
     * @param document states and baseline
     * @param column name of the column
     * @return empty if one of the two sides is not there, or has no rows
     */
    public static Optional<ColumnShares> of(EvaluationDocument document, String column) {
        return document.options()
                .baseline()
                .map(baseline -> baseline.columns().get(column))
                .flatMap(frozen ->
                        Comparison.of(frozen, Request.ofColumn("", column), document.states(), document.options()))
                .flatMap(ColumnShares::of);
    }

    private static Optional<ColumnShares> of(Comparison comparison) {
        Binned bins = comparison.bins();
        return bins.m() == 0 || bins.n() == 0
                ? Optional.empty()
                : Optional.of(new ColumnShares(
                        comparison.ordered(), shares(bins.before(), bins.m()), shares(bins.now(), bins.n())));
    }

    private static List<Double> shares(List<Long> counts, long total) {
        return counts.stream().map(count -> count / (double) total).toList();
    }
}
