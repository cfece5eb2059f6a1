// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.comparison;

import io.github.gxpml.data.Need;
import io.github.gxpml.data.Rivals;
import io.github.gxpml.data.States;
import io.github.gxpml.metric.Context;
import io.github.gxpml.metric.Input;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricInfo.Direction;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/** The exact test of two models that classify the same rows: only rows that one of them gets right say anything. */
public final class McNemar implements Metric {
    /** The test. */
    public static final Metric P = new McNemar();

    private static final MetricInfo INFO = new MetricInfo(
            "mcnemar_p",
            "McNemar p-value",
            "",
            Scope.TABLE,
            Direction.HIGHER,
            Optional.empty(),
            "Chance of disagreements as one-sided if champion and challenger were right equally often; small means that"
                    + " one of them is better, and does not say which.",
            "two-sided exact binomial test of the rows that only one of the two gets right; McNemar 1947",
            MetricInfo.NO_INTERVAL);

    private static final int EXACT = 1_000_000;

    private McNemar() {}

    @Override
    public MetricInfo info() {
        return INFO;
    }

    @Override
    public Set<Need> needs(Request request, Context context) {
        return Champion.needs(
                new Request("accuracy", request.facet(), "", Optional.empty(), "", Champion.NAME), context);
    }

    @Override
    public Set<Input> inputs() {
        return Set.of(Input.LABELS, Input.CLASSES, Input.CHAMPION);
    }

    @Override
    public MetricValue compute(Request request, States states, Options options) {
        Optional<String> missing = Champion.missing(INFO.id(), options);
        if (missing.isPresent()) {
            return MetricValue.undefined(missing.get(), states.rows());
        }
        Rivals rivals = states.rivals().get(request.facet().isEmpty() ? States.ALL : request.facet());
        if (rivals == null) {
            return MetricValue.undefined(
                    "there are no predictions of a champion for table " + states.table(), states.rows());
        }
        if (rivals.labelled() == 0) {
            return MetricValue.undefined("no row has a label", rivals.unlabelled());
        }
        List<Long> cells = rivals.cells();
        long challenger = cells.get(Rivals.cell(true, true, false)) + cells.get(Rivals.cell(false, false, true));
        long champion = cells.get(Rivals.cell(true, false, true)) + cells.get(Rivals.cell(false, true, false));
        return MetricValue.exact(chance(challenger, champion), rivals.labelled())
                .withDetail(
                        "only the challenger is right in " + challenger + " rows, only the champion in " + champion);
    }

    /** Twice the smaller tail; beyond what an int counts, by the normal limit with continuity correction. */
    static double chance(long one, long other) {
        long n = one + other;
        long less = Math.min(one, other);
        if (n > EXACT) {
            double z = Math.max(0, Math.abs(one - other) - 1) / Math.sqrt(n);
            return Math.min(
                    1,
                    2
                            * org.apache.commons.statistics.distribution.NormalDistribution.of(0, 1)
                                    .survivalProbability(z));
        }
        return n == 0
                ? 1
                : Math.min(1, 2 * BinomialDistribution.of((int) n, 0.5).cumulativeProbability((int) less));
    }
}
