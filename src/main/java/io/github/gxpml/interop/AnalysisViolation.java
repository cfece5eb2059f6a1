// SPDX-License-Identifier: MIT
package io.github.gxpml.interop;

/** What a comparison of two analyses finds. */
public sealed interface AnalysisViolation {
    /**
     * Tells what was found.
     *
     * @return one sentence
     */
    String description();

    /**
     * A bias metric that is farther from fair than in the baseline.
     *
     * @param facet column of the facet
     * @param value its value, values or interval
     * @param metric short name
     * @param description one sentence
     */
    record BiasDrift(String facet, String value, String metric, String description) implements AnalysisViolation {}

    /**
     * Attributions whose order has changed.
     *
     * @param label label of the explanation
     * @param description one sentence
     */
    record AttributionDrift(String label, String description) implements AnalysisViolation {}
}
