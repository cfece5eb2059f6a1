// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import io.github.gxpml.data.Combinations;
import io.github.gxpml.data.Groups;
import io.github.gxpml.data.Outcomes;
import io.github.gxpml.data.ScoredTable;
import io.github.gxpml.data.Slice;
import io.github.gxpml.data.States;
import io.github.gxpml.spec.DataSpec.LabelSpec;
import java.util.Locale;
import java.util.function.Function;

/** Finds the rows that a request is about, or says why there are none. */
public final class Slices {
    private Slices() {}

    /**
     * Computes from the outcomes of the whole table, of a facet's disfavoured group, or of its rest.
     *
     * @param states what the scans gave
     * @param facet facet name, {@code not} and a facet name for its rest, empty for the whole table
     * @param compute called with at least one row
     * @return what it returned, or undefined with the reason
     */
    public static MetricValue outcomes(States states, String facet, Function<Outcomes, MetricValue> compute) {
        if (states.whole().isEmpty()) {
            return MetricValue.undefined(noPredictions(states), states.rows());
        }
        if (facet.isEmpty()) {
            return compute.apply(states.whole().get());
        }
        Groups rest = states.facets().containsKey(facet)
                ? null
                : Slice.restOf(facet).map(states.facets()::get).orElse(null);
        if (rest == null) {
            return groups(states, facet, groups -> compute.apply(groups.disfavoured()));
        }
        return rest.favoured().rows() == 0
                ? MetricValue.undefined("no row has " + facet, states.rows())
                : compute.apply(rest.favoured());
    }

    /**
     * Computes from the two sides of a facet.
     *
     * @param states what the scans gave
     * @param facet facet name
     * @param compute called with at least one row in the disfavoured group
     * @return what it returned, or undefined with the reason
     */
    public static MetricValue groups(States states, String facet, Function<Groups, MetricValue> compute) {
        if (facet.isEmpty()) {
            return MetricValue.undefined("no facet is named - set `facet`", states.rows());
        }
        if (states.whole().isEmpty()) {
            return MetricValue.undefined(noPredictions(states), states.rows());
        }
        Groups groups = states.facets().get(facet);
        if (groups == null) {
            return MetricValue.undefined(unknown(states, facet), states.rows());
        }
        if (groups.disfavoured().rows() == 0) {
            return MetricValue.undefined("no row has " + facet, states.rows());
        }
        return compute.apply(groups);
    }

    /**
     * Says why a table has no facet of a name.
     *
     * @param states what the scans gave
     * @param facet facet name
     * @return a clause
     */
    public static String unknown(States states, String facet) {
        Combinations values = states.combinations().get(facet);
        if (values == null) {
            return "table " + states.table() + " has no facet `" + facet
                    + "`: it is not declared, or its column is not there";
        }
        return values.tooMany()
                ? facet + " stands for more than " + Combinations.MOST + " groups in table " + states.table()
                        + ": name those that matter in data.facets"
                : "no row has a value for " + facet;
    }

    /**
     * Says why there are no counts of two classes.
     *
     * @param states what the scans gave
     * @return a reason with the way out
     */
    public static String noPredictions(States states) {
        return states.scoring()
                .map(ScoredTable.Scoring::label)
                .filter(label -> !label.twoSided())
                .map(LabelSpec::oneSided)
                .orElse("there are no predictions for table " + states.table());
    }

    /**
     * Says why there are no scores of the positive class.
     *
     * @param states what the scans gave
     * @return a reason with the way out
     */
    public static String noScores(States states) {
        return states.scoring().flatMap(ScoredTable.Scoring::noScores).orElseGet(() -> noPredictions(states));
    }

    /**
     * Says why there is no state of a label of a certain type.
     *
     * @param states what the scans gave
     * @param what what the metric is for, in the plural
     * @param type the type that the label would have
     * @return a reason with the way out
     */
    public static String notOfType(States states, String what, String type) {
        return states.scoring()
                .map(scoring -> scoring.label().type().name().toLowerCase(Locale.ROOT))
                .filter(actual -> !actual.equals(type))
                .map(actual -> "it is for " + what + " (`type: " + type + "`), and the label is declared as " + actual)
                .orElse("there are no predictions for table " + states.table());
    }

    /**
     * Says how many rows were left out for want of a label.
     *
     * @param unlabelled number of rows
     * @return a clause, empty if there are none
     */
    public static String leftOut(long unlabelled) {
        return unlabelled == 0 ? "" : unlabelled + " rows without a label are left out";
    }

    /**
     * Adds a clause to what is told beside a value.
     *
     * @param value the value
     * @param clause empty for nothing
     * @return the value with both
     */
    public static MetricValue alsoTelling(MetricValue value, String clause) {
        if (clause.isEmpty()) {
            return value;
        }
        return value.withDetail(value.detail().isEmpty() ? clause : value.detail() + "; " + clause);
    }
}
