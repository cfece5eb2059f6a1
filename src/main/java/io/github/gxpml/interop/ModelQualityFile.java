// SPDX-License-Identifier: MIT
package io.github.gxpml.interop;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gxpml.interop.ModelQuality.Alarm;
import io.github.gxpml.interop.ModelQuality.Figure;
import io.github.gxpml.interop.ModelQuality.Limit;
import io.github.gxpml.interop.ModelQuality.Limits;
import io.github.gxpml.interop.ModelQuality.Problem;
import io.github.gxpml.interop.ModelQuality.Violation;
import io.github.gxpml.io.Json;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code statistics.json}, {@code constraints.json} and {@code constraint_violations.json} of Model Monitor's <a
 * href="https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-model-quality-metrics.html">model quality</a>.
 * Its curves are passed over.
 */
public final class ModelQualityFile {
    private ModelQualityFile() {}

    /**
     * Reads statistics.
     *
     * @param file the document
     * @return the statistics
     * @throws FormatException if it cannot be read, or is none
     */
    public static ModelQuality read(Path file) throws FormatException {
        return read(Foreign.read(file));
    }

    /**
     * Reads statistics.
     *
     * @param name name of the document, for messages
     * @param bytes its text
     * @return the statistics
     * @throws FormatException if it is none
     */
    public static ModelQuality read(String name, byte[] bytes) throws FormatException {
        return read(Foreign.read(name, bytes));
    }

    private static ModelQuality read(Place root) throws FormatException {
        Problem problem = Problem.of(root, Problem::metrics)
                .orElseThrow(() -> new FormatException(
                        Place.quoted(root.document()) + " has no metrics of a model, so it holds no model quality"));
        Foreign.version(root, 0);
        Place items = root.at("dataset").at("item_count");
        Map<String, Map<String, Long>> confusion = Map.of();
        Map<String, Figure> metrics = new LinkedHashMap<>();
        for (Map.Entry<String, Place> metric :
                root.at(problem.metrics()).entries().entrySet()) {
            if (metric.getKey().equals("confusion_matrix")) {
                confusion = confusion(metric.getValue());
            } else if (metric.getValue().at("value").present()) {
                metrics.put(
                        metric.getKey(),
                        new Figure(
                                number(metric.getValue().at("value")),
                                number(metric.getValue().at("standard_deviation"))));
            }
        }
        return new ModelQuality(
                problem, items.present() ? Optional.of(items.count()) : Optional.empty(), confusion, metrics);
    }

    private static Map<String, Map<String, Long>> confusion(Place place) throws FormatException {
        Map<String, Map<String, Long>> confusion = new LinkedHashMap<>();
        for (Map.Entry<String, Place> label : place.entries().entrySet()) {
            Map<String, Long> row = new LinkedHashMap<>();
            for (Map.Entry<String, Place> predicted : label.getValue().entries().entrySet()) {
                row.put(predicted.getKey(), predicted.getValue().count());
            }
            confusion.put(label.getKey(), row);
        }
        return confusion;
    }

    private static Optional<Double> number(Place place) throws FormatException {
        return place.present() && Double.isFinite(place.number()) ? Optional.of(place.number()) : Optional.empty();
    }

    /**
     * Reads constraints.
     *
     * @param file the document
     * @return the limits
     * @throws FormatException if it cannot be read, or is none
     */
    public static Limits limits(Path file) throws FormatException {
        return limits(Foreign.read(file));
    }

    /**
     * Reads constraints.
     *
     * @param name name of the document, for messages
     * @param bytes its text
     * @return the limits
     * @throws FormatException if it is none
     */
    public static Limits limits(String name, byte[] bytes) throws FormatException {
        return limits(Foreign.read(name, bytes));
    }

    private static Limits limits(Place root) throws FormatException {
        Problem problem = Problem.of(root, Problem::constraints)
                .orElseThrow(() -> new FormatException(Place.quoted(root.document())
                        + " has no constraints of metrics of a model, so it holds none of model quality"));
        Foreign.version(root, 0);
        Map<String, Limit> limits = new LinkedHashMap<>();
        for (Map.Entry<String, Place> metric :
                root.at(problem.constraints()).entries().entrySet()) {
            limits.put(
                    metric.getKey(),
                    new Limit(
                            metric.getValue().at("threshold").finite(),
                            Alarm.of(metric.getValue().at("comparison_operator"))));
        }
        return new Limits(problem, limits);
    }

    /**
     * Writes statistics.
     *
     * @param quality the statistics
     * @return the document
     */
    public static byte[] write(ModelQuality quality) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("version", 0.0);
        quality.items().ifPresent(items -> root.putObject("dataset").put("item_count", items));
        ObjectNode metrics = root.putObject(quality.problem().metrics());
        if (!quality.confusion().isEmpty()) {
            ObjectNode matrix = metrics.putObject("confusion_matrix");
            quality.confusion().forEach((label, row) -> {
                ObjectNode node = matrix.putObject(label);
                row.forEach(node::put);
            });
        }
        quality.metrics().forEach((name, figure) -> {
            ObjectNode node = metrics.putObject(name);
            number(node, "value", figure.value());
            number(node, "standard_deviation", figure.deviation());
        });
        return Json.inOrder(root);
    }

    private static void number(ObjectNode node, String key, Optional<Double> number) {
        number.ifPresentOrElse(value -> node.put(key, value), () -> node.put(key, "NaN"));
    }

    /**
     * Writes constraints.
     *
     * @param limits the limits
     * @return the document
     */
    public static byte[] write(Limits limits) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("version", 0.0);
        ObjectNode metrics = root.putObject(limits.problem().constraints());
        limits.limits()
                .forEach((name, limit) -> metrics.putObject(name)
                        .put("threshold", limit.threshold())
                        .put("comparison_operator", limit.alarm().word()));
        return Json.inOrder(root);
    }

    /**
     * Writes violations.
     *
     * @param violations in their order
     * @return the document
     */
    public static byte[] write(List<Violation> violations) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode list = root.putArray("violations");
        for (Violation violation : violations) {
            list.addObject()
                    .put("constraint_check_type", violation.alarm().word())
                    .put("description", violation.description())
                    .put("metric_name", violation.metric());
        }
        return Json.inOrder(root);
    }
}
