// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.drift;

import io.github.gxpml.data.Moments;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How much each feature adds to a model's output on average, as a magnitude: the mean over rows of the absolute
 * attribution, also known as the global SHAP value.
 *
 * @param means by feature, finite and not negative
 * @param n number of rows that they are the mean of; 0 if not known
 */
public record Attributions(Map<String, Double> means, long n) {
    /** Checks the numbers, copies and sorts the features. */
    public Attributions {
        means.forEach((feature, mean) -> {
            if (!(mean >= 0 && Double.isFinite(mean))) {
                throw new IllegalArgumentException(
                        "the mean absolute attribution of `" + feature + "` is " + mean + ", it must be 0 or more");
            }
        });
        means = Collections.unmodifiableMap(new TreeMap<>(means));
    }

    /**
     * Takes the means of magnitudes.
     *
     * @param magnitudes moments of absolute attributions by feature
     * @return empty if there are none, or a feature has no number at all
     */
    public static Optional<Attributions> of(Map<String, Moments> magnitudes) {
        Map<String, Double> means = new TreeMap<>();
        long n = Long.MAX_VALUE;
        for (Map.Entry<String, Moments> feature : magnitudes.entrySet()) {
            feature.getValue().mean().ifPresent(mean -> means.put(feature.getKey(), mean));
            n = Math.min(n, feature.getValue().n());
        }
        return means.isEmpty() || means.size() < magnitudes.size()
                ? Optional.empty()
                : Optional.of(new Attributions(means, n));
    }
}
