// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.adhoc;

import io.github.gxpml.data.Column;
import io.github.gxpml.data.DataException;
import io.github.gxpml.data.Engine;
import io.github.gxpml.data.PredictionColumns;
import io.github.gxpml.data.Table;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files with the scores of an ensemble's members, one file each.
 *
 * @param key column that names the rows of the table and of the files
 * @param files each a file, a folder or a pattern
 */
public record MemberFiles(String key, List<String> files) {
    /** No files. */
    public static final MemberFiles NONE = new MemberFiles("", List.of());

    /** Copies the files. */
    public MemberFiles {
        files = List.copyOf(files);
    }

    /** A table, and where its predictions are. */
    record Joined(Table table, PredictionColumns columns) {}

    Joined join(Engine engine, Table table, PredictionColumns columns) throws DataException {
        if (files.isEmpty()) {
            return new Joined(table, columns);
        }
        Table joined = engine.withScores(table, files, key);
        Stream<String> more =
                joined.columns().stream().skip(table.columns().size()).map(Column::name);
        return new Joined(
                joined,
                columns.with(Stream.concat(columns.members().stream(), more).toList(), columns.confidence()));
    }
}
