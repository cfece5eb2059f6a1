// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.uncertainty;

import io.github.gxpml.data.FixedPoint;
import io.github.gxpml.data.Outcomes.Bin;
import java.util.List;

/** The calibration error of bins. */
final class Calibrated {
    private Calibrated() {}

    static double error(List<Bin> bins, long rows) {
        double error = 0;
        for (Bin bin : bins) {
            error += Math.abs(FixedPoint.mean(bin.positiveScores().add(bin.negativeScores()), 1) - bin.positives());
        }
        return error / rows;
    }
}
