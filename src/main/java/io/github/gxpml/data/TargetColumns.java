// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.spec.DataSpec.LabelSpec;
import java.util.List;
import java.util.Optional;

/**
 * What the rows of a scored table hold beside facets where the label is not of two classes: expressions over the table
 * and over the table with its predictions, which may be the same one.
 */
interface TargetColumns {
    /** Columns of the table, each as an expression with its name. */
    String truth();

    /** Columns of the predictions, each as an expression with its name; none is called as one of the table. */
    String predicted();

    /** Columns of the joined rows, from the names of both. */
    String joined();

    /** What must hold for every prediction, in the order in which it is told. */
    List<Rule> rules();

    /** The declared classes as they come out of the label's column; empty if the data tells, or there are none. */
    List<String> classes();

    /** Whether each class has a score. */
    boolean scoredClasses();

    /** Why metrics of the positive class's score have no number; empty if they have. */
    Optional<String> noScores();

    /**
     * A rule that values of the predictions must keep.
     *
     * @param bad an expression over the predictions that is true where it is broken
     * @param column which column is told
     * @param wanted what would be right
     * @param ofScores whether it is about scores rather than classes
     */
    record Rule(String bad, String column, String wanted, boolean ofScores) {}

    /** Chooses by the type of the label, which must not be binary. */
    static TargetColumns of(Table table, PredictedColumns predictions, LabelSpec label) throws DataException {
        return label.type() == LabelSpec.Type.MULTICLASS
                ? MulticlassTarget.of(table, predictions, label)
                : new RegressionTarget(table, predictions, label);
    }
}
