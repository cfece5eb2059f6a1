// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import io.github.gxpml.port.TrainingException;
import io.github.gxpml.spec.DataSpec.LabelSpec;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The labels of a training table; rows without one are left out.
 *
 * @param rows numbers of the rows with a label
 * @param positive class of each of them
 * @param notes what people should know
 */
record TrainingLabels(int[] rows, boolean[] positive, List<String> notes) {
    /** Reads the labels; both classes must be there. */
    static TrainingLabels of(Table table, LabelSpec label) throws TrainingException {
        String[] labels = table.labels();
        int[] rows = IntStream.range(0, labels.length)
                .filter(row -> labels[row] != null)
                .toArray();
        boolean[] positive = new boolean[rows.length];
        var others = new TreeSet<String>();
        int positives = 0;
        for (int i = 0; i < rows.length; i++) {
            positive[i] = isPositive(labels[rows[i]], label);
            positives += positive[i] ? 1 : 0;
            if (!positive[i]) {
                others.add(labels[rows[i]]);
            }
        }
        if (rows.length == 0) {
            throw new TrainingException("table " + table.name() + " has no row with a label in column " + label.column()
                    + ", so there is nothing to learn from");
        }
        if (positives == 0 || others.isEmpty()) {
            throw new TrainingException("table " + table.name() + ": column " + label.column() + " has one class only, "
                    + (positives == 0 ? "no row is " : "every row is ")
                    + label.above().map(limit -> "above " + limit).orElse(String.join(" or ", label.positive()))
                    + "; check data.label and the table");
        }
        return new TrainingLabels(rows, positive, notes(table, label, rows.length, others));
    }

    private static List<String> notes(Table table, LabelSpec label, int rows, TreeSet<String> others) {
        var notes = new ArrayList<String>();
        int missing = table.rows() - rows;
        if (missing > 0) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%s: %,d of %,d labels missing in %s, these rows were left out of training",
                    label.column(),
                    missing,
                    table.rows(),
                    table.name()));
        }
        if (others.size() > 1) {
            notes.add(label.column() + ": " + others.size() + " different values of " + table.name()
                    + " count as the negative class, for example "
                    + String.join(", ", others.stream().limit(3).toList()));
        }
        return notes;
    }

    private static boolean isPositive(String text, LabelSpec label) throws TrainingException {
        if (label.above().isEmpty()) {
            return label.positive().stream().anyMatch(positive -> same(text, positive));
        }
        try {
            return Double.parseDouble(text.strip()) > label.above().get();
        } catch (NumberFormatException e) {
            throw new TrainingException(
                    "column " + label.column() + " holds `" + text + "`, which is no number to compare with "
                            + label.above().get() + "; check data.label and the table",
                    e);
        }
    }

    private static boolean same(String label, String positive) {
        if (label.equals(positive)) {
            return true;
        }
        try {
            return new BigDecimal(label.strip()).compareTo(new BigDecimal(positive.strip())) == 0;
        } catch (NumberFormatException e) {
            return label.equalsIgnoreCase(positive)
                    && positive.toLowerCase(Locale.ROOT).matches("true|false");
        }
    }

    /** Returns the table's rows with a label. */
    Table labelled(Table table) {
        if (rows.length == table.rows()) {
            return table;
        }
        var columns = new LinkedHashMap<String, Table.Column>();
        table.columns().forEach((name, column) -> columns.put(name, select(column)));
        return new Table(
                table.name(),
                IntStream.of(rows).mapToObj(row -> table.keys()[row]).toArray(String[]::new),
                IntStream.of(rows).mapToObj(row -> table.labels()[row]).toArray(String[]::new),
                columns);
    }

    private Table.Column select(Table.Column column) {
        return column instanceof Table.Numbers numbers
                ? new Table.Numbers(IntStream.of(rows)
                        .mapToDouble(row -> numbers.values()[row])
                        .toArray())
                : new Table.Texts(IntStream.of(rows)
                        .mapToObj(row -> ((Table.Texts) column).values()[row])
                        .toArray(String[]::new));
    }

    /** Encodes the rows with a label. */
    TrainingRows rows(Preprocessing preprocessing, Table labelled) {
        double[][] numbers = new double[rows.length][];
        for (int row = 0; row < numbers.length; row++) {
            numbers[row] = preprocessing.encode(labelled, row);
        }
        return new TrainingRows(numbers, positive);
    }

    /** Compares the labels with the scores of all rows of the table: log loss (natural logarithm) and Brier score. */
    Map<String, Double> metrics(BigDecimal[] scores) {
        double loss = 0;
        double squares = 0;
        double positives = 0;
        for (int i = 0; i < rows.length; i++) {
            double score = scores[rows[i]].doubleValue();
            double ofLabel = positive[i] ? score : 1 - score;
            // a score of exactly 0 for a positive row would make the loss infinite, which JSON cannot hold
            loss -= Math.log(Math.max(ofLabel, Float.MIN_NORMAL));
            squares += (1 - ofLabel) * (1 - ofLabel);
            positives += positive[i] ? 1 : 0;
        }
        double count = rows.length;
        return Map.of(
                "train_log_loss",
                loss / count,
                "train_brier",
                squares / count,
                "train_rows",
                count,
                "train_positives",
                positives);
    }
}
