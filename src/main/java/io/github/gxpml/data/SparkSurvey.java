// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.spec.DataSpec.ColumnSpec.Type;
import io.github.gxpml.spec.DataSpec.Format;
import java.io.IOException;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** What one reading of a part of a text file showed: where its records were, how many, and what their values are. */
final class SparkSurvey implements Serializable {
    private static final long serialVersionUID = 1;

    private final LinkedHashMap<String, Values> columns = new LinkedHashMap<>();
    private long rows;
    private Extent extent = new Extent(0, 0, "");

    /** How many values of a column there are, and how many of those could be of a narrower type than text. */
    private static final class Values implements Serializable {
        private static final long serialVersionUID = 1;
        private long present;
        private long numbers;
        private long integers;
        private long booleans;

        void add(String value) {
            present++;
            OptionalDouble number = NumberText.read(value);
            if (number.isPresent()) {
                double x = number.getAsDouble();
                numbers++;
                integers += Double.isFinite(x) && x == Math.rint(x) ? 1 : 0;
            } else {
                String lower = value.toLowerCase(Locale.ROOT);
                booleans += lower.equals("true") || lower.equals("false") ? 1 : 0;
            }
        }

        void add(Values other) {
            present += other.present;
            numbers += other.numbers;
            integers += other.integers;
            booleans += other.booleans;
        }

        Type type() {
            if (present == 0) {
                return Type.TEXT;
            }
            if (integers == present) {
                return Type.INTEGER;
            }
            if (numbers == present) {
                return Type.NUMBER;
            }
            return booleans == present ? Type.BOOLEAN : Type.TEXT;
        }
    }

    /**
     * Where the records of a part were.
     *
     * @param first position of the first one; behind the part if there is none
     * @param last position behind the last one
     * @param problem what is wrong with the record behind the last one; empty if nothing is
     */
    record Extent(long first, long last, String problem) implements Serializable {}

    /** Reads a part up to its end, or to the first record that is malformed. */
    static SparkSurvey of(SparkTextPart part, SparkFiles files) throws IOException {
        var survey = new SparkSurvey();
        try (var reader = new SparkPartReader(part, files)) {
            String problem = "";
            try {
                while (reader.next()) {
                    survey.take(part, reader);
                }
            } catch (DataException e) {
                problem = "line " + reader.line() + " cannot be read: " + e.getMessage();
            }
            survey.extent = new Extent(reader.first(), reader.position(), problem);
        }
        return survey;
    }

    private void take(SparkTextPart part, SparkPartReader reader) {
        if (part.format() == Format.CSV) {
            take(part.names(), reader.values());
        } else {
            take(reader.named());
        }
    }

    private void take(List<String> names, String[] record) {
        rows++;
        for (int i = 0; i < record.length; i++) {
            Values values = columns.computeIfAbsent(names.get(i), name -> new Values());
            if (record[i] != null) {
                values.add(record[i]);
            }
        }
    }

    private void take(Map<String, String> record) {
        rows++;
        record.forEach((name, value) -> {
            Values values = columns.computeIfAbsent(name, key -> new Values());
            if (value != null && !value.isEmpty()) {
                values.add(value);
            }
        });
    }

    /** Adds what was seen in another part. */
    void add(SparkSurvey other) {
        rows += other.rows;
        other.columns.forEach((name, values) ->
                columns.computeIfAbsent(name, key -> new Values()).add(values));
    }

    Extent extent() {
        return extent;
    }

    long rows() {
        return rows;
    }

    List<String> names() {
        return List.copyOf(columns.keySet());
    }

    Type type(String name) {
        return columns.containsKey(name) ? columns.get(name).type() : Type.TEXT;
    }
}
