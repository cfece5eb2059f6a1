// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.spec.DataSpec;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Opens tables and scans them for states. Two engines must give equal states for equal tables, to the last digit. Not
 * safe for use by several threads at a time.
 */
public interface Engine extends AutoCloseable {
    /**
     * Opens a file as a table.
     *
     * @param name as messages shall name it
     * @param file an existing file; its name is never taken for a pattern
     * @param format how it is stored
     * @return the table
     * @throws DataException if the file is missing, unreadable or malformed, has no rows, or repeats a column name
     */
    Table table(String name, Path file, DataSpec.Format format) throws DataException;

    /**
     * Opens several files as one table.
     *
     * @param name as messages shall name it
     * @param files its parts
     * @return the table
     * @throws DataException as for one file, or if files differ in their columns; the message names the file
     */
    Table table(String name, DataFiles files) throws DataException;

    /**
     * Opens what a person means by a file, a folder or a pattern as one table. An engine may know addresses too.
     *
     * @param name as messages shall name it
     * @param place as given, see {@link DataFiles#find}
     * @return the table
     * @throws DataException a {@link WrongCallException} if nothing is there that can be read; any other as for files
     */
    default Table table(String name, String place) throws DataException {
        return table(name, DataFiles.find(place));
    }

    /**
     * Opens a table of which only some columns will be asked for, which spares parsing the others.
     *
     * @param name as messages shall name it
     * @param place as given, see {@link DataFiles#find}
     * @param wanted names of columns
     * @return the table; if it has all the wanted columns, others may be left out
     * @throws DataException as for all columns
     */
    default Table table(String name, String place, Collection<String> wanted) throws DataException {
        return table(name, place);
    }

    /**
     * Takes predictions from columns of the table itself. Checks them as those of a file are checked, but says why they
     * cannot be used instead of refusing the table.
     *
     * @param table the rows
     * @param columns where its predictions are
     * @param data what label and facets are; their columns must be there
     * @return the table with its predictions
     * @throws DataException a {@link WrongCallException} if a column is not there, nothing has the positive class, or a
     *     limit is set on a column without numbers; any other if the table cannot be read any more
     */
    SelfScored scored(Table table, PredictionColumns columns, DataSpec data) throws DataException;

    /**
     * Takes the predictions of two models from columns of the table itself, for comparisons of the two.
     *
     * @param table the rows
     * @param challenger where the challenger's predictions are
     * @param champion where the champion's are
     * @param data what label and facets are; the label has two classes
     * @return the table with both; what one of them lacks is said to be absent
     * @throws DataException as for the predictions of one model
     */
    SelfScored rivals(Table table, PredictionColumns challenger, PredictionColumns champion, DataSpec data)
            throws DataException;

    /**
     * Opens a table and takes predictions from its columns: {@link #table(String, String, Collection)} and
     * {@link #scored(Table, PredictionColumns, DataSpec)} in one, for which an engine may know a shorter way.
     *
     * @param name as messages shall name it
     * @param place as given, see {@link DataFiles#find}
     * @param wanted names of all columns that will be asked for
     * @param columns where its predictions are
     * @param data what label and facets are; their columns must be there
     * @return the table with its predictions
     * @throws DataException as those two
     */
    default SelfScored scored(
            String name, String place, Collection<String> wanted, PredictionColumns columns, DataSpec data)
            throws DataException {
        return scored(table(name, place, wanted), columns, data);
    }

    /**
     * Joins a table with its predictions.
     *
     * @param table the rows, with the key column
     * @param predictions file with the columns {@link Predictions#KEY}, {@link Predictions#SCORE},
     *     {@link Predictions#PREDICTED}, one row for each row of the table in any order; Parquet if its name ends in
     *     {@code .parquet}, else CSV
     * @param data what key, label and facets are; a label or facet column that the table lacks is no error here
     * @return the joined table
     * @throws DataException if predictions do not fit the table row by row, or a score is not a number in [0, 1], or a
     *     predicted class is not 0 or 1; the message has counts and the first key
     */
    ScoredTable scored(Table table, Path predictions, DataSpec data) throws DataException;

    /**
     * Joins a table with the predictions of two models.
     *
     * @param table the rows, with the key column
     * @param predictions of the challenger, as in {@link #scored(Table, Path, DataSpec)}
     * @param champion of the champion, the version in use, in the same way
     * @param data what key, label and facets are
     * @return the joined table, for metrics of the challenger and for comparisons with the champion
     * @throws DataException if one of the two does not fit the table row by row
     */
    ScoredTable scored(Table table, Path predictions, Path champion, DataSpec data) throws DataException;

    /**
     * Adds the scores of files of predictions to a table: one column more for each file, after its own columns, in the
     * order of the files.
     *
     * @param table the rows, with the key column
     * @param files each a file, folder or pattern with the columns {@link Predictions#KEY}, or the key under its own
     *     name, and {@link Predictions#SCORE}, one row for each row of the table in any order
     * @param key name of the key column
     * @return the table with more columns; whether scores are numbers from 0 to 1 is checked by {@link #scored}
     * @throws DataException if files do not fit the table row by row
     */
    Table withScores(Table table, List<String> files, String key) throws DataException;

    /**
     * Scans a table in as few passes as the needs allow.
     *
     * @param table a table of this engine
     * @param needs none about predictions
     * @return the states; a need on a column that is not there leaves no state but an absent profile
     * @throws DataException if the file cannot be read any more
     */
    States states(Table table, Collection<Need> needs) throws DataException;

    /**
     * Scans a scored table in as few passes as the needs allow.
     *
     * @param table a scored table of this engine
     * @param needs any
     * @return the states
     * @throws DataException if the file cannot be read any more
     */
    States states(ScoredTable table, Collection<Need> needs) throws DataException;

    /**
     * Identifies predictions by what they say: equal for files that differ in the order of rows or the spelling of
     * numbers.
     *
     * @param predictions as in {@link #scored}
     * @param key name of the key column
     * @return SHA-256, 64 hexadecimal digits
     * @throws DataException if the file cannot be read
     */
    String digest(Path predictions, String key) throws DataException;

    /**
     * Identifies the rows of a table by their keys: equal for tables with the same keys in any order.
     *
     * @param table a table of this engine
     * @param key name of the key column
     * @return SHA-256 over all keys in text order, one a line, a missing one as an empty line; 64 hexadecimal digits
     * @throws DataException if the table has no such column or cannot be read any more
     */
    String keysDigest(Table table, String key) throws DataException;

    /**
     * Identifies columns by the values that they hold, in order of the key.
     *
     * @param table a table of this engine
     * @param key name of the key column
     * @param columns names of columns
     * @return SHA-256 by column
     * @throws DataException if the table lacks a column or cannot be read any more
     */
    Map<String, String> columnDigests(Table table, String key, List<String> columns) throws DataException;

    /**
     * Compares two files of predictions row by row, exactly.
     *
     * @param first as in {@link #scored}
     * @param second as in {@link #scored}
     * @param key name of the key column
     * @return how many rows differ; a row that only one of them has differs
     * @throws DataException if a file cannot be read
     */
    Differences differences(Path first, Path second, String key) throws DataException;

    /**
     * How two files of predictions differ.
     *
     * @param rows number of rows
     * @param example the first of them, in one phrase; empty if there is none
     */
    record Differences(long rows, String example) {}

    @Override
    void close();

    /**
     * Opens the embedded engine: an in-memory database in this process.
     *
     * @param temporary folder for what does not fit into memory; created if needed, left to the caller to delete
     * @return an engine that must be closed
     * @throws DataException if it cannot be started
     */
    static Engine embedded(Path temporary) throws DataException {
        return EmbeddedEngine.open(temporary, EmbeddedEngine.Limits.standard());
    }
}
