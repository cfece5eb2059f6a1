// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.spec.DataSpec.Format;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the records of one part of a text file one by one. */
final class SparkPartReader implements Closeable {
    private final SparkTextPart part;
    private final InputStream in;
    private final CsvRecords csv;
    private final JsonRecords json;
    private final String[] values;
    private final Map<String, String> named = new LinkedHashMap<>();
    private final long first;

    SparkPartReader(SparkTextPart part, SparkFiles files) throws IOException {
        this.part = part;
        this.values = new String[part.names().size()];
        this.in = files.open(part.address(), part.from());
        this.csv = new CsvRecords(in, part.lineEnd(), part.from());
        this.json = new JsonRecords(in, part.from());
        boolean any = part.start() == SparkTextPart.Start.RECORD
                || (isCsv()
                        ? csv.skipToRecord(part.start() == SparkTextPart.Start.WITHIN_QUOTES)
                        : json.skipToRecord());
        this.first = any ? position() : part.to() + 1;
    }

    private boolean isCsv() {
        return part.format() == Format.CSV;
    }

    /** Where the first record is; behind the part if it has none. */
    long first() {
        return first;
    }

    /** Where the next record is. */
    long position() {
        return isCsv() ? csv.position() : json.position();
    }

    /** Goes to the next record of the part; false if there is none. */
    boolean next() throws IOException, DataException {
        if (first > part.to() || position() > part.to()) {
            return false;
        }
        return isCsv() ? csv.read(values) : json.read(named);
    }

    /** Which line of the file, the one of names included, was read last; right in a part that starts the file. */
    long line() {
        return isCsv() ? csv.lines() + 1 : json.lines();
    }

    /** The values of the record in the order of the columns; null is a missing value; valid until the next one. */
    String[] values() {
        List<String> names = part.names();
        for (int i = 0; i < values.length && !isCsv(); i++) {
            values[i] = named.get(names.get(i));
        }
        return values;
    }

    /** The values of a record of JSON Lines by name; valid until the next one. */
    Map<String, String> named() {
        return named;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
