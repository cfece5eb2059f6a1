// SPDX-License-Identifier: MIT
package io.github.gxpml.interop;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gxpml.io.Json;
import io.github.gxpml.metric.constraint.Constraints;
import io.github.gxpml.metric.constraint.Constraints.Feature;
import io.github.gxpml.metric.constraint.InferredType;
import io.github.gxpml.metric.constraint.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Model Monitor's <a
 * href="https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-byoc-constraints.html">{@code constraints.json}</a>
 * of data quality.
 */
public final class ConstraintsFile {
    private ConstraintsFile() {}

    /**
     * Reads constraints. Unknown keys are passed over; what is looked at must have its type.
     *
     * @param file the document
     * @return the constraints
     * @throws FormatException if it cannot be read, or is none
     */
    public static Constraints read(Path file) throws FormatException {
        return read(Foreign.read(file));
    }

    /**
     * Reads constraints.
     *
     * @param name name of the document, for messages
     * @param bytes its text
     * @return the constraints
     * @throws FormatException if it is none
     */
    public static Constraints read(String name, byte[] bytes) throws FormatException {
        return read(Foreign.read(name, bytes));
    }

    private static Constraints read(Place root) throws FormatException {
        if (!root.at("features").present()) {
            String other = root.entries().keySet().stream()
                    .filter(key -> key.endsWith("_constraints") || key.endsWith("_bias_metrics"))
                    .findFirst()
                    .map(key -> " (it holds " + Place.clean(key) + ")")
                    .orElse("");
            throw new FormatException(Place.quoted(root.document())
                    + " has no list of features, so it holds no constraints of data quality" + other);
        }
        Foreign.version(root, 0);
        List<Feature> features = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Place feature : root.at("features").items()) {
            Feature read = feature(feature);
            if (!names.add(read.name())) {
                throw feature.at("name").wrong("must be another name: it was there before");
            }
            features.add(read);
        }
        return new Constraints(features, SettingsFormat.read(root.at("monitoring_config")));
    }

    private static Feature feature(Place feature) throws FormatException {
        Place texts = feature.at("string_constraints");
        Place numbers = feature.at("num_constraints");
        Optional<List<String>> domain = Optional.empty();
        if (texts.at("domains").present()) {
            List<String> values = new ArrayList<>();
            for (Place value : texts.at("domains").items()) {
                values.add(value.words());
            }
            domain = Optional.of(values);
        }
        Optional<Place> nonNegative = numbers.find("is_non_negative");
        Optional<Place> completeness = feature.find("completeness");
        return new Feature(
                feature.at("name").text(),
                type(feature.at("inferred_type")),
                completeness.isPresent() ? Optional.of(completeness.get().share()) : Optional.empty(),
                nonNegative.isPresent() ? Optional.of(nonNegative.get().truth()) : Optional.empty(),
                domain,
                overrides(feature, texts, numbers));
    }

    /** The documentation puts them beside the constraints, Amazon's own library into the constraints of texts. */
    private static Settings overrides(Place feature, Place texts, Place numbers) throws FormatException {
        Settings settings = Settings.NONE;
        for (Place place : List.of(feature, texts, numbers)) {
            Settings here = SettingsFormat.read(place.at("monitoring_config_overrides", "monitoringConfigOverrides"));
            settings = settings.over(here);
        }
        return settings;
    }

    static InferredType type(Place place) throws FormatException {
        return InferredType.of(place.text())
                .orElseThrow(() -> place.wrong("must be Integral, Fractional, String or Unknown"));
    }

    /**
     * Writes constraints.
     *
     * @param constraints the constraints
     * @return the document, equal for equal constraints
     */
    public static byte[] write(Constraints constraints) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("version", 0.0);
        for (Feature feature : constraints.features()) {
            root.withArray("features").add(feature(feature));
        }
        if (constraints.features().isEmpty()) {
            root.putArray("features");
        }
        SettingsFormat.write(constraints.settings()).ifPresent(settings -> root.set("monitoring_config", settings));
        return Json.inOrder(root);
    }

    private static ObjectNode feature(Feature feature) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", feature.name());
        node.put("inferred_type", feature.type().word());
        feature.completeness().ifPresent(share -> node.put("completeness", share));
        feature.nonNegative()
                .ifPresent(demanded -> node.putObject("num_constraints").put("is_non_negative", demanded));
        feature.domain().ifPresent(values -> {
            var domains = node.putObject("string_constraints").putArray("domains");
            values.forEach(domains::add);
        });
        SettingsFormat.write(feature.overrides())
                .ifPresent(settings -> node.set("monitoring_config_overrides", settings));
        return node;
    }
}
