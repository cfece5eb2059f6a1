// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.uncertainty;

import io.github.gxpml.data.FixedPoint;
import io.github.gxpml.data.MemberSums;
import io.github.gxpml.data.MemberSums.Losses;
import io.github.gxpml.data.MemberVotes;
import io.github.gxpml.data.Need;
import io.github.gxpml.data.States;
import io.github.gxpml.metric.Input;
import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.Intervals.Range;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.Metric.Qualifier;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricInfo.Direction;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Numbers;
import io.github.gxpml.metric.Slices;
import io.github.gxpml.metric.uncertainty.SureMetric.Rows;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;

/**
 * How the members of a deep ensemble (Lakshminarayanan et al. 2017, NeurIPS), or the passes of one model with dropout
 * (Gal and Ghahramani 2016, ICML), differ: what they differ in is what more training data could teach. Entropies are in
 * nats.
 */
public final class Ensemble {
    /** The threshold of the members' votes where a request names none. */
    static final double USUAL = 0.5;

    private static final double LN_2 = 0.6931471805599453;
    private static final double WIDEST = 0.5;
    private static final String H = "H(p) = -p ln(p) - (1 - p) ln(1 - p), p the mean of the members' scores";

    /** How far the members' scores are apart. */
    public static final Metric SPREAD = ofMembers(
            info(
                    "ensemble_spread",
                    "Spread of the members' scores",
                    "On average over the rows, how far the members' scores lie from their mean; 0 where they are all"
                            + " the same, at most 0.5.",
                    "mean over rows of the standard deviation of the members' scores, divided by their number;"
                            + " Lakshminarayanan et al. 2017, NeurIPS"),
            (sums, level) -> new Means(sums.spread(), sums.spreadSquares(), sums.rows()).bounded(WIDEST, level));

    /** How unsure the ensemble is. */
    public static final Metric ENTROPY = ofMembers(
            info(
                    "predictive_entropy",
                    "Predictive entropy",
                    "How unsure the ensemble as a whole is, in nats: 0 where it is certain of every row, 0.693 where"
                            + " every row could as well be the other class.",
                    "mean over rows of " + H + "; Gal and Ghahramani 2016, ICML"),
            (sums, level) -> Slices.alsoTelling(
                    new Means(sums.entropy(), sums.entropySquares(), sums.rows()).bounded(LN_2, level),
                    Numbers.text(FixedPoint.mean(sums.entropy().subtract(sums.information()), sums.rows()))
                            + " of it is the members' own, the rest is what they differ in"));

    /** How much of that the members do not share. */
    public static final Metric INFORMATION = ofMembers(
            info(
                    "mutual_information",
                    "Mutual information of class and member",
                    "How much of the predictive entropy comes from the members' differing, in nats: 0 where they all"
                            + " say the same, however unsure each is.",
                    "mean over rows of H(p) - mean of H(member's score), " + H
                            + "; Houlsby et al. 2011, arXiv 1112.5745; Depeweg et al. 2018, ICML"),
            (sums, level) ->
                    new Means(sums.information(), sums.informationSquares(), sums.rows()).bounded(LN_2, level));

    /** How often two members predict different classes. */
    public static final Metric DISAGREEMENT = new SureMetric(
            info(
                    "ensemble_disagreement",
                    "Disagreement of the members' classes",
                    "Chance that two members predict different classes for a row, a score of at least `at` (" + USUAL
                            + " unless set) being positive; 0 where they all agree.",
                    "mean over rows of v (K - v) / (K (K - 1) / 2), v of K members at or above the threshold; Kuncheva"
                            + " and Whitaker 2003, Mach Learn 51:181"),
            Set.of(Input.MEMBERS),
            Set.of(Qualifier.AT),
            (slice, request) -> Set.of(new Need.Votes(slice, request.at().orElse(USUAL))),
            Ensemble::disagreement);

    /** Log loss of the ensemble. */
    public static final Metric LOG_LOSS = ofLosses(
            info(
                    "ensemble_log_loss",
                    "Log loss of the members' mean",
                    "Mean negative log likelihood of the labels under the mean of the members' scores; undefined,"
                            + " because infinite, where that is exactly 0 or 1 and wrong.",
                    "mean of -ln(mean score given to the label), nats"),
            (losses, level) -> losses.certainErrors() > 0
                    ? MetricValue.undefined(
                            "the loss is infinite: " + losses.certainErrors()
                                    + " rows have a mean score of exactly 0 or 1 and the other label",
                            losses.labelled())
                    : new Means(losses.logLoss(), losses.logLossSquares(), losses.labelled())
                            .estimate(Range.POSITIVE, level));

    /** Brier score of the ensemble. */
    public static final Metric BRIER = ofLosses(
            info(
                    "ensemble_brier",
                    "Brier score of the members' mean",
                    "Mean squared distance of the label and the mean of the members' scores.",
                    "mean of (label - mean score)^2; Brier 1950"),
            (losses, level) -> new Means(losses.squaredError(), losses.squaredErrorSquares(), losses.labelled())
                    .bounded(1, level));

    private Ensemble() {}

    private static MetricInfo info(String id, String title, String meaning, String formula) {
        return new MetricInfo(
                id,
                title,
                "",
                Scope.TABLE,
                Direction.LOWER,
                Optional.of(0.0),
                meaning,
                formula,
                id.equals("ensemble_log_loss") ? Means.INTERVAL : Means.BOUNDED);
    }

    @FunctionalInterface
    private interface OfMembers {
        MetricValue of(MemberSums sums, double level);
    }

    @FunctionalInterface
    private interface OfLosses {
        MetricValue of(Losses losses, double level);
    }

    private static Metric ofMembers(MetricInfo info, OfMembers rule) {
        return metric(info, Set.of(Input.MEMBERS), (rows, sums, level) -> rule.of(sums, level));
    }

    private static Metric ofLosses(MetricInfo info, OfLosses rule) {
        return metric(info, Set.of(Input.LABELS, Input.MEMBERS), (rows, sums, level) -> {
            long labelled = sums.losses().labelled();
            return labelled == 0
                    ? MetricValue.undefined("no row has a label" + rows.among(), sums.rows())
                    : Slices.alsoTelling(rule.of(sums.losses(), level), Slices.leftOut(sums.rows() - labelled));
        });
    }

    @FunctionalInterface
    private interface OfSums {
        MetricValue of(Rows rows, MemberSums sums, double level);
    }

    private static Metric metric(MetricInfo info, Set<Input> inputs, OfSums rule) {
        return new SureMetric(
                info, inputs, Set.of(), (slice, request) -> Set.of(new Need.Members(slice)), (rows, states, level) -> {
                    Optional<MemberSums> sums = rows.find(states.uncertainty().members());
                    if (sums.isEmpty()) {
                        return absent(rows, states);
                    }
                    return sums.get().rows() == 0
                            ? MetricValue.undefined("there is no row" + rows.among(), 0)
                            : Slices.alsoTelling(
                                    rule.of(rows, sums.get(), level), sums.get().members() + " members");
                });
    }

    private static MetricValue absent(Rows rows, States states) {
        return rows.absent(states, "there are no predictions of an ensemble's members (member.1, member.2, ...)");
    }

    private static MetricValue disagreement(Rows rows, States states, double level) {
        double at = rows.at(USUAL);
        Optional<MemberVotes> found = rows.all(states.uncertainty().votes()).stream()
                .filter(votes -> votes.at() == at)
                .findFirst();
        if (found.isEmpty()) {
            return absent(rows, states);
        }
        MemberVotes votes = found.get();
        if (votes.rows() == 0) {
            return MetricValue.undefined("there is no row" + rows.among(), 0);
        }
        double most = votes.members() * (votes.members() - 1) / 2.0;
        MetricValue pairs =
                new Means(whole(votes.pairs()), whole(votes.pairSquares()), votes.rows()).bounded(most, level);
        Interval interval = pairs.interval().orElseThrow();
        Interval share = new Interval(interval.lower() / most, interval.upper() / most, level, interval.method());
        return MetricValue.estimate(pairs.value().orElseThrow() / most, share, votes.rows())
                .withDetail("in " + votes.split() + " of " + votes.rows() + " rows the " + votes.members()
                        + " members do not all agree at a threshold of " + Numbers.limit(at));
    }

    private static BigInteger whole(long number) {
        return BigInteger.valueOf(number).multiply(BigInteger.valueOf(FixedPoint.ONE));
    }
}
