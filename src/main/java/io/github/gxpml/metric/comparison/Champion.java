// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.comparison;

import io.github.gxpml.data.FixedPoint;
import io.github.gxpml.data.Need;
import io.github.gxpml.data.Outcomes;
import io.github.gxpml.data.RivalRanks;
import io.github.gxpml.data.Rivals;
import io.github.gxpml.data.States;
import io.github.gxpml.metric.Context;
import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.Intervals;
import io.github.gxpml.metric.Intervals.Range;
import io.github.gxpml.metric.Jackknife;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Numbers;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.Slices;
import io.github.gxpml.metric.performance.Agreement;
import io.github.gxpml.metric.performance.DeLong;
import io.github.gxpml.metric.performance.OutcomeMetric;
import io.github.gxpml.metric.performance.Rates;
import io.github.gxpml.spec.DataSpec.LabelSpec;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A metric of the challenger less the same metric of the champion, the version in use, on the same rows. Paired: what
 * both get right or wrong alike does not widen the interval. With a limit of minus the margin it is a test of
 * non-inferiority.
 */
public final class Champion {
    /** What a request names to get this comparison. */
    public static final String NAME = "champion";

    private static final String ROC_AUC = "roc_auc";
    private static final String BRIER = "brier";
    private static final String LOG_LOSS = "log_loss";
    private static final Range DOUBLE = new Range(-2, 2);

    /** Metrics from -1 to 1; the others lie from 0 to 1. */
    private static final Set<String> CORRELATIONS =
            Set.of(Agreement.MCC.info().id(), Agreement.KAPPA.info().id());

    /** Metrics of counts, by id. */
    private static final Map<String, Metric> COUNTED = byId(
            Rates.ACCURACY,
            Rates.BALANCED_ACCURACY,
            Rates.RECALL,
            Rates.SPECIFICITY,
            Rates.PRECISION,
            Agreement.F1,
            Agreement.MCC,
            Agreement.KAPPA);

    private Champion() {}

    private static Map<String, Metric> byId(Metric... metrics) {
        Map<String, Metric> map = new LinkedHashMap<>();
        for (Metric metric : metrics) {
            map.put(metric.info().id(), metric);
        }
        return map;
    }

    /**
     * Says which metrics can be compared.
     *
     * @return their ids
     */
    public static List<String> ids() {
        List<String> ids = new java.util.ArrayList<>(COUNTED.keySet());
        ids.addAll(List.of(ROC_AUC, BRIER, LOG_LOSS));
        return List.copyOf(ids);
    }

    /**
     * Tells whether a metric is of scores, and not of classes.
     *
     * @param metric id
     * @return false also for metrics that cannot be compared
     */
    public static boolean ofScores(String metric) {
        return List.of(ROC_AUC, BRIER, LOG_LOSS).contains(metric);
    }

    /**
     * Says which states the comparison is computed from.
     *
     * @param request the metric, and the facet if any
     * @param context what the data is
     * @return none if it cannot be compared
     */
    public static Set<Need> needs(Request request, Context context) {
        if (!ids().contains(request.metric())
                || missing(request.metric(), context.options()).isPresent()) {
            return Set.of();
        }
        boolean ranked = request.metric().equals(ROC_AUC);
        return context.slice(request.facet())
                .map(slice -> Set.<Need>of(ranked ? new Need.RivalRanks(slice) : new Need.Rivals(slice)))
                .orElse(Set.of());
    }

    /**
     * Computes the comparison.
     *
     * @param request the metric, and the facet if any
     * @param states what the scans gave
     * @param options confidence level, and how far the champion can be compared with
     * @return challenger less champion, in the metric's own unit
     */
    public static MetricValue compute(Request request, States states, Options options) {
        double level = options.level();
        String id = request.metric();
        if (!ids().contains(id)) {
            return MetricValue.undefined(
                    id + " cannot be compared with the champion's - use one of " + String.join(", ", ids()),
                    states.rows());
        }
        Optional<String> missing = missing(id, options);
        if (missing.isPresent()) {
            return MetricValue.undefined(missing.get(), states.rows());
        }
        String slice = request.facet().isEmpty() ? States.ALL : request.facet();
        if (id.equals(ROC_AUC)) {
            RivalRanks ranks = states.rivalRanks().get(slice);
            return ranks == null ? nothing(request, states) : area(ranks, level);
        }
        Rivals rivals = states.rivals().get(slice);
        if (rivals == null) {
            return nothing(request, states);
        }
        if (rivals.labelled() == 0) {
            return MetricValue.undefined("no row has a label", rivals.unlabelled());
        }
        MetricValue value = switch (id) {
            case BRIER -> mean(rivals.squaredError(), rivals.squaredErrorSquares(), rivals.labelled(), level);
            case LOG_LOSS -> logLoss(rivals, level);
            default -> counted(id, rivals, level);
        };
        return Slices.alsoTelling(value, Slices.leftOut(rivals.unlabelled()));
    }

    /** Losses are counted together with classes, so that only the order of scores does without them. */
    static Optional<String> missing(String metric, Options options) {
        return options.rivalry().missing(!metric.equals(ROC_AUC));
    }

    private static MetricValue nothing(Request request, States states) {
        String where = request.facet().isEmpty() ? "" : ", or it has no facet `" + request.facet() + "`";
        boolean binary = states.scoring()
                .map(scoring -> scoring.label().type() == LabelSpec.Type.BINARY)
                .orElse(true);
        if (!binary) {
            return MetricValue.undefined("a champion is compared only where the label is binary", states.rows());
        }
        return MetricValue.undefined(
                "there are no predictions of a champion for table " + states.table() + where, states.rows());
    }

    private static MetricValue area(RivalRanks ranks, double level) {
        long m = ranks.positives();
        long n = ranks.negatives();
        if (m == 0 || n == 0) {
            return MetricValue.undefined("there are no " + (m == 0 ? "positive" : "negative") + " labels", m + n);
        }
        BigInteger difference = ranks.challenger().subtract(ranks.champion());
        double value = DeLong.area(difference, m, n);
        String detail = "challenger " + Numbers.text(DeLong.area(ranks.challenger(), m, n)) + ", champion "
                + Numbers.text(DeLong.area(ranks.champion(), m, n));
        double variance = Math.min(m, n) < 2
                ? 0
                : DeLong.variance(difference, ranks.positiveSquares(), ranks.negativeSquares(), m, n);
        if (variance <= 0) {
            return MetricValue.exact(value, m + n)
                    .withDetail(detail + "; no interval, " + (Math.min(m, n) < 2 ? "too few rows" : alike(value)));
        }
        double error = Math.sqrt(variance);
        return MetricValue.estimate(value, Intervals.normal(value, error, Range.SIGNED, level, "delong-paired"), m + n)
                .withDetail(detail + "; p = " + Numbers.text(twoSided(value / error)));
    }

    private static String alike(double value) {
        return value == 0 ? "both order every pair alike" : "the two orders differ in the same way in every row";
    }

    private static double twoSided(double z) {
        return 2
                * org.apache.commons.statistics.distribution.NormalDistribution.of(0, 1)
                        .survivalProbability(Math.abs(z));
    }

    private static MetricValue logLoss(Rivals rivals, double level) {
        if (rivals.certainErrors() > 0) {
            return MetricValue.undefined(
                    rivals.certainErrors()
                            + " rows have a score of exactly 0 or 1 that is wrong, whose loss is infinite",
                    rivals.labelled());
        }
        return mean(rivals.logLoss(), rivals.logLossSquares(), rivals.labelled(), level);
    }

    private static MetricValue mean(BigInteger sum, BigInteger squares, long n, double level) {
        double value = FixedPoint.mean(sum, n);
        if (n < 2) {
            return MetricValue.exact(value, n).withDetail("no interval, there is only one row");
        }
        double error = Math.sqrt(FixedPoint.variance(sum, squares, n) / n);
        if (error == 0) {
            return MetricValue.exact(value, n).withDetail("no interval, the difference is the same in every row");
        }
        return MetricValue.estimate(value, Intervals.normal(value, error, Range.ANY, level, "paired-mean"), n);
    }

    private static MetricValue counted(String id, Rivals rivals, double level) {
        long[] cells = rivals.cells().stream().mapToLong(Long::longValue).toArray();
        MetricValue ours = single(id, outcomes(cells, 2), level);
        MetricValue theirs = single(id, outcomes(cells, 1), level);
        if (ours.value().isEmpty() || theirs.value().isEmpty()) {
            boolean challenger = ours.value().isEmpty();
            return MetricValue.undefined(
                    "of the " + (challenger ? "challenger" : "champion") + ", " + (challenger ? ours : theirs).reason(),
                    rivals.labelled());
        }
        String detail = "challenger " + Numbers.text(ours.value().get()) + ", champion "
                + Numbers.text(theirs.value().get());
        Optional<PairedShares> shares = shares(id, rivals.cells());
        if (shares.isPresent()) {
            PairedShares paired = shares.get();
            return MetricValue.estimate(paired.difference(), paired.interval(level), paired.rows())
                    .withDetail(detail + "; only the challenger is right in " + paired.first()
                            + ", only the champion in " + paired.second());
        }
        double value = ours.value().get() - theirs.value().get();
        Optional<Interval> interval = jackknife(id, cells, value, level).or(() -> apart(id, ours, theirs));
        return interval.map(found -> MetricValue.estimate(value, found, rivals.labelled()))
                .orElseGet(() -> MetricValue.exact(value, rivals.labelled()))
                .withDetail(interval.isPresent() ? detail : detail + "; no interval, too few rows");
    }

    /** The difference of two numbers of this metric. */
    private static Range range(String id) {
        return CORRELATIONS.contains(id) ? DOUBLE : Range.SIGNED;
    }

    /** Both numbers taken as independent: too wide for models that err alike. */
    private static Optional<Interval> apart(String id, MetricValue ours, MetricValue theirs) {
        Range range = range(id);
        return Change.interval(ours, theirs)
                .map(wide -> new Interval(
                        Math.max(range.min(), wide.lower()),
                        Math.min(range.max(), wide.upper()),
                        wide.level(),
                        wide.method()));
    }

    private static Optional<Interval> jackknife(String id, long[] cells, double value, double level) {
        OptionalDouble variance =
                Jackknife.variance(cells, fewer -> plain(id, outcomes(fewer, 2)) - plain(id, outcomes(fewer, 1)));
        return variance.isEmpty()
                ? Optional.empty()
                : Optional.of(Intervals.normal(
                        value, Math.sqrt(variance.getAsDouble()), range(id), level, "jackknife-paired"));
    }

    private static double plain(String id, Outcomes outcomes) {
        return single(id, outcomes, 0.5).value().orElse(Double.NaN);
    }

    private static MetricValue single(String id, Outcomes outcomes, double level) {
        return outcomes.labelled() == 0
                ? MetricValue.undefined("no row has a label", 0)
                : ((OutcomeMetric) COUNTED.get(id)).rule().of(outcomes, level);
    }

    /** One model's counts: bit 2 of a cell is the challenger's class, bit 1 the champion's. */
    private static Outcomes outcomes(long[] cells, int bit) {
        long[] counts = new long[4];
        for (int i = 0; i < cells.length; i++) {
            counts[(i & 4) / 2 + ((i & bit) == 0 ? 0 : 1)] += cells[i];
        }
        Outcomes none = Outcomes.NONE;
        return new Outcomes(
                counts[3],
                counts[1],
                counts[0],
                counts[2],
                0,
                0,
                0,
                none.squaredError(),
                none.squaredErrorSquares(),
                none.logLoss(),
                none.logLossSquares(),
                none.bins());
    }

    private static Optional<PairedShares> shares(String id, List<Long> cells) {
        PairedShares positives = new PairedShares(cells.get(7), cells.get(6), cells.get(5), cells.get(4));
        PairedShares negatives = new PairedShares(cells.get(0), cells.get(1), cells.get(2), cells.get(3));
        return switch (id) {
            case "recall" -> Optional.of(positives);
            case "specificity" -> Optional.of(negatives);
            case "accuracy" ->
                Optional.of(new PairedShares(
                        positives.both() + negatives.both(),
                        positives.first() + negatives.first(),
                        positives.second() + negatives.second(),
                        positives.neither() + negatives.neither()));
            default -> Optional.empty();
        };
    }
}
