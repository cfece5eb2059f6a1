// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.constraint;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a table must satisfy, as Model Monitor's {@code constraints.json} says it.
 *
 * @param features one for each column, in the order of the baseline; names unique
 * @param settings how they are checked
 */
public record Constraints(List<Feature> features, Settings settings) {
    /** Copies the features. */
    public Constraints {
        features = List.copyOf(features);
        Set<String> names = new LinkedHashSet<>();
        for (Feature feature : features) {
            if (!names.add(feature.name())) {
                throw new IllegalArgumentException("constraints name column `" + feature.name() + "` twice");
            }
        }
    }

    /**
     * What one column must satisfy.
     *
     * @param name name of the column
     * @param type what its values must be; unknown for anything
     * @param completeness least share of the rows that must have a value
     * @param nonNegative whether numbers must not be negative
     * @param domain values that it may have
     * @param overrides settings of this column
     */
    public record Feature(
            String name,
            InferredType type,
            Optional<Double> completeness,
            Optional<Boolean> nonNegative,
            Optional<List<String>> domain,
            Settings overrides) {
        /** Copies the domain. */
        public Feature {
            domain = domain.map(List::copyOf);
        }
    }

    /**
     * Returns how a column is checked.
     *
     * @param feature one of the features
     * @return its own settings over those of all
     */
    public Settings settings(Feature feature) {
        return feature.overrides().over(settings);
    }

    /**
     * Returns the domains by column.
     *
     * @return for the columns that have one
     */
    Map<String, List<String>> domains() {
        var domains = new TreeMap<String, List<String>>();
        features.forEach(feature -> feature.domain().ifPresent(values -> domains.put(feature.name(), values)));
        return domains;
    }
}
