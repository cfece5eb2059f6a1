// SPDX-License-Identifier: MIT
package io.github.gxpml.interop;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gxpml.metric.constraint.Settings;
import io.github.gxpml.metric.constraint.Settings.CategoryMethod;
import io.github.gxpml.metric.constraint.Settings.Method;
import java.util.Locale;
import java.util.Optional;

/** The {@code monitoring_config} of constraints, and what one column has otherwise. */
final class SettingsFormat {
    private SettingsFormat() {}

    static Settings read(Place config) throws FormatException {
        if (!config.present()) {
            return Settings.NONE;
        }
        Place distribution = config.at("distribution_constraints");
        return new Settings(
                enabled(config.at("evaluate_constraints")),
                enabled(config.at("emit_metrics")),
                share(config.at("datatype_check_threshold")),
                share(config.at("domain_content_threshold")),
                enabled(distribution.at("perform_comparison")),
                threshold(distribution.at("comparison_threshold")),
                // an older schema spells it without s
                method(distribution.at("comparison_method", "comparion_method")),
                threshold(distribution.at("categorical_comparison_threshold")),
                categoryMethod(distribution.at("categorical_drift_method")));
    }

    private static Optional<Boolean> enabled(Place place) throws FormatException {
        if (!place.present()) {
            return Optional.empty();
        }
        String word = place.text();
        if (!word.equals("Enabled") && !word.equals("Disabled")) {
            throw place.wrong("must be Enabled or Disabled");
        }
        return Optional.of(word.equals("Enabled"));
    }

    private static Optional<Double> share(Place place) throws FormatException {
        return place.present() ? Optional.of(place.share()) : Optional.empty();
    }

    /** A chi-square statistic may exceed 1, so a threshold may too. */
    private static Optional<Double> threshold(Place place) throws FormatException {
        if (!place.present()) {
            return Optional.empty();
        }
        if (place.finite() < 0) {
            throw place.wrong("must not be negative");
        }
        return Optional.of(place.finite());
    }

    private static Optional<Method> method(Place place) throws FormatException {
        if (!place.present()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (place.text().toLowerCase(Locale.ROOT)) {
                    case "simple", "linf_simple" -> Method.SIMPLE;
                    case "robust", "linf_robust" -> Method.ROBUST;
                    default -> throw place.wrong("must be Simple or Robust");
                });
    }

    private static Optional<CategoryMethod> categoryMethod(Place place) throws FormatException {
        if (!place.present()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (place.text().toLowerCase(Locale.ROOT)) {
                    case "linfinity" -> CategoryMethod.LINFINITY;
                    case "chisquared" -> CategoryMethod.CHI_SQUARED;
                    default -> throw place.wrong("must be LInfinity or ChiSquared");
                });
    }

    /** Writes what is said; empty if nothing is. */
    static Optional<ObjectNode> write(Settings settings) {
        if (settings.equals(Settings.NONE)) {
            return Optional.empty();
        }
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        settings.evaluate().ifPresent(on -> node.put("evaluate_constraints", word(on)));
        settings.emitMetrics().ifPresent(on -> node.put("emit_metrics", word(on)));
        settings.typeShare().ifPresent(share -> node.put("datatype_check_threshold", share));
        settings.domainShare().ifPresent(share -> node.put("domain_content_threshold", share));
        ObjectNode distribution = JsonNodeFactory.instance.objectNode();
        settings.compare().ifPresent(on -> distribution.put("perform_comparison", word(on)));
        settings.threshold().ifPresent(threshold -> distribution.put("comparison_threshold", threshold));
        settings.method()
                .ifPresent(
                        method -> distribution.put("comparison_method", method == Method.ROBUST ? "Robust" : "Simple"));
        settings.categoryThreshold()
                .ifPresent(threshold -> distribution.put("categorical_comparison_threshold", threshold));
        settings.categoryMethod()
                .ifPresent(method -> distribution.put(
                        "categorical_drift_method", method == CategoryMethod.LINFINITY ? "LInfinity" : "ChiSquared"));
        if (!distribution.isEmpty()) {
            node.set("distribution_constraints", distribution);
        }
        return Optional.of(node);
    }

    private static String word(boolean on) {
        return on ? "Enabled" : "Disabled";
    }
}
