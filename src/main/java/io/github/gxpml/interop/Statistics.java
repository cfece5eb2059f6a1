// SPDX-License-Identifier: MIT
package io.github.gxpml.interop;

import io.github.gxpml.metric.constraint.InferredType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a table holds, as Model Monitor's {@code statistics.json} says it.
 *
 * @param items number of rows
 * @param features one for each column, in the order of the table; names unique
 */
public record Statistics(long items, List<Feature> features) {
    /** Copies the features. */
    public Statistics {
        features = List.copyOf(features);
    }

    /**
     * Leaves out every column but those given.
     *
     * @param names of columns; empty for all
     * @return statistics of the same rows
     */
    public Statistics only(Collection<String> names) {
        return names.isEmpty()
                ? this
                : new Statistics(
                        items,
                        features.stream()
                                .filter(feature -> names.contains(feature.name()))
                                .toList());
    }

    /**
     * What one column holds.
     *
     * @param name name of the column
     * @param type what its values are
     * @param present rows with a value
     * @param missing rows without one
     * @param numbers of a numeric column
     * @param texts of a column of texts
     */
    public record Feature(
            String name,
            InferredType type,
            long present,
            long missing,
            Optional<Numbers> numbers,
            Optional<Texts> texts) {

        /**
         * Returns the share of rows with a value.
         *
         * @return from 0 to 1; 0 without rows
         */
        public double completeness() {
            return present + missing == 0 ? 0 : (double) present / (present + missing);
        }
    }

    /**
     * The numbers of a column. What the document says as NaN is absent.
     *
     * @param mean arithmetic mean
     * @param sum sum
     * @param deviation standard deviation of the rows, as of a whole population
     * @param min smallest
     * @param max largest
     * @param buckets counts between bounds, ascending, each with its lower bound, the last with both; may be empty
     * @param sketch what the buckets were made from, finer than they are
     */
    public record Numbers(
            Optional<Double> mean,
            Optional<Double> sum,
            Optional<Double> deviation,
            Optional<Double> min,
            Optional<Double> max,
            List<Bucket> buckets,
            Optional<Sketch> sketch) {
        /** Copies the buckets. */
        public Numbers {
            buckets = List.copyOf(buckets);
        }
    }

    /**
     * Numbers from a bound to the next.
     *
     * @param lower lower bound
     * @param upper upper bound
     * @param count rows
     */
    public record Bucket(double lower, double upper, long count) {}

    /**
     * A KLL sketch: each number in list i stands for 2^i rows.
     *
     * @param shrinking how fast lists get shorter
     * @param size length of the first list
     * @param data the lists
     */
    public record Sketch(double shrinking, double size, List<List<Double>> data) {
        /** The parameters that Model Monitor uses. */
        public static final double SHRINKING = 0.64;

        /** The parameters that Model Monitor uses. */
        public static final double SIZE = 2048;

        /** Copies the lists. */
        public Sketch {
            data = data.stream().map(List::copyOf).toList();
        }
    }

    /**
     * The texts of a column.
     *
     * @param distinct number of different texts, in some documents an estimate
     * @param categories texts with their counts; empty if the document does not count them
     */
    public record Texts(Optional<Double> distinct, Optional<List<Category>> categories) {
        /** Copies the categories. */
        public Texts {
            categories = categories.map(List::copyOf);
        }
    }

    /**
     * A text.
     *
     * @param value the text
     * @param count rows that have it
     */
    public record Category(String value, long count) {}
}
