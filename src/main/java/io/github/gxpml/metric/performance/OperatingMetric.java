// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.performance;

import io.github.gxpml.data.Need;
import io.github.gxpml.data.OperatingPoint;
import io.github.gxpml.data.OperatingPoint.Kind;
import io.github.gxpml.data.OperatingPoint.Target;
import io.github.gxpml.data.ScoreCurve;
import io.github.gxpml.data.States;
import io.github.gxpml.metric.Context;
import io.github.gxpml.metric.Input;
import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.Intervals;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricInfo.Direction;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Numbers;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.Share;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A rate at the threshold that meets a requirement: which threshold that is, is found in the same rows. Undefined
 * without {@code at}.
 *
 * @param info what it is
 * @param kind what the threshold must meet
 */
public record OperatingMetric(MetricInfo info, Kind kind) implements Metric {
    private static final String DRAWN = "percentiles of Jeffreys' posterior of the rate (Brown, Cai and DasGupta 2001,"
            + " Stat Sci 16:101), mixed over the bootstrap distribution of the threshold, which is that of an order"
            + " statistic (Hutson and Ernst 2000, J R Stat Soc B 62:89); no resampling, linear between the points of"
            + " the curve";
    private static final String FIXED = "wilson at the threshold found; conditional on it, so too narrow for few rows";

    /** Share of the negatives below the threshold with a required sensitivity. */
    public static final Metric SPECIFICITY_AT_SENSITIVITY = of(
            Kind.SENSITIVITY,
            "Specificity at a required sensitivity",
            "Specificity at the highest threshold whose sensitivity is at least the one required.",
            "TN / (TN + FP) where score >= threshold is positive, threshold: highest score with TP / (TP + FN) >= at",
            true);

    /** Share of the positives above the threshold with a required specificity. */
    public static final Metric SENSITIVITY_AT_SPECIFICITY = of(
            Kind.SPECIFICITY,
            "Sensitivity at a required specificity",
            "Highest sensitivity of all thresholds whose specificity is at least the one required.",
            "TP / (TP + FN) where score >= threshold is positive, threshold: lowest score of a positive with"
                    + " TN / (TN + FP) >= at; 0 if there is none",
            true);

    /** Best precision with a required recall. */
    public static final Metric PRECISION_AT_RECALL = of(
            Kind.RECALL,
            "Precision at a required recall",
            "Highest precision of all thresholds whose recall is at least the one required.",
            "max of TP / (TP + FP) over thresholds with TP / (TP + FN) >= at, score >= threshold is positive",
            false);

    /** Best recall with a required precision. */
    public static final Metric RECALL_AT_PRECISION = of(
            Kind.PRECISION,
            "Recall at a required precision",
            "Highest recall of all thresholds whose precision is at least the one required; undefined if there is"
                    + " none.",
            "max of TP / (TP + FN) over thresholds with TP / (TP + FP) >= at, score >= threshold is positive",
            false);

    private static Metric of(Kind kind, String title, String meaning, String formula, boolean drawn) {
        return new OperatingMetric(
                new MetricInfo(
                        id(kind),
                        title,
                        "share",
                        Scope.TABLE,
                        Direction.HIGHER,
                        Optional.of(1.0),
                        meaning,
                        formula,
                        drawn ? DRAWN : FIXED),
                kind);
    }

    /**
     * Returns what a metric of an operating point searches for.
     *
     * @param metric id
     * @param at required share, from 0 to 1
     * @return the target, if it is such a metric
     */
    public static Optional<Target> target(String metric, double at) {
        return Arrays.stream(Kind.values())
                .filter(kind -> metric.equals(id(kind)))
                .map(kind -> new Target(kind, at))
                .findFirst();
    }

    private static String id(Kind kind) {
        return measured(kind) + "_at_" + required(kind);
    }

    private static String measured(Kind kind) {
        return switch (kind) {
            case SENSITIVITY -> "specificity";
            case SPECIFICITY -> "sensitivity";
            case PRECISION -> "recall";
            case RECALL -> "precision";
        };
    }

    @Override
    public Set<Need> needs(Request request, Context context) {
        return request.at()
                .filter(at -> isShare(at) && context.twoClasses(inputs()))
                .flatMap(at -> context.slice(request.facet())
                        .map(slice -> Set.<Need>of(new Need.Curve(slice, Set.of(new Target(kind, at))))))
                .orElse(Set.of());
    }

    private static boolean isShare(double at) {
        return at >= 0 && at <= 1;
    }

    @Override
    public Set<Input> inputs() {
        return EnumSet.of(Input.LABELS, Input.SCORES);
    }

    @Override
    public Set<Qualifier> qualifiers() {
        return EnumSet.of(Qualifier.AT);
    }

    @Override
    public MetricValue compute(Request request, States states, Options options) {
        String required = required(kind);
        if (request.at().isEmpty()) {
            return MetricValue.undefined(
                    "no " + required + " is required - set `at`, for example `at: 0.9`", states.rows());
        }
        double at = request.at().get();
        if (!isShare(at)) {
            return MetricValue.undefined(
                    "the required " + required + " lies between 0 and 1, `at` is " + at, states.rows());
        }
        return CurveMetric.of(request, states, curve -> value(curve, new Target(kind, at), options.level()));
    }

    private static String required(Kind kind) {
        return switch (kind) {
            case SENSITIVITY -> "sensitivity";
            case SPECIFICITY -> "specificity";
            case PRECISION -> "precision";
            case RECALL -> "recall";
        };
    }

    private MetricValue value(ScoreCurve curve, Target target, double level) {
        long n = curve.positives() + curve.negatives();
        if (curve.positives() == 0 || curve.negatives() == 0) {
            return MetricValue.undefined(
                    "there are no " + (curve.positives() == 0 ? "positive" : "negative") + " labels", n);
        }
        Optional<OperatingPoint> found = curve.point(target);
        if (found.isEmpty()) {
            return MetricValue.undefined("the states hold no threshold for " + Numbers.limit(target.at()), n);
        }
        OperatingPoint point = found.get();
        if (kind == Kind.PRECISION && point.threshold().isEmpty()) {
            return MetricValue.undefined("no threshold has a precision of " + Numbers.limit(target.at()), n);
        }
        Share share = share(curve, point);
        Interval interval = kind == Kind.SENSITIVITY || kind == Kind.SPECIFICITY
                ? new ThresholdInterval(curve, point).of(share, level)
                : Intervals.wilson(share, level);
        return MetricValue.estimate(share.value(), interval, share.total()).withDetail(told(curve, point));
    }

    private Share share(ScoreCurve curve, OperatingPoint point) {
        return switch (kind) {
            case SENSITIVITY -> specificity(curve, point);
            case SPECIFICITY, PRECISION -> sensitivity(curve, point);
            case RECALL -> precision(point);
        };
    }

    private static Share sensitivity(ScoreCurve curve, OperatingPoint point) {
        return new Share(point.truePositives(), curve.positives(), "positive labels");
    }

    private static Share specificity(ScoreCurve curve, OperatingPoint point) {
        return new Share(curve.negatives() - point.falsePositives(), curve.negatives(), "negative labels");
    }

    private static Share precision(OperatingPoint point) {
        return new Share(point.truePositives(), point.truePositives() + point.falsePositives(), "positive predictions");
    }

    /** Names the threshold with all its digits, for somebody will set it. */
    private static String told(ScoreCurve curve, OperatingPoint point) {
        return point.threshold().map(threshold -> "at threshold " + threshold).orElse("above every score") + ": "
                + text("sensitivity", sensitivity(curve, point)) + ", "
                + text("specificity", specificity(curve, point))
                + (point.threshold().isEmpty() ? "" : ", " + text("precision", precision(point)));
    }

    private static String text(String name, Share share) {
        return name + " " + Numbers.text(share.value()) + " (" + share.count() + " of " + share.total() + ")";
    }
}
