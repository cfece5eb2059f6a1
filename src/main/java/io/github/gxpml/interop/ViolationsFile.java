// SPDX-License-Identifier: MIT
package io.github.gxpml.interop;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gxpml.io.Json;
import io.github.gxpml.metric.constraint.CheckType;
import io.github.gxpml.metric.constraint.Violation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Model Monitor's <a
 * href="https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-interpreting-violations.html">{@code constraint_violations.json}</a>
 * of data quality.
 */
public final class ViolationsFile {
    private ViolationsFile() {}

    /**
     * Reads violations.
     *
     * @param file the document
     * @return the violations in their order
     * @throws FormatException if it cannot be read, is none, or has a kind of check that is not known
     */
    public static List<Violation> read(Path file) throws FormatException {
        return read(Foreign.read(file));
    }

    /**
     * Reads violations.
     *
     * @param name name of the document, for messages
     * @param bytes its text
     * @return the violations in their order
     * @throws FormatException if it is none, or has a kind of check that is not known
     */
    public static List<Violation> read(String name, byte[] bytes) throws FormatException {
        return read(Foreign.read(name, bytes));
    }

    private static List<Violation> read(Place root) throws FormatException {
        List<Violation> violations = new ArrayList<>();
        for (Place violation : root.at("violations").items()) {
            Place type = violation.at("constraint_check_type");
            violations.add(new Violation(
                    violation.at("feature_name").text(),
                    CheckType.of(type.text()).orElseThrow(() -> type.wrong("must be a check of data quality")),
                    violation.at("description").text()));
        }
        return violations;
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
                    .put("feature_name", violation.column())
                    .put("constraint_check_type", violation.check().word())
                    .put("description", violation.description());
        }
        return Json.inOrder(root);
    }
}
