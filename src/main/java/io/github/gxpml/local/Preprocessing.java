// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import io.github.gxpml.local.Table.Kind;
import io.github.gxpml.local.Table.Numbers;
import io.github.gxpml.local.Table.Texts;
import io.github.gxpml.port.TrainingException;
import io.github.gxpml.spec.TrainSpec.Impute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a row becomes the numbers that a model sees, learnt from the training rows: a missing number is filled, then
 * standardised if the algorithm asks for it; a text becomes one 0 or 1 per text seen in training, all 0 for another.
 *
 * @param features in the order of the spec
 */
record Preprocessing(List<Feature> features) {
    private static final int MOST_TEXTS = 100;

    /** How one feature is turned into numbers. */
    sealed interface Feature {
        /** Returns the column. */
        String name();

        /** Returns what its values are. */
        Kind kind();

        /** Returns how many numbers it becomes. */
        int width();
    }

    /**
     * A number.
     *
     * @param name column
     * @param fill what stands in for a missing one; empty if none may be missing
     * @param mean subtracted
     * @param deviation then divided by, never 0
     */
    record NumberFeature(String name, OptionalDouble fill, double mean, double deviation) implements Feature {
        @Override
        public Kind kind() {
            return Kind.NUMBER;
        }

        @Override
        public int width() {
            return 1;
        }
    }

    /**
     * A text.
     *
     * @param name column
     * @param values seen in training, sorted; an empty one stands for a missing text
     */
    record TextFeature(String name, List<String> values) implements Feature {
        @Override
        public Kind kind() {
            return Kind.TEXT;
        }

        @Override
        public int width() {
            return values.size();
        }
    }

    /** Learns from the training rows. */
    static Preprocessing learn(Table table, List<String> names, Impute impute, boolean standardise)
            throws TrainingException {
        var features = new ArrayList<Feature>();
        for (String name : names) {
            Table.Column column = table.columns().get(name);
            features.add(
                    column instanceof Numbers numbers
                            ? number(table, name, numbers.values(), impute, standardise)
                            : text(table, name, ((Texts) column).values()));
        }
        return new Preprocessing(List.copyOf(features));
    }

    private static Feature number(Table table, String name, double[] values, Impute impute, boolean standardise)
            throws TrainingException {
        double[] present =
                Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
        if (present.length == 0) {
            throw empty(table, name);
        }
        OptionalDouble fill = switch (impute) {
            case NONE -> OptionalDouble.empty();
            case MEAN -> OptionalDouble.of(mean(present));
            case MEDIAN -> OptionalDouble.of(median(present));
        };
        if (!standardise) {
            return new NumberFeature(name, fill, 0, 1);
        }
        double[] filled = Arrays.stream(values)
                .map(value -> Double.isNaN(value) ? fill.orElse(value) : value)
                .toArray();
        double mean = mean(filled);
        double deviation = deviation(filled, mean);
        return new NumberFeature(name, fill, mean, deviation > 0 && Double.isFinite(deviation) ? deviation : 1);
    }

    private static Feature text(Table table, String name, String[] values) throws TrainingException {
        var distinct = new TreeSet<>(Arrays.asList(values));
        if (distinct.equals(Set.of(""))) {
            throw empty(table, name);
        }
        if (distinct.size() > MOST_TEXTS) {
            throw new TrainingException("table " + table.name() + ": text column " + name + " has " + distinct.size()
                    + " different values, more than the " + MOST_TEXTS
                    + " that a feature may have; group them or take the column out of data.features");
        }
        for (String value : distinct) {
            if (!value.chars().allMatch(c -> c != 0 && !Character.isSurrogate((char) c))) {
                // the runtime's Java interface passes such texts on in another encoding than the model's
                throw new TrainingException("table " + table.name() + ": text column " + name + " has the value \""
                        + value + "\" with a character beyond U+FFFF or a zero byte, which no model reads; replace it");
            }
        }
        return new TextFeature(name, List.copyOf(distinct));
    }

    private static TrainingException empty(Table table, String name) {
        return new TrainingException(
                "table " + table.name() + ": column " + name + " has no value at all; take it out of data.features");
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value / values.length;
        }
        return sum;
    }

    private static double deviation(double[] values, double mean) {
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean) / values.length;
        }
        return Math.sqrt(sum);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2;
    }

    /** Returns how many numbers a row becomes. */
    int width() {
        return features.stream().mapToInt(Feature::width).sum();
    }

    /** Turns a row of a table into numbers; the ONNX graph does the same operations on the same doubles. */
    double[] encode(Table table, int row) {
        double[] encoded = new double[width()];
        int at = 0;
        for (Feature feature : features) {
            Table.Column column = table.columns().get(feature.name());
            if (feature instanceof NumberFeature number) {
                double value = ((Numbers) column).values()[row];
                double filled = Double.isNaN(value) ? number.fill().orElse(value) : value;
                encoded[at] = (filled - number.mean()) / number.deviation();
            } else if (feature instanceof TextFeature text) {
                int index = text.values().indexOf(((Texts) column).values()[row]);
                if (index >= 0) {
                    encoded[at + index] = 1;
                }
            }
            at += feature.width();
        }
        return encoded;
    }
}
