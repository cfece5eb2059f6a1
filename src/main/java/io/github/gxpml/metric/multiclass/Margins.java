// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.multiclass;

import io.github.gxpml.data.ClassCounts;
import io.github.gxpml.metric.Share;
import java.util.OptionalDouble;
import java.util.stream.LongStream;

/** The diagonal and the sums of rows and columns of a confusion matrix: all that our metrics of classes look at. */
final class Margins {
    private final long[] hits;
    private final long[] labels;
    private final long[] predictions;
    private long rows;

    private Margins(int classes) {
        hits = new long[classes];
        labels = new long[classes];
        predictions = new long[classes];
    }

    /** Computes a number from margins; NaN or infinite if it is undefined. */
    @FunctionalInterface
    interface Statistic {
        double of(Margins margins);
    }

    static Margins of(ClassCounts counts) {
        Margins margins = new Margins(counts.classes().size());
        for (int i = 0; i < margins.classes(); i++) {
            for (int j = 0; j < margins.classes(); j++) {
                margins.add(i, j, counts.count(i, j));
            }
        }
        return margins;
    }

    private void add(int label, int predicted, long count) {
        hits[label] += label == predicted ? count : 0;
        labels[label] += count;
        predictions[predicted] += count;
        rows += count;
    }

    int classes() {
        return hits.length;
    }

    long rows() {
        return rows;
    }

    long labels(int label) {
        return labels[label];
    }

    long predictions(int predicted) {
        return predictions[predicted];
    }

    boolean oneLabel() {
        return LongStream.of(labels).anyMatch(count -> count == rows);
    }

    boolean onePrediction() {
        return LongStream.of(predictions).anyMatch(count -> count == rows);
    }

    Share accuracy() {
        long right = 0;
        for (long hit : hits) {
            right += hit;
        }
        return new Share(right, rows, "labelled rows");
    }

    Share recall(int label) {
        return new Share(hits[label], labels[label], "labels of the class");
    }

    Share precision(int label) {
        return new Share(hits[label], predictions[label], "predictions of the class");
    }

    /** Rows that have the class as label and as prediction, of those that have it as either. */
    Share overlap(int label) {
        return new Share(hits[label], labels[label] + predictions[label] - hits[label], "rows of the class");
    }

    double f1(int label) {
        return 2.0 * hits[label] / (labels[label] + predictions[label]);
    }

    /**
     * The variance of a statistic by the delete-one jackknife (Efron 1982, ch. 3): all rows of a cell give the same
     * value when left out, so each cell costs one evaluation.
     *
     * @return above 0; empty if the statistic is undefined without one of the rows, or always the same
     */
    static OptionalDouble jackknife(ClassCounts counts, Statistic statistic) {
        Margins margins = of(counts);
        long n = margins.rows;
        int classes = margins.classes();
        double[] without = new double[classes * classes];
        double mean = 0;
        for (int cell = 0; cell < without.length; cell++) {
            long rows = counts.count(cell / classes, cell % classes);
            if (rows > 0) {
                margins.add(cell / classes, cell % classes, -1);
                without[cell] = statistic.of(margins);
                margins.add(cell / classes, cell % classes, 1);
                mean += without[cell] * rows / n;
            }
        }
        double sum = 0;
        for (int cell = 0; cell < without.length; cell++) {
            long rows = counts.count(cell / classes, cell % classes);
            sum += rows == 0 ? 0 : rows * (without[cell] - mean) * (without[cell] - mean);
        }
        double variance = sum * (n - 1) / n;
        return n > 1 && Double.isFinite(variance) && variance > 0
                ? OptionalDouble.of(variance)
                : OptionalDouble.empty();
    }
}
