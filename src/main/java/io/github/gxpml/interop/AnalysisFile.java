// SPDX-License-Identifier: MIT
package io.github.gxpml.interop;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gxpml.interop.Analysis.Bias;
import io.github.gxpml.interop.Analysis.Explanation;
import io.github.gxpml.interop.Analysis.Group;
import io.github.gxpml.interop.Analysis.Measure;
import io.github.gxpml.io.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Clarify's <a
 * href="https://docs.aws.amazon.com/sagemaker/latest/dg/clarify-processing-job-run.html">{@code analysis.json}</a>,
 * which is also the baseline (the "constraints") of its bias and attribution drift monitors.
 */
public final class AnalysisFile {
    private static final String PRE = "pre_training_bias_metrics";
    private static final String POST = "post_training_bias_metrics";

    /** What Clarify calls its file. */
    private static final String NAME = "analysis.json";

    private AnalysisFile() {}

    /**
     * Takes a file for an analysis if it is called as Clarify calls it, or is one JSON object with explanations.
     *
     * @param given a file, or anything else
     * @return the file; empty if it is none such
     */
    public static Optional<Path> find(String given) {
        boolean named = given.equals(NAME) || given.endsWith("/" + NAME) || given.endsWith("\\" + NAME);
        return named ? Optional.of(Path.of(given)) : Foreign.documentWith("explanations", given);
    }

    /**
     * Reads an analysis.
     *
     * @param file the document
     * @return the analysis
     * @throws FormatException if it cannot be read, or is none
     */
    public static Analysis read(Path file) throws FormatException {
        return read(Foreign.read(file));
    }

    /**
     * Reads an analysis.
     *
     * @param name name of the document, for messages
     * @param bytes its text
     * @return the analysis
     * @throws FormatException if it is none
     */
    public static Analysis read(String name, byte[] bytes) throws FormatException {
        return read(Foreign.read(name, bytes));
    }

    private static Analysis read(Place root) throws FormatException {
        Foreign.version(root, 1);
        Optional<Place> pre = root.find(PRE);
        Optional<Place> post = root.find(POST);
        Place shap = root.at("explanations").at("kernel_shap");
        if (pre.isEmpty() && post.isEmpty() && !shap.present()) {
            throw new FormatException(Place.quoted(root.document()) + " has neither bias metrics nor explanations by"
                    + " kernel_shap, so it holds no analysis that can be used here");
        }
        return new Analysis(
                pre.isPresent() ? Optional.of(bias(pre.get())) : Optional.empty(),
                post.isPresent() ? Optional.of(bias(post.get())) : Optional.empty(),
                shap.present() ? explanations(shap) : Map.of());
    }

    private static Bias bias(Place place) throws FormatException {
        Map<String, List<Group>> facets = new LinkedHashMap<>();
        for (Map.Entry<String, Place> facet : place.at("facets").entries().entrySet()) {
            List<Group> groups = new ArrayList<>();
            for (Place group : facet.getValue().items()) {
                List<Measure> measures = new ArrayList<>();
                for (Place metric : group.at("metrics").items()) {
                    measures.add(measure(metric));
                }
                groups.add(new Group(group.at("value_or_threshold").words(), measures));
            }
            facets.put(facet.getKey(), groups);
        }
        Place positive = place.at("label_value_or_threshold");
        return new Bias(place.at("label").words(), positive.present() ? positive.words() : "", facets);
    }

    private static Measure measure(Place metric) throws FormatException {
        Place value = metric.at("value");
        Optional<Double> number = value.present() ? Optional.of(value.number()) : Optional.empty();
        Place error = metric.at("error");
        return new Measure(
                metric.at("name").text(),
                metric.at("description").present() ? metric.at("description").text() : "",
                number.filter(read -> !read.isNaN()),
                error.present()
                        ? error.words()
                        : number.filter(read -> read.isNaN()).map(read -> "NaN").orElse(""));
    }

    private static Map<String, Explanation> explanations(Place shap) throws FormatException {
        Map<String, Explanation> explanations = new LinkedHashMap<>();
        for (Map.Entry<String, Place> label : shap.entries().entrySet()) {
            Map<String, Double> values = new LinkedHashMap<>();
            for (Map.Entry<String, Place> feature :
                    label.getValue().at("global_shap_values").entries().entrySet()) {
                values.put(feature.getKey(), feature.getValue().finite());
            }
            Place expected = label.getValue().at("expected_value");
            explanations.put(
                    label.getKey(),
                    new Explanation(
                            values, expected.node().isNumber() ? Optional.of(expected.finite()) : Optional.empty()));
        }
        return explanations;
    }

    /**
     * Writes an analysis.
     *
     * @param analysis the analysis
     * @return the document, equal for equal analyses of equal order
     */
    public static byte[] write(Analysis analysis) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("version", "1.0");
        if (!analysis.explanations().isEmpty()) {
            ObjectNode shap = root.putObject("explanations").putObject("kernel_shap");
            analysis.explanations().forEach((label, explanation) -> explanation(shap.putObject(label), explanation));
        }
        analysis.postTraining().ifPresent(bias -> bias(root.putObject(POST), bias));
        analysis.preTraining().ifPresent(bias -> bias(root.putObject(PRE), bias));
        return Json.inOrder(root);
    }

    private static void explanation(ObjectNode node, Explanation explanation) {
        ObjectNode values = node.putObject("global_shap_values");
        explanation.values().forEach(values::put);
        explanation.expected().ifPresent(expected -> node.put("expected_value", expected));
    }

    private static void bias(ObjectNode node, Bias bias) {
        node.put("label", bias.label());
        ObjectNode facets = node.putObject("facets");
        bias.facets().forEach((column, groups) -> {
            ArrayNode list = facets.putArray(column);
            for (Group group : groups) {
                ObjectNode item = list.addObject().put("value_or_threshold", group.value());
                ArrayNode metrics = item.putArray("metrics");
                group.measures().forEach(measure -> measure(metrics.addObject(), measure));
            }
        });
        node.put("label_value_or_threshold", bias.positive());
    }

    private static void measure(ObjectNode node, Measure measure) {
        node.put("name", measure.name()).put("description", measure.description());
        if (measure.value().isEmpty()) {
            node.putNull("value").put("error", measure.error());
        } else if (measure.value().get().isInfinite()) {
            node.put("value", measure.value().get() > 0 ? "Infinity" : "-Infinity");
        } else {
            node.put("value", measure.value().get());
        }
    }
}
