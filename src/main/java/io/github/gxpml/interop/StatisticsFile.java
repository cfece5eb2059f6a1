// SPDX-License-Identifier: MIT
package io.github.gxpml.interop;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gxpml.interop.Statistics.Bucket;
import io.github.gxpml.interop.Statistics.Category;
import io.github.gxpml.interop.Statistics.Feature;
import io.github.gxpml.interop.Statistics.Numbers;
import io.github.gxpml.interop.Statistics.Sketch;
import io.github.gxpml.interop.Statistics.Texts;
import io.github.gxpml.io.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Model Monitor's <a
 * href="https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-interpreting-statistics.html">{@code statistics.json}</a>
 * of data quality.
 */
public final class StatisticsFile {
    private StatisticsFile() {}

    /**
     * Reads statistics. Unknown keys are passed over; what is looked at must have its type, and counts must fit one
     * another.
     *
     * @param file the document
     * @return the statistics
     * @throws FormatException if it cannot be read, or is none
     */
    public static Statistics read(Path file) throws FormatException {
        return StatisticsReader.read(Foreign.read(file));
    }

    /**
     * Reads statistics.
     *
     * @param name name of the document, for messages
     * @param bytes its text
     * @return the statistics
     * @throws FormatException if it is none
     */
    public static Statistics read(String name, byte[] bytes) throws FormatException {
        return StatisticsReader.read(Foreign.read(name, bytes));
    }

    /**
     * Writes statistics.
     *
     * @param statistics the statistics
     * @return the document, equal for equal statistics
     */
    public static byte[] write(Statistics statistics) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("version", 0.0);
        root.putObject("dataset").put("item_count", statistics.items());
        ArrayNode features = root.putArray("features");
        for (Feature feature : statistics.features()) {
            ObjectNode node = features.addObject();
            node.put("name", feature.name());
            node.put("inferred_type", feature.type().word());
            feature.numbers().ifPresent(numbers -> numbers(common(node, "numerical_statistics", feature), numbers));
            feature.texts().ifPresent(texts -> texts(common(node, "string_statistics", feature), texts));
        }
        return Json.inOrder(root);
    }

    private static ObjectNode common(ObjectNode node, String key, Feature feature) {
        ObjectNode statistics = node.putObject(key);
        statistics.putObject("common").put("num_present", feature.present()).put("num_missing", feature.missing());
        return statistics;
    }

    private static void numbers(ObjectNode node, Numbers numbers) {
        number(node, "mean", numbers.mean());
        number(node, "sum", numbers.sum());
        number(node, "std_dev", numbers.deviation());
        number(node, "min", numbers.min());
        number(node, "max", numbers.max());
        if (numbers.buckets().isEmpty() && numbers.sketch().isEmpty()) {
            return;
        }
        ObjectNode kll = node.putObject("distribution").putObject("kll");
        ArrayNode buckets = kll.putArray("buckets");
        for (Bucket bucket : numbers.buckets()) {
            buckets.addObject()
                    .put("lower_bound", bucket.lower())
                    .put("upper_bound", bucket.upper())
                    .put("count", (double) bucket.count());
        }
        numbers.sketch().ifPresent(sketch -> sketch(kll.putObject("sketch"), sketch));
    }

    private static void sketch(ObjectNode node, Sketch sketch) {
        node.putObject("parameters").put("c", sketch.shrinking()).put("k", sketch.size());
        ArrayNode data = node.putArray("data");
        for (List<Double> level : sketch.data()) {
            ArrayNode list = data.addArray();
            level.forEach(list::add);
        }
    }

    private static void texts(ObjectNode node, Texts texts) {
        number(node, "distinct_count", texts.distinct());
        texts.categories().ifPresent(categories -> {
            ArrayNode buckets =
                    node.putObject("distribution").putObject("categorical").putArray("buckets");
            for (Category category : categories) {
                buckets.addObject().put("value", category.value()).put("count", category.count());
            }
        });
    }

    /** A number that could not be computed is written as the format does. */
    private static void number(ObjectNode node, String key, Optional<Double> number) {
        number.ifPresentOrElse(value -> node.put(key, value), () -> node.put(key, "NaN"));
    }
}
