// SPDX-License-Identifier: MIT
package io.github.gxpml.interop;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The bias metrics that Clarify knows, with the titles that <a
 * href="https://github.com/aws/amazon-sagemaker-clarify">its code</a> gives them.
 */
final class ClarifyMetrics {
    private static final Map<String, String> PRE_TRAINING = new TreeMap<>(Map.of(
            "CI", "Class Imbalance (CI)",
            "DPL", "Difference in Positive Proportions in Labels (DPL)",
            "KL", "Kullback-Liebler Divergence (KL)",
            "JS", "Jensen-Shannon Divergence (JS)",
            "LP", "L-p Norm (LP)",
            "TVD", "Total Variation Distance (TVD)",
            "KS", "Kolmogorov-Smirnov Distance (KS)",
            "CDDL", "Conditional Demographic Disparity in Labels (CDDL)"));

    private static final Map<String, String> POST_TRAINING = new TreeMap<>(Map.ofEntries(
            Map.entry("DPPL", "Difference in Positive Proportions in Predicted Labels (DPPL)"),
            Map.entry("DI", "Disparate Impact (DI)"),
            Map.entry("DCA", "Difference in Conditional Acceptance (DCA)"),
            Map.entry("DCR", "Difference in Conditional Rejection (DCR)"),
            Map.entry("RD", "Recall Difference (RD)"),
            Map.entry("SD", "Specificity Difference (SD)"),
            Map.entry("DAR", "Difference in Acceptance Rates (DAR)"),
            Map.entry("DRR", "Difference in Rejection Rates (DRR)"),
            Map.entry("AD", "Accuracy Difference (AD)"),
            Map.entry("CDDPL", "Conditional Demographic Disparity in Predicted Labels (CDDPL)"),
            Map.entry("TE", "Treatment Equality (TE)"),
            Map.entry("FT", "Flip Test (FT)"),
            Map.entry("GE", "Generalized Entropy (GE)")));

    private ClarifyMetrics() {}

    /** Titles by name, in the order of names, which is that of Clarify's reports. */
    static Map<String, String> titles(boolean postTraining) {
        return postTraining ? POST_TRAINING : PRE_TRAINING;
    }

    /** The value of a metric that is fair. */
    static Optional<Double> ideal(String name) {
        boolean known = PRE_TRAINING.containsKey(name) || POST_TRAINING.containsKey(name);
        return known ? Optional.of(name.equals("DI") ? 1.0 : 0.0) : Optional.empty();
    }
}
