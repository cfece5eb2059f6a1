// SPDX-License-Identifier: MIT
package io.github.gxpml.interop;

import io.github.gxpml.data.CategoryCounts;
import io.github.gxpml.data.Contents;
import io.github.gxpml.data.Contents.Kinds;
import io.github.gxpml.data.DataException;
import io.github.gxpml.data.Engine;
import io.github.gxpml.data.Need;
import io.github.gxpml.data.NumberCounts;
import io.github.gxpml.data.States;
import io.github.gxpml.data.Table;
import io.github.gxpml.interop.Statistics.Category;
import io.github.gxpml.interop.Statistics.Feature;
import io.github.gxpml.metric.constraint.Constraints;
import io.github.gxpml.metric.constraint.InferredType;
import io.github.gxpml.metric.constraint.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Suggests statistics and constraints from a table, as Model Monitor does from a baseline data set. Types are inferred
 * and domains suggested by the rules of <a href="https://github.com/awslabs/deequ">Deequ</a>, on which it stands.
 */
public final class Suggestion {
    /** Deequ's {@code ColumnProfiler}: with more values a column has no domain. */
    private static final int MOST_VALUES = 120;

    /** Deequ's {@code CategoricalRangeRule}: with a larger share of values that occur once neither. */
    private static final double MOST_UNIQUE = 0.1;

    private Suggestion() {}

    /**
     * Makes statistics of all columns of a table.
     *
     * @param engine the engine of the table
     * @param table the table
     * @return the statistics, equal for equal tables
     * @throws DataException if the table cannot be read any more
     */
    public static Statistics statistics(Engine engine, Table table) throws DataException {
        Contents contents = engine.states(table, List.of(new Need.KindsOfValues(Map.of())))
                .contents()
                .orElseThrow();
        List<Need> needs = new ArrayList<>();
        for (Kinds kinds : contents.columns()) {
            if (type(kinds).numeric()) {
                needs.add(new Need.Numbers(kinds.column(), Optional.empty()));
                needs.add(new Need.Sums(kinds.column()));
            } else if (kinds.present() > 0) {
                needs.add(new Need.Categories(kinds.column(), Optional.empty()));
            }
        }
        States states = engine.states(table, needs);
        List<Feature> features = new ArrayList<>();
        for (Kinds kinds : contents.columns()) {
            features.add(feature(engine, table, kinds, states));
        }
        return new Statistics(table.rows(), features);
    }

    private static Feature feature(Engine engine, Table table, Kinds kinds, States states) throws DataException {
        NumberCounts numbers = states.numbers().get(kinds.column());
        if (numbers != null && numbers.unreadable() == 0) {
            return new Feature(
                    kinds.column(),
                    type(kinds),
                    kinds.present(),
                    kinds.missing(),
                    Optional.of(Distributions.numbers(
                            numbers, Optional.ofNullable(states.moments().get(kinds.column())))),
                    Optional.empty());
        }
        if (kinds.present() == 0) {
            return new Feature(
                    kinds.column(),
                    InferredType.UNKNOWN,
                    0,
                    kinds.missing(),
                    Optional.empty(),
                    Optional.of(new Statistics.Texts(Optional.of(0.0), Optional.empty())));
        }
        CategoryCounts found = states.categories().get(kinds.column());
        CategoryCounts counts = found == null
                ? engine.states(table, List.of(new Need.Categories(kinds.column(), Optional.empty())))
                        .categories()
                        .get(kinds.column())
                : found;
        return new Feature(
                kinds.column(),
                InferredType.STRING,
                kinds.present(),
                kinds.missing(),
                Optional.empty(),
                Optional.of(Distributions.texts(counts, distinct(engine, table, kinds.column(), counts))));
    }

    private static long distinct(Engine engine, Table table, String column, CategoryCounts counts)
            throws DataException {
        if (counts.other() == 0) {
            return counts.values().size();
        }
        return engine.states(table, List.of(new Need.Keys(column)))
                .keys()
                .map(keys -> keys.rows() - keys.missing() - keys.repeated())
                .orElseThrow();
    }

    /** Deequ's {@code determineType}, where truth values, which constraints do not know, are texts. */
    static InferredType type(Kinds kinds) {
        if (kinds.present() == 0) {
            return InferredType.UNKNOWN;
        }
        if (kinds.texts() > 0 || kinds.truths() > 0) {
            return InferredType.STRING;
        }
        return kinds.fractional() > 0 ? InferredType.FRACTIONAL : InferredType.INTEGRAL;
    }

    /**
     * Suggests constraints that the table of some statistics satisfies.
     *
     * @param statistics of the table
     * @return the constraints
     */
    public static Constraints constraints(Statistics statistics) {
        return new Constraints(
                statistics.features().stream().map(Suggestion::constraint).toList(), Settings.SUGGESTED);
    }

    private static Constraints.Feature constraint(Feature feature) {
        return new Constraints.Feature(
                feature.name(),
                feature.type(),
                Optional.of(feature.completeness()),
                feature.numbers().flatMap(Statistics.Numbers::min).map(min -> min >= 0),
                domain(feature),
                Settings.NONE);
    }

    private static Optional<List<String>> domain(Feature feature) {
        List<Category> categories =
                feature.texts().flatMap(Statistics.Texts::categories).orElse(List.of());
        long counted = categories.stream().mapToLong(Category::count).sum();
        long once =
                categories.stream().filter(category -> category.count() == 1).count();
        boolean small = feature.type() == InferredType.STRING
                && counted == feature.present()
                && categories.size() <= MOST_VALUES
                && once <= MOST_UNIQUE * categories.size();
        return small ? Optional.of(categories.stream().map(Category::value).toList()) : Optional.empty();
    }
}
