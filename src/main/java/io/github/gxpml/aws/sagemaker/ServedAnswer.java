// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import io.github.gxpml.port.TrainingException;
import io.github.gxpml.spec.DataSpec.LabelSpec;
import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One line that a served model answers for one row: a number or a class, alone, as the first cell of CSV, or as JSON
 * with {@code score}, {@code prediction}, {@code predicted_label} or {@code predictions}.
 *
 * @param spec says what the label is
 */
record ServedAnswer(Spec spec) {
    private static final List<String> FIELDS = List.of("score", "prediction", "predicted_value", "predicted_label");

    /** Returns the columns of predictions beside the key. */
    String header() {
        return spec.data().label().type() == LabelSpec.Type.BINARY ? "score,predicted" : "predicted";
    }

    /** Returns the cells beside the key. */
    String columns(String line, long row) throws TrainingException {
        String value = value(line.strip()).orElseThrow(() -> odd(line, row, "no number"));
        if (spec.data().label().type() == LabelSpec.Type.MULTICLASS) {
            return ScoringRows.cell(value);
        }
        double number;
        try {
            number = Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw odd(line, row, "no number");
        }
        if (!Double.isFinite(number)) {
            throw odd(line, row, "no finite number");
        }
        if (spec.data().label().type() == LabelSpec.Type.REGRESSION) {
            return value;
        }
        if (number < 0 || number > 1) {
            throw odd(line, row, "no probability from 0 to 1");
        }
        return value + "," + (number >= spec.train().threshold() ? 1 : 0);
    }

    private static Optional<String> value(String line) {
        if (!line.startsWith("{") && !line.startsWith("[")) {
            String first = line.split(",", 2)[0].strip();
            String bare = first.length() > 1 && first.startsWith("\"") && first.endsWith("\"")
                    ? first.substring(1, first.length() - 1)
                    : first;
            return bare.isEmpty() ? Optional.empty() : Optional.of(bare);
        }
        try {
            return text(Json.foreign(line.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(JsonNode node) {
        if (node.isValueNode() && !node.isNull()) {
            return Optional.of(node.asText());
        }
        if (node.isArray()) {
            return node.size() == 1 ? text(node.get(0)) : Optional.empty();
        }
        return Stream.concat(FIELDS.stream(), Stream.of("predictions"))
                .filter(node::has)
                .findFirst()
                .flatMap(field -> text(node.get(field)));
    }

    private static TrainingException odd(String line, long row, String what) {
        String shown = line.length() > 60 ? line.substring(0, 60) + "..." : line;
        return new TrainingException(
                "the model's answer to row " + row + " is " + what + ": " + shown.replaceAll("\\p{Cntrl}", "\ufffd"));
    }
}
