// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.spec.DataSpec.Format;
import java.io.Serializable;
import java.util.List;

/**
 * The records of a text file that begin between two positions: after the first and not after the second, except that of
 * a part that starts at a record, this one belongs to it too. The parts of a file that follow on one another hold each
 * record once.
 *
 * @param address of the file
 * @param format CSV or JSON Lines
 * @param names the columns; of JSON Lines, empty if they are to be found
 * @param lineEnd how records end in CSV
 * @param from first position
 * @param to second position
 * @param start what is at the first position
 */
record SparkTextPart(
        String address, Format format, List<String> names, CsvRecords.LineEnd lineEnd, long from, long to, Start start)
        implements Serializable {

    /** What is at the first position of a part. */
    enum Start {
        RECORD,
        OUTSIDE_QUOTES,
        WITHIN_QUOTES
    }

    /** The same part with the columns named. */
    SparkTextPart with(List<String> columns) {
        return new SparkTextPart(address, format, columns, lineEnd, from, to, start);
    }
}
