// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.drift;

import io.github.gxpml.data.CategoryCounts;
import io.github.gxpml.data.DataException;
import io.github.gxpml.data.Engine;
import io.github.gxpml.data.Need;
import io.github.gxpml.data.NumberCounts;
import io.github.gxpml.data.ScoredTable;
import io.github.gxpml.data.States;
import io.github.gxpml.data.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How the features and the score of a release were distributed, frozen, so that later tables are measured against the
 * same points. A JSON document; holds counts, and values of columns, but no rows.
 *
 * @param format 1
 * @param model name of the model
 * @param table name of the table it was made from
 * @param sha256 digest of that table's file
 * @param rows number of rows
 * @param columns by column name, the score as {@link ScoredTable#PREDICTION}
 */
public record Baseline(
        int format, String model, String table, String sha256, long rows, Map<String, ColumnBaseline> columns) {

    /** The format that this version writes and reads. */
    public static final int FORMAT = 1;

    /** Checks the format, copies and sorts the columns. */
    public Baseline {
        if (format != FORMAT) {
            throw new IllegalArgumentException(
                    "the baseline has format " + format + ", this version reads format " + FORMAT);
        }
        columns = Collections.unmodifiableMap(new TreeMap<>(columns));
    }

    /**
     * Freezes the distribution of columns and of the score.
     *
     * @param engine the engine of the table
     * @param scored rows of the release, usually the validation table
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
        needs.add(new Need.Numbers(ScoredTable.PREDICTION, Optional.empty()));
        for (String column : columns) {
            if (column.equals(ScoredTable.PREDICTION)) {
                throw new DataException("a feature may not be called `" + ScoredTable.PREDICTION
                        + "`, which stands for the model's score in drift gates - rename the column");
            }
            needs.add(need(scored.table(), column));
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
     * @throws DataException if the table lacks one of the columns
     */
    public static Baseline of(Engine engine, Table table, Collection<String> columns, String model, String sha256)
            throws DataException {
        List<Need> needs = new ArrayList<>();
        for (String column : columns) {
            needs.add(need(table, column));
        }
        return frozen(engine.states(table, needs), model, sha256);
    }

    private static Need need(Table table, String column) throws DataException {
        return table.require(column).numeric()
                ? new Need.Numbers(column, Optional.empty())
                : new Need.Categories(column, Optional.empty());
    }

    private static Baseline frozen(States states, String model, String sha256) {
        Map<String, ColumnBaseline> frozen = new TreeMap<>();
        states.numbers().forEach((name, counts) -> frozen.put(name, ColumnBaseline.of(counts)));
        states.categories().forEach((name, counts) -> frozen.put(name, ColumnBaseline.of(counts)));
        return new Baseline(FORMAT, model, states.table(), sha256, states.rows(), frozen);
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
        return new Baseline(format, model, table, sha256, rows, kept);
    }

    /**
     * One column: exactly one of the two counts is there.
     *
     * @param numbers counts of a numeric column
     * @param categories counts of any other column
     * @param bins the bins of a numeric column that PSI compares
     */
    public record ColumnBaseline(
            Optional<NumberCounts> numbers, Optional<CategoryCounts> categories, Optional<Bins> bins) {

        static ColumnBaseline of(NumberCounts counts) {
            return new ColumnBaseline(Optional.of(counts), Optional.empty(), Optional.of(Bins.of(counts)));
        }

        static ColumnBaseline of(CategoryCounts counts) {
            return new ColumnBaseline(Optional.empty(), Optional.of(counts), Optional.empty());
        }
    }
}
