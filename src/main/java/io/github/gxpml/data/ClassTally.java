// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds up groups of rows with equal label and prediction, one after the other. */
final class ClassTally {
    /** Column of the number of rows, after those of label and prediction. */
    static final int ROWS = 3;

    private static final int SCORED = 4;
    private static final int CERTAIN = 5;
    private static final int LOSS = 6;
    private static final int SQUARES = 7;

    private final List<String> classes;
    private final Map<String, Integer> positions = new HashMap<>();
    private final long[] matrix;
    private long unlabelled;
    private long foreign;
    private String example = "";
    private long inClass;
    private long scored;
    private long certain;
    private BigInteger loss = BigInteger.ZERO;
    private BigInteger squares = BigInteger.ZERO;

    ClassTally(List<String> classes) {
        this.classes = classes;
        this.matrix = new long[classes.size() * classes.size()];
        classes.forEach(name -> positions.put(name, positions.size()));
    }

    void add(Row row) {
        long n = row.whole(ROWS);
        if (row.isNull(1)) {
            unlabelled += n;
            return;
        }
        Integer label = positions.get(row.text(1));
        if (label == null) {
            foreign += n;
            example = example.isEmpty() || row.text(1).compareTo(example) < 0 ? row.text(1) : example;
            return;
        }
        Integer predicted = row.isNull(2) ? null : positions.get(row.text(2));
        if (predicted != null) {
            matrix[label * classes.size() + predicted] += n;
        }
        inClass += n;
        scored += row.whole(SCORED);
        certain += row.whole(CERTAIN);
        loss = loss.add(row.exact(LOSS));
        squares = squares.add(row.exact(SQUARES));
    }

    /** What was added up; without any scores, no row lacks one. */
    ClassCounts counts(boolean withScores) {
        List<Long> counts = new ArrayList<>();
        for (long count : matrix) {
            counts.add(count);
        }
        return new ClassCounts(
                classes,
                false,
                counts,
                unlabelled,
                foreign,
                example,
                scored,
                withScores ? inClass - scored : 0,
                certain,
                loss,
                squares);
    }
}
