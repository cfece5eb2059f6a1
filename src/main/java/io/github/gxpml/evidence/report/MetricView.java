// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import java.util.Optional;

/**
 * How people read a metric.
 *
 * @param title name in words, for example {@code area under the ROC curve}
 * @param direction one sentence: which way is better
 * @param ideal the best value; absent if there is none
 * @param sign one sentence: what the sign, or the side of the ideal value, means; may be empty
 */
public record MetricView(String title, String direction, Optional<Double> ideal, String sign) {
    /** Refuses an ideal value that cannot be drawn. */
    public MetricView {
        if (ideal.isPresent() && !Double.isFinite(ideal.get())) {
            throw new IllegalArgumentException(
                    "the ideal value of " + title + " must be finite, this is " + ideal.get());
        }
    }
}
