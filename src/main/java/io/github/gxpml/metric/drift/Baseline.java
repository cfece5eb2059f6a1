// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.drift;

import io.github.gxpml.data.CategoryCounts;
import io.github.gxpml.data.Combinations;
import io.github.gxpml.data.DataException;
import io.github.gxpml.data.Engine;
import io.github.gxpml.data.Moments;
import io.github.gxpml.data.Need;
import io.github.gxpml.data.NumberCounts;
import io.github.gxpml.data.ScoredTable;
import io.github.gxpml.data.States;
import io.github.gxpml.data.Table;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Request;
import io.github.gxpml.spec.DataSpec.LabelSpec;
import io.github.gxpml.spec.DecisionRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How the features, the score and the label of a release were distributed, frozen, so that later tables are measured
 * against the same points. A JSON document; holds counts, sums, and values of columns, but no rows.
 *
 * @param format 2; documents of format 1 have neither moments nor attributions, and are read as such
 * @param model name of the model
 * @param table name of the table that the features were taken from
 * @param sha256 digest of that table's file
 * @param rows number of rows
 * @param columns by column name, the score as {@link ScoredTable#PREDICTION}
 * @param attributions how much each feature added to the score, where the predictions tell
 * @param predictions where score and attributions were taken from, if that is another table
 * @param measured numbers of the release that later ones are compared with; none in documents of earlier versions
 * @param groups which values the columns of open facets hold, by facet name; none in documents of earlier versions
 * @param decision how the release turns a score into a class; none in documents of earlier versions
 */
public record Baseline(
        int format,
        String model,
        String table,
        String sha256,
        long rows,
        Map<String, ColumnBaseline> columns,
        Optional<Attributions> attributions,
        Optional<Source> predictions,
        List<Measured> measured,
        Map<String, Combinations> groups,
        Optional<DecisionRule> decision) {

    /** The format that this version writes. */
    public static final int FORMAT = 2;

    /** The oldest format that this version reads. */
    private static final int OLDEST = 1;

    /** Checks the format, copies and sorts the columns. */
    public Baseline {
        if (format < OLDEST || format > FORMAT) {
            throw new IllegalArgumentException(
                    "the baseline has format " + format + ", this version reads formats " + OLDEST + " to " + FORMAT);
        }
        columns = Collections.unmodifiableMap(new TreeMap<>(columns));
        attributions = attributions == null ? Optional.empty() : attributions;
        predictions = predictions == null ? Optional.empty() : predictions;
        measured = measured == null ? List.of() : List.copyOf(measured);
        groups = Collections.unmodifiableMap(new TreeMap<>(groups == null ? Map.of() : groups));
        decision = decision == null ? Optional.empty() : decision;
    }

    /**
     * A number of the release.
     *
     * @param request which number
     * @param value what it was
     */
    public record Measured(Request request, MetricValue value) {}

    /**
     * Makes a baseline of columns that were counted elsewhere.
     *
     * @param table where they come from
     * @param sha256 digest of that
     * @param rows number of rows
     * @param columns by column name
     * @return a baseline without a model
     */
    public static Baseline of(String table, String sha256, long rows, Map<String, ColumnBaseline> columns) {
        return new Baseline(
                FORMAT,
                "",
                table,
                sha256,
                rows,
                columns,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of(),
                Optional.empty());
    }

    /**
     * Returns the baseline with other columns.
     *
     * @param others by column name
     * @return a copy
     */
    public Baseline withColumns(Map<String, ColumnBaseline> others) {
        return new Baseline(
                format, model, table, sha256, rows, others, attributions, predictions, measured, groups, decision);
    }

    /**
     * Returns the baseline with numbers of the release.
     *
     * @param values numbers that later ones will be compared with
     * @return a copy
     */
    public Baseline with(List<Measured> values) {
        return new Baseline(
                format, model, table, sha256, rows, columns, attributions, predictions, values, groups, decision);
    }

    /**
     * Returns the same baseline with groups that later tables are asked for.
     *
     * @param known which values the columns of open facets hold, by facet name
     * @return a copy
     */
    public Baseline with(Map<String, Combinations> known) {
        return new Baseline(
                format, model, table, sha256, rows, columns, attributions, predictions, measured, known, decision);
    }

    /**
     * Returns the same baseline with the rule that the release decides by.
     *
     * @param rule how it turns a score into a class
     * @return a copy
     */
    public Baseline with(DecisionRule rule) {
        return new Baseline(
                format,
                model,
                table,
                sha256,
                rows,
                columns,
                attributions,
                predictions,
                measured,
                groups,
                Optional.of(rule));
    }

    /**
     * Finds a number of the release.
     *
     * @param request which number
     * @return what it was, if it was kept
     */
    public Optional<MetricValue> measured(Request request) {
        return measured.stream()
                .filter(kept -> kept.request().equals(request))
                .map(Measured::value)
                .findFirst();
    }

    /**
     * Where a part of a baseline was taken from.
     *
     * @param table name of the table
     * @param sha256 digest of its file
     * @param rows number of rows
     */
    public record Source(String table, String sha256, long rows) {}

    /**
     * Freezes the distribution of columns, of the score and of the attributions that come with it.
     *
     * @param engine the engine of the table
     * @param scored rows of the release
     * @param columns the columns to be watched, usually the features
     * @param model name of the model
     * @param sha256 digest of the table's file
     * @return the baseline, equal for equal tables
     * @throws DataException if the table lacks one of the columns, or one of them has the reserved name
     */
    public static Baseline of(
            Engine engine, ScoredTable scored, Collection<String> columns, String model, String sha256)
            throws DataException {
        List<Need> needs = new ArrayList<>();
        needs.add(
                scored.scoring().label().type() == LabelSpec.Type.MULTICLASS
                        ? new Need.Categories(ScoredTable.PREDICTION, Optional.empty())
                        : new Need.Numbers(ScoredTable.PREDICTION, Optional.empty()));
        needs.add(new Need.Sums(ScoredTable.PREDICTION));
        needs.add(new Need.Attributed());
        for (String column : columns) {
            needs.addAll(needs(scored.table(), unreserved(column)));
        }
        return frozen(engine.states(scored, needs), model, sha256);
    }

    /**
     * Freezes the distribution of columns of a table without predictions.
     *
     * @param engine the engine of the table
     * @param table the table
     * @param columns the columns to be watched
     * @param model name of the model, may be empty
     * @param sha256 digest of the table's file, may be empty
     * @return the baseline, equal for equal tables
     * @throws DataException if the table lacks one of the columns, or one of them has the reserved name
     */
    public static Baseline of(Engine engine, Table table, Collection<String> columns, String model, String sha256)
            throws DataException {
        List<Need> needs = new ArrayList<>();
        for (String column : columns) {
            needs.addAll(needs(table, unreserved(column)));
        }
        needs.add(new Need.Attributed());
        return frozen(engine.states(table, needs), model, sha256);
    }

    private static String unreserved(String column) throws DataException {
        if (column.equals(ScoredTable.PREDICTION)) {
            throw new DataException("a feature may not be called `" + ScoredTable.PREDICTION
                    + "`, which stands for the model's score in drift gates - rename the column");
        }
        return column;
    }

    private static List<Need> needs(Table table, String column) throws DataException {
        return table.require(column).numeric()
                ? List.of(new Need.Numbers(column, Optional.empty()), new Need.Sums(column))
                : List.of(new Need.Categories(column, Optional.empty()));
    }

    private static Baseline frozen(States states, String model, String sha256) {
        Map<String, ColumnBaseline> frozen = new TreeMap<>();
        states.numbers()
                .forEach((name, counts) -> frozen.put(
                        name,
                        ColumnBaseline.of(
                                counts, Optional.ofNullable(states.moments().get(name)))));
        states.categories().forEach((name, counts) -> frozen.put(name, ColumnBaseline.of(counts)));
        return new Baseline(
                FORMAT,
                model,
                states.table(),
                sha256,
                states.rows(),
                frozen,
                Attributions.of(states.attributions()),
                Optional.empty(),
                List.of(),
                Map.of(),
                Optional.empty());
    }

    /**
     * Takes the score and the attributions from another baseline, because rows that a model was trained on score unlike
     * rows that it has never seen.
     *
     * @param other a baseline of a scored table
     * @return a copy with the other's score and attributions
     */
    public Baseline withPredictionsOf(Baseline other) {
        Map<String, ColumnBaseline> all = new TreeMap<>(columns);
        all.remove(ScoredTable.PREDICTION);
        Optional.ofNullable(other.columns.get(ScoredTable.PREDICTION))
                .ifPresent(score -> all.put(ScoredTable.PREDICTION, score));
        var source = new Source(other.table, other.sha256, other.rows);
        return new Baseline(
                format,
                model,
                table,
                sha256,
                rows,
                all,
                other.attributions,
                Optional.of(source),
                measured,
                groups,
                decision);
    }

    /**
     * Marks a column as the label: rows that have none yet are left out when it is compared.
     *
     * @param column its name
     * @return a copy; the same if there is no such column
     */
    public Baseline labelled(String column) {
        Map<String, ColumnBaseline> all = new TreeMap<>(columns);
        all.computeIfPresent(column, (name, frozen) -> frozen.asLabel());
        return new Baseline(
                format, model, table, sha256, rows, all, attributions, predictions, measured, groups, decision);
    }

    /**
     * Leaves out every column but one of those given.
     *
     * @param wanted names
     * @return a smaller baseline
     */
    public Baseline only(Collection<String> wanted) {
        Map<String, ColumnBaseline> kept = new TreeMap<>(columns);
        kept.keySet().retainAll(wanted);
        return new Baseline(
                format, model, table, sha256, rows, kept, attributions, predictions, measured, groups, decision);
    }

    /**
     * One column: exactly one of the two counts is there.
     *
     * @param numbers counts of a numeric column
     * @param categories counts of any other column
     * @param bins the bins of a numeric column that PSI compares
     * @param moments mean and spread of a numeric column; none in documents of format 1
     * @param role what it is; in documents of format 1 no label
     */
    public record ColumnBaseline(
            Optional<NumberCounts> numbers,
            Optional<CategoryCounts> categories,
            Optional<Bins> bins,
            Optional<Moments> moments,
            Role role) {

        /** What a column is. */
        public enum Role {
            /** A feature, or the score. */
            FEATURE,
            /** The label, which may come late. */
            LABEL
        }

        /** Takes the absence of moments for none. */
        public ColumnBaseline {
            role = role == null ? Role.FEATURE : role;
            moments = moments == null ? Optional.empty() : moments;
        }

        /**
         * Freezes a numeric column.
         *
         * @param counts of its values
         * @param moments mean and spread, if they are known
         * @return the counts with bins chosen from them
         */
        public static ColumnBaseline of(NumberCounts counts, Optional<Moments> moments) {
            return new ColumnBaseline(
                    Optional.of(counts), Optional.empty(), Optional.of(Bins.of(counts)), moments, Role.FEATURE);
        }

        /**
         * Freezes any other column.
         *
         * @param counts of its values
         * @return the counts
         */
        public static ColumnBaseline of(CategoryCounts counts) {
            return new ColumnBaseline(
                    Optional.empty(), Optional.of(counts), Optional.empty(), Optional.empty(), Role.FEATURE);
        }

        private ColumnBaseline asLabel() {
            return new ColumnBaseline(numbers, categories, bins, moments, Role.LABEL);
        }
    }
}
