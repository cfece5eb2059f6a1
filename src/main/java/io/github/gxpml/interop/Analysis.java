// SPDX-License-Identifier: MIT
package io.github.gxpml.interop;

import io.github.gxpml.metric.drift.Attributions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an analysis of Clarify came to, as its {@code analysis.json} says it.
 *
 * @param preTraining bias of the labels
 * @param postTraining bias of the predictions
 * @param explanations by label
 */
public record Analysis(Optional<Bias> preTraining, Optional<Bias> postTraining, Map<String, Explanation> explanations) {
    /** Copies the explanations, keeping their order. */
    public Analysis {
        explanations = Collections.unmodifiableMap(new LinkedHashMap<>(explanations));
    }

    /** What Clarify calls the output that a model with two classes has. */
    public static final String LABEL = "label0";

    /**
     * Adds how much each feature adds to the output of a model with two classes.
     *
     * @param attributions mean absolute ones, which are global SHAP values
     * @return a copy
     */
    public Analysis with(Attributions attributions) {
        return new Analysis(
                preTraining, postTraining, Map.of(LABEL, new Explanation(attributions.means(), Optional.empty())));
    }

    /**
     * Bias of labels or predictions.
     *
     * @param label column of the label
     * @param positive its positive values or threshold, as one text
     * @param facets groups of people by column
     */
    public record Bias(String label, String positive, Map<String, List<Group>> facets) {
        /** Copies the facets, keeping their order. */
        public Bias {
            Map<String, List<Group>> copy = new LinkedHashMap<>();
            facets.forEach((column, groups) -> copy.put(column, List.copyOf(groups)));
            facets = Collections.unmodifiableMap(copy);
        }
    }

    /**
     * A group of people.
     *
     * @param value values of the column, or an interval, as one text
     * @param measures the metrics
     */
    public record Group(String value, List<Measure> measures) {
        /** Copies the metrics. */
        public Group {
            measures = List.copyOf(measures);
        }
    }

    /**
     * A metric.
     *
     * @param name short name, for example {@code DPPL}
     * @param description title
     * @param value the number, which may be infinite; empty if there is none
     * @param error why there is no number; may be empty
     */
    public record Measure(String name, String description, Optional<Double> value, String error) {}

    /**
     * How much each feature adds to the output for a label.
     *
     * @param values global SHAP value by feature, in the order of the document
     * @param expected the model's output without features, if it is one number
     */
    public record Explanation(Map<String, Double> values, Optional<Double> expected) {
        /** Copies the values, keeping their order. */
        public Explanation {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        /**
         * Returns the values as magnitudes, which is what their order is compared by.
         *
         * @return of an unknown number of rows
         */
        public Attributions attributions() {
            Map<String, Double> means = new LinkedHashMap<>();
            values.forEach((feature, value) -> means.put(feature, Math.abs(value)));
            return new Attributions(means, 0);
        }
    }
}
