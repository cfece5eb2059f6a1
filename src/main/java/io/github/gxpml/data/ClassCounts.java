// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Labels of several classes against predictions of a set of rows: counts and exact sums, which add up over parts with
 * the same classes. Sums are in {@link FixedPoint}.
 *
 * @param classes in the order declared, else sorted; empty if there are too many
 * @param tooMany whether there are more than {@value #MOST} classes; then nothing else is counted
 * @param matrix rows by class of the label, then by predicted class: that of label i and prediction j is at {@code i *
 *     classes.size() + j}
 * @param unlabelled rows without a label
 * @param foreign rows whose label is none of the declared classes
 * @param example the first of those labels in order of the text; empty if there are none
 * @param scored labelled rows with a score for their class
 * @param unscored labelled rows whose class no score is given for, while other classes have scores
 * @param certainErrors scored rows whose own class has a score of exactly 0; they are in no log loss
 * @param logLoss sum of -ln(score given to the label), natural logarithm, over scored rows but the certain errors
 * @param logLossSquares sum of the squares of those
 */
public record ClassCounts(
        List<String> classes,
        boolean tooMany,
        List<Long> matrix,
        long unlabelled,
        long foreign,
        String example,
        long scored,
        long unscored,
        long certainErrors,
        BigInteger logLoss,
        BigInteger logLossSquares) {

    /** Most classes that are counted. */
    public static final int MOST = 100;

    /** Copies the lists and checks their lengths. */
    public ClassCounts {
        classes = List.copyOf(classes);
        matrix = List.copyOf(matrix);
        if (matrix.size() != classes.size() * classes.size()) {
            throw new IllegalArgumentException(classes.size() + " classes have " + matrix.size() + " counts");
        }
    }

    /**
     * Returns counts of no rows.
     *
     * @param classes the classes
     * @return all counts 0
     */
    public static ClassCounts none(List<String> classes) {
        return new ClassCounts(
                classes,
                false,
                Collections.nCopies(classes.size() * classes.size(), 0L),
                0,
                0,
                "",
                0,
                0,
                0,
                BigInteger.ZERO,
                BigInteger.ZERO);
    }

    /**
     * Stands for a table with too many classes.
     *
     * @return nothing but that
     */
    public static ClassCounts tooManyClasses() {
        return new ClassCounts(List.of(), true, List.of(), 0, 0, "", 0, 0, 0, BigInteger.ZERO, BigInteger.ZERO);
    }

    /**
     * Counts rows by class of the label and predicted class.
     *
     * @param label number of the class
     * @param predicted number of the class
     * @return the number
     */
    public long count(int label, int predicted) {
        return matrix.get(label * classes.size() + predicted);
    }

    /**
     * Counts rows with a label among the classes, and a prediction.
     *
     * @return the number
     */
    public long labelled() {
        return matrix.stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Adds the rows of another part.
     *
     * @param part counts of the same classes
     * @return the counts of both parts
     */
    public ClassCounts plus(ClassCounts part) {
        if (!classes.equals(part.classes) || tooMany != part.tooMany) {
            throw new IllegalArgumentException("counts of different classes do not add up");
        }
        List<Long> sum = new ArrayList<>();
        for (int i = 0; i < matrix.size(); i++) {
            sum.add(matrix.get(i) + part.matrix.get(i));
        }
        boolean first = part.example.isEmpty() || !example.isEmpty() && example.compareTo(part.example) <= 0;
        return new ClassCounts(
                classes,
                tooMany,
                sum,
                unlabelled + part.unlabelled,
                foreign + part.foreign,
                first ? example : part.example,
                scored + part.scored,
                unscored + part.unscored,
                certainErrors + part.certainErrors,
                logLoss.add(part.logLoss),
                logLossSquares.add(part.logLossSquares));
    }
}
