// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.data.FixedPoint;
import io.github.gxpml.data.OperatingPoint;
import io.github.gxpml.data.OperatingPoint.Kind;
import io.github.gxpml.data.OperatingPoint.Target;
import io.github.gxpml.data.Outcomes;
import io.github.gxpml.data.Outcomes.Bin;
import io.github.gxpml.metric.performance.Curves;
import io.github.gxpml.metric.performance.Curves.Point;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Curves to test with. */
final class SampleCurves {
    private SampleCurves() {}

    /** Scores that are a little too sure, and one threshold. */
    static CurveView create(String stage, String table) {
        List<Point> roc = new ArrayList<>(List.of(new Point(0, 0, Optional.empty())));
        for (int i = 1; i <= 40; i++) {
            double x = i / 40.0;
            roc.add(new Point(x, Math.pow(x, 0.3), Optional.of(1 - x)));
        }
        var mark = new OperatingPoint(new Target(Kind.SENSITIVITY, 0.8), Optional.of(0.525), 301, 380);
        return new CurveView(stage, table, 0.95, outcomes(), Curves.equalWidth(outcomes(), 0.95), roc, List.of(mark));
    }

    static CurveView createWithoutRoc(String table) {
        return new CurveView(
                "monitor", table, 0.95, outcomes(), Curves.equalWidth(outcomes(), 0.95), List.of(), List.of());
    }

    private static Outcomes outcomes() {
        List<Bin> bins = new ArrayList<>();
        long positives = 0;
        long negatives = 0;
        for (int i = 0; i < Outcomes.BINS; i++) {
            double score = (i + 0.5) / Outcomes.BINS;
            long rows = Math.round(300 * Math.exp(-i / 4.0));
            long positive = Math.round(rows * (0.1 + 0.75 * score));
            bins.add(new Bin(positive, rows - positive, fixed(score * positive), fixed(score * (rows - positive))));
            positives += positive;
            negatives += rows - positive;
        }
        return new Outcomes(
                positives - 200,
                150,
                negatives - 150,
                200,
                0,
                0,
                0,
                BigInteger.ZERO,
                BigInteger.ZERO,
                BigInteger.ZERO,
                BigInteger.ZERO,
                bins);
    }

    private static BigInteger fixed(double number) {
        return BigInteger.valueOf(Math.round(number * FixedPoint.ONE));
    }
}
