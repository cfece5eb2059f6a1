// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.constraint;

import io.github.gxpml.data.CategoryCounts;
import io.github.gxpml.data.NumberCounts;
import io.github.gxpml.data.States;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.drift.Baseline;
import io.github.gxpml.metric.drift.Baseline.ColumnBaseline;
import io.github.gxpml.metric.drift.Drift;
import java.util.Optional;

/**
 * How far the distribution of a column is from the baseline, as <a href="https://github.com/awslabs/deequ">Deequ</a>'s
 * {@code Distance} computes it for Model Monitor: the largest absolute difference of the cumulative curves of numbers,
 * or of the shares of categories. {@code Robust} takes 1.8 sqrt((n + m) / (n m)) from it, which is what chance makes of
 * it at a significance of 0.003; no such distance is below 0.
 */
final class Distances {
    private static final double CHANCE = 1.8;
    private static final double LEVEL = 0.95;

    private final String column;
    private final Settings settings;
    private final Findings findings;

    private Distances(String column, Settings settings, Findings findings) {
        this.column = column;
        this.settings = settings;
        this.findings = findings;
    }

    static void compare(String column, Settings settings, Baseline baseline, States states, Findings findings) {
        var distances = new Distances(column, settings, findings);
        ColumnBaseline frozen = baseline.columns().get(column);
        NumberCounts numbers = states.numbers().get(column);
        CategoryCounts categories = states.categories().get(column);
        Options options = new Options(LEVEL, 0, Optional.of(baseline));
        if (frozen.numbers().isPresent() && numbers != null) {
            distances.numbers(frozen.numbers().get(), numbers, Drift.KS.compute(of("ks", column), states, options));
        } else if (frozen.categories().isPresent() && categories != null) {
            if (settings.chiSquared()) {
                distances.chance(Drift.CHI2_P.compute(of("chi2_p", column), states, options));
            } else {
                distances.shares(frozen.categories().get(), categories);
            }
        } else {
            distances.unknown("it was not counted");
        }
    }

    private static Request of(String metric, String column) {
        return Request.ofColumn(metric, column);
    }

    private void numbers(NumberCounts frozen, NumberCounts current, MetricValue distance) {
        if (distance.value().isEmpty()) {
            unknown(distance.reason());
            return;
        }
        long m = frozen.numbers();
        double error = (double) frozen.between().stream()
                        .mapToLong(Long::longValue)
                        .max()
                        .orElse(0)
                / m;
        double least = corrected(distance.value().get(), current.numbers(), m);
        double most = corrected(distance.value().get() + error, current.numbers(), m);
        if (least <= settings.farthest() && most > settings.farthest()) {
            unknown("the statistics are too coarse: its distance is between " + least + " and " + most
                    + ", the threshold is " + settings.farthest());
        } else {
            judge("Numerical", "numerical", least, settings.farthest());
        }
    }

    private void shares(CategoryCounts frozen, CategoryCounts current) {
        long m = frozen.rows() - frozen.missing();
        long n = current.rows() - current.missing();
        if (m == 0 || n == 0) {
            unknown(m == 0 ? "the baseline has no value" : "there is no value");
            return;
        }
        // values that the baseline does not list count as one: no distance is told too small
        double largest = Math.abs((double) frozen.other() / m - (double) current.other() / n);
        for (int i = 0; i < frozen.counts().size(); i++) {
            double difference = (double) frozen.counts().get(i) / m
                    - (double) current.counts().get(i) / n;
            largest = Math.max(largest, Math.abs(difference));
        }
        judge("Categorical", "categorical", corrected(largest, n, m), settings.farthestOfCategories());
    }

    /** A p-value tells of drift when it is small. */
    private void chance(MetricValue chance) {
        if (chance.value().isEmpty()) {
            unknown(chance.reason());
            return;
        }
        findings.demand(
                chance.value().get() >= settings.farthestOfCategories(),
                column,
                CheckType.BASELINE_DRIFT,
                "Chi-squared p-value: " + chance.value().get() + " is below categorical threshold: "
                        + settings.farthestOfCategories());
    }

    private void judge(String what, String which, double distance, double threshold) {
        findings.demand(
                distance <= threshold,
                column,
                CheckType.BASELINE_DRIFT,
                what + " distance: " + distance + " exceeds " + which + " threshold: " + threshold);
    }

    private double corrected(double distance, long n, long m) {
        return settings.robust()
                ? Math.max(0, distance - CHANCE * Math.sqrt(((double) n + m) / ((double) n * m)))
                : distance;
    }

    /** What is known to be wrong already need not be decided twice. */
    private void unknown(String reason) {
        String text = "the distribution of column `" + column + "` cannot be compared: " + reason;
        if (findings.violated(column)) {
            findings.note(text);
        } else {
            findings.undecided(text);
        }
    }
}
