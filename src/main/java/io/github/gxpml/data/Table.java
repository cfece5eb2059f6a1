// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.spec.DataSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A file that an engine has opened as a table. Has no rows in memory; valid until its engine is closed.
 *
 * @param name as the spec names it
 * @param file where it was read from; of several files, the folder that they are in
 * @param format how it is stored
 * @param columns in the order of the file, names unique
 * @param rows number of rows, at least 1
 * @param relation what the engine that opened it calls it; means nothing to anyone else
 */
public record Table(String name, Path file, DataSpec.Format format, List<Column> columns, long rows, String relation) {

    /** Copies the columns. */
    public Table {
        columns = List.copyOf(columns);
    }

    /**
     * Finds a column.
     *
     * @param column exact name
     * @return the column, if the table has it
     */
    public Optional<Column> find(String column) {
        return columns.stream().filter(c -> c.name().equals(column)).findFirst();
    }

    /**
     * Returns a column that must be there.
     *
     * @param column exact name
     * @return the column
     * @throws WrongCallException if the table has no such column; the message names the nearest one and lists all
     */
    public Column require(String column) throws WrongCallException {
        return find(column).orElseThrow(() -> new WrongCallException(absent(column)));
    }

    /** The table for messages. */
    String described() {
        return "table " + name + " (" + file.getFileName() + ")";
    }

    private String absent(String column) {
        List<String> names = columns.stream().map(Column::name).toList();
        String nearest = Nearest.to(column, names)
                .map(name -> "did you mean `" + name + "`? ")
                .orElse("");
        return described() + " has no column `" + column + "` - " + nearest
                + "it has "
                + names.stream().limit(40).map(n -> "`" + n + "`").collect(Collectors.joining(", "))
                + (names.size() > 40 ? " and " + (names.size() - 40) + " more" : "");
    }
}
