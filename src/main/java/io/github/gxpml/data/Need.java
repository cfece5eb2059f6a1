// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.spec.DataSpec.ColumnSpec;
import io.github.gxpml.spec.ExperimentSpec;
import io.github.gxpml.spec.FacetSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A state that a metric asks for. Equal needs are met once, however many metrics have them. */
public sealed interface Need {
    /**
     * Tells whether the state is one of predictions, so that a table without them has none.
     *
     * @return false for what a table holds itself
     */
    default boolean ofPredictions() {
        return this instanceof OfPredictions;
    }

    /** A state that only a table with predictions has. */
    interface OfPredictions {}

    /** Labels against predictions of the whole table; facets come along at no cost. Gives {@link Outcomes}. */
    record Counts() implements Need, OfPredictions {}

    /**
     * Labels of several classes against predicted ones, of the whole table and the sides of all facets. Gives
     * {@link ClassCounts}; none if the label is of another type.
     */
    record Classes() implements Need, OfPredictions {}

    /**
     * Errors of predicted numbers, of the whole table and the sides of all facets. Gives {@link Residuals}; none if the
     * label is of another type.
     */
    record Errors() implements Need, OfPredictions {}

    /**
     * The sums that ranks give; costs a sort. Gives {@link RankSums}.
     *
     * @param slice whose rows
     */
    record Ranks(Slice slice) implements Need, OfPredictions {}

    /**
     * The curve of the scores, and thresholds that meet targets; costs the same sort as the ranks of the slice. Gives
     * {@link ScoreCurve}.
     *
     * @param slice whose rows
     * @param targets what thresholds must meet; may be empty
     */
    record Curve(Slice slice, Set<OperatingPoint.Target> targets) implements Need, OfPredictions {
        /** Copies the targets. */
        public Curve {
            targets = Set.copyOf(targets);
        }
    }

    /**
     * Labels and predictions of a facet's sides within each value of the group variable. Gives {@link Strata}; none if
     * the data has no group variable, or the table lacks its column.
     *
     * @param facet the facet
     */
    record ByGroup(FacetSpec facet) implements Need, OfPredictions {}

    /**
     * Predictions of a facet's disfavoured group against those of their nearest neighbours; compares all pairs of rows
     * of the two sides. Gives {@link Flips}.
     *
     * @param facet the facet
     */
    record Neighbours(FacetSpec facet) implements Need, OfPredictions {}

    /** A state that tells how sure predictions are. */
    interface OfSureness extends OfPredictions {
        /**
         * Which rows.
         *
         * @return whose rows
         */
        Slice slice();
    }

    /**
     * The temperature that fits best; takes several passes. Gives {@link TemperatureFit}.
     *
     * @param slice whose rows it is fitted on
     */
    record Temperature(Slice slice) implements Need, OfSureness {}

    /**
     * Scores after scaling with the temperature of the whole table; none unless {@link Temperature} of the whole table
     * is asked for too. Gives {@link ScaledScores}.
     *
     * @param slice whose rows
     */
    record Scaled(Slice slice) implements Need, OfSureness {}

    /**
     * How sure predictions say they are, and how often they are right. Gives {@link ConfidenceCounts}.
     *
     * @param slice whose rows
     * @param at only rows whose declared confidence is at least this; 0 for all
     */
    record Confidence(Slice slice, double at) implements Need, OfSureness {}

    /**
     * How an ensemble's members differ in their scores; none if the predictions have no members. Gives
     * {@link MemberSums}.
     *
     * @param slice whose rows
     */
    record Members(Slice slice) implements Need, OfSureness {}

    /**
     * How an ensemble's members differ in their classes; none if the predictions have no members. Gives
     * {@link MemberVotes}.
     *
     * @param slice whose rows
     * @param at a score at or above it is a vote for the positive class
     */
    record Votes(Slice slice, double at) implements Need, OfSureness {}

    /**
     * Labels against the predictions of challenger and champion. Gives {@link io.github.gxpml.data.Rivals}; none if the
     * table has no champion's predictions.
     *
     * @param slice which rows
     */
    record Rivals(Slice slice) implements Need, OfPredictions {}

    /**
     * The sums that the ranks of challenger and champion give; costs two sorts. Gives
     * {@link io.github.gxpml.data.RivalRanks}; none if the table has no champion's predictions.
     *
     * @param slice which rows
     */
    record RivalRanks(Slice slice) implements Need, OfPredictions {}

    /**
     * The arms of an experiment. Gives {@link io.github.gxpml.data.Arms}.
     *
     * @param plan what was planned beforehand
     */
    record Arms(ExperimentSpec plan) implements Need {}

    /**
     * Which values the columns hold that an open facet takes each value of. Gives {@link Combinations}; none if the
     * table lacks one of its columns.
     *
     * @param facet an open facet
     */
    record Values(FacetSpec facet) implements Need {}

    /**
     * What a column holds, against what it may hold. Gives {@link ColumnProfile}.
     *
     * @param column name; it need not exist
     * @param declared what it may hold, if declared
     * @param demand what the table must have
     */
    record Profile(String column, Optional<ColumnSpec> declared, ColumnProfile.Demand demand) implements Need {}

    /**
     * How often the values of a numeric column fall on and between points. Gives {@link NumberCounts}.
     *
     * @param column name, or {@link ScoredTable#PREDICTION}
     * @param points ascending; if empty the engine chooses them from the data
     */
    record Numbers(String column, Optional<List<Double>> points) implements Need {
        @Override
        public boolean ofPredictions() {
            return column.equals(ScoredTable.PREDICTION);
        }
    }

    /**
     * How often values of a column occur. Gives {@link CategoryCounts}.
     *
     * @param column name
     * @param values the values to be counted one by one; if empty the engine chooses the most frequent ones
     */
    record Categories(String column, Optional<List<String>> values) implements Need {
        @Override
        public boolean ofPredictions() {
            return column.equals(ScoredTable.PREDICTION);
        }
    }

    /**
     * Number, extremes and exact sums of a numeric column. Gives {@link Moments}.
     *
     * @param column name, or {@link ScoredTable#PREDICTION}
     */
    record Sums(String column) implements Need {
        @Override
        public boolean ofPredictions() {
            return column.equals(ScoredTable.PREDICTION);
        }
    }

    /**
     * Exact sums of the numbers of a column that lie outside two points; costs nothing where none does. Gives
     * {@link Tails}.
     *
     * @param column name, or {@link ScoredTable#PREDICTION}; its counts on the points are needed as well
     * @param lowest the first point
     * @param highest the last point
     */
    record Outside(String column, double lowest, double highest) implements Need {
        @Override
        public boolean ofPredictions() {
            return column.equals(ScoredTable.PREDICTION);
        }
    }

    /**
     * Number and exact sums of the magnitude of every attribution that comes with the predictions, or else with the
     * table itself, in columns that start with {@link Predictions#ATTRIBUTION}. Gives {@link Moments} by feature.
     */
    record Attributed() implements Need {}

    /**
     * How often keys repeat. Gives {@link KeyCounts}.
     *
     * @param column name of the key column
     */
    record Keys(String column) implements Need {}

    /**
     * Which rows two tables share. Gives {@link Overlap}.
     *
     * @param other the other table
     * @param column name of the key column of both
     */
    record Shared(Table other, String column) implements Need {}

    /**
     * What kinds of values each column of the table holds, in the order of the table. Gives {@link Contents}.
     *
     * @param domains by column name, the values whose rows are to be counted
     */
    record KindsOfValues(Map<String, List<String>> domains) implements Need {
        /** Copies the domains. */
        public KindsOfValues {
            domains = Map.copyOf(domains);
        }
    }
}
