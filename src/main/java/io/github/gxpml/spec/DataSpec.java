// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tables, and what their columns mean.
 *
 * @param key column that names a row, unique within a table
 * @param label the column to be predicted
 * @param features columns that the model may see, in this order
 * @param facets groups of people to compare
 * @param columns declared types and domains by column name, may be empty
 * @param tables tables by name, in the order of the file; the training table is always there
 * @param source where the data comes from, if declared
 * @param groupVariable column whose values split the rows for the conditional demographic disparity, if declared
 * @param steps what made the files, as declared, may be empty
 */
public record DataSpec(
        String key,
        LabelSpec label,
        List<String> features,
        List<FacetSpec> facets,
        Map<String, ColumnSpec> columns,
        Map<String, TableSpec> tables,
        Optional<SourceSpec> source,
        Optional<String> groupVariable,
        List<StepSpec> steps) {

    /** Copies the collections, keeping their order. */
    public DataSpec {
        features = List.copyOf(features);
        facets = List.copyOf(facets);
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
        steps = List.copyOf(steps);
    }

    /**
     * Describes data without steps.
     *
     * @param key column that names a row
     * @param label the column to be predicted
     * @param features columns that the model may see
     * @param facets groups of people to compare
     * @param columns declared types and domains by column name
     * @param tables tables by name
     * @param source where the data comes from, if declared
     * @param groupVariable column whose values split the rows, if declared
     */
    public DataSpec(
            String key,
            LabelSpec label,
            List<String> features,
            List<FacetSpec> facets,
            Map<String, ColumnSpec> columns,
            Map<String, TableSpec> tables,
            Optional<SourceSpec> source,
            Optional<String> groupVariable) {
        this(key, label, features, facets, columns, tables, source, groupVariable, List.of());
    }

    /**
     * Describes data without a group variable.
     *
     * @param key column that names a row
     * @param label the column to be predicted
     * @param features columns that the model may see
     * @param facets groups of people to compare
     * @param columns declared types and domains by column name
     * @param tables tables by name
     * @param source where the data comes from, if declared
     */
    public DataSpec(
            String key,
            LabelSpec label,
            List<String> features,
            List<FacetSpec> facets,
            Map<String, ColumnSpec> columns,
            Map<String, TableSpec> tables,
            Optional<SourceSpec> source) {
        this(key, label, features, facets, columns, tables, source, Optional.empty());
    }

    /**
     * Returns the same data with other facets.
     *
     * @param others instead of those declared
     * @return a copy
     */
    public DataSpec withFacets(List<FacetSpec> others) {
        return new DataSpec(key, label, features, others, columns, tables, source, groupVariable, steps);
    }

    /**
     * Returns the same data in other files.
     *
     * @param others tables by name
     * @return a copy
     */
    public DataSpec withTables(Map<String, TableSpec> others) {
        return new DataSpec(key, label, features, facets, columns, others, source, groupVariable);
    }

    /**
     * The column to be predicted.
     *
     * @param column its name
     * @param type what it holds
     * @param positive values of the positive class, as text, several count as one; empty if there are none
     * @param above a number is positive strictly above it
     * @param classes all classes of a multi-class label in their order; empty if the data tells
     * @param intervalLevel level of the prediction intervals that a regression gives, if declared
     */
    public record LabelSpec(
            String column,
            Type type,
            List<String> positive,
            Optional<Double> above,
            List<String> classes,
            Optional<Double> intervalLevel) {

        /** What a label holds. */
        public enum Type {
            /** Two classes: the positive one and everything else. */
            BINARY,
            /** One of several classes. */
            MULTICLASS,
            /** A number. */
            REGRESSION
        }

        /** Copies the lists and refuses two ways to be positive. */
        public LabelSpec {
            positive = List.copyOf(positive);
            classes = List.copyOf(classes);
            if (!positive.isEmpty() && above.isPresent()) {
                throw new IllegalArgumentException("label " + column + " has positive values and a limit");
            }
        }

        /**
         * Describes a label with one positive class.
         *
         * @param column its name
         * @param positive the value of the positive class, as text
         */
        public LabelSpec(String column, String positive) {
            this(column, Type.BINARY, List.of(positive), Optional.empty(), List.of(), Optional.empty());
        }

        /**
         * Tells whether every label is either positive or negative, which all metrics of two classes ask for.
         *
         * @return false if nothing says what is positive
         */
        public boolean twoSided() {
            return !positive.isEmpty() || above.isPresent();
        }

        /**
         * Says what is positive, for messages.
         *
         * @return {@code `yes`}, {@code `a` or `b`}, {@code a number above 50.0}
         */
        public String positiveInWords() {
            return above.map(limit -> "a number above " + limit)
                    .orElseGet(() -> "`" + String.join("` or `", positive) + "`");
        }

        /**
         * Says why metrics of two classes have no number, and what would give them one.
         *
         * @return as the end of a sentence
         */
        public String oneSided() {
            return type == Type.REGRESSION
                    ? "the label is a number, and nothing says above which it is positive: set `data.label.above`"
                    : "the label has several classes, and nothing says which are positive: set `data.label.positive`";
        }
    }

    /**
     * One table.
     *
     * @param path file, relative to the spec's folder
     * @param format how it is stored
     * @param sha256 pinned digest: the run fails if the file differs
     * @param source where the file comes from; absent if it is known by its path alone
     */
    public record TableSpec(String path, Format format, Optional<String> sha256, Optional<TableSource> source) {
        /**
         * Describes a table that is known by its path alone.
         *
         * @param path file, relative to the spec's folder
         * @param format how it is stored
         * @param sha256 pinned digest
         */
        public TableSpec(String path, Format format, Optional<String> sha256) {
            this(path, format, sha256, Optional.empty());
        }
    }

    /** How a table is stored. */
    public enum Format {
        CSV,
        JSONL,
        PARQUET
    }

    /**
     * What a column may hold.
     *
     * @param type number, integer, text or boolean
     * @param min smallest value of a number
     * @param max largest value of a number
     * @param values all values of a text column; empty if any text may stand
     * @param required whether every row must have a value
     */
    public record ColumnSpec(
            Type type, Optional<Double> min, Optional<Double> max, List<String> values, boolean required) {
        /** Type of a column's values. */
        public enum Type {
            NUMBER,
            INTEGER,
            TEXT,
            BOOLEAN
        }

        /** Copies the values. */
        public ColumnSpec {
            values = List.copyOf(values);
        }
    }

    /**
     * Where the data comes from, in words: all parts may be empty.
     *
     * @param title name of the data set
     * @param citation how to cite it
     * @param licence under which it may be used
     * @param owner who answers for it
     * @param excluded who or what was left out, and why
     */
    public record SourceSpec(String title, String citation, String licence, String owner, String excluded) {}
}
