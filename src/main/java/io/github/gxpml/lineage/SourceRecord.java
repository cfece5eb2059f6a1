// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a table comes from, as declared and as far as it could be checked.
 *
 * @param table name of the table
 * @param kind s3, dvc, gitLfs, glue, kinesis or other
 * @param details what names the data there, as declared
 * @param state whether the file was compared with it
 * @param digest what the source says the file's digest is, for example {@code md5:9e10...}; absent if it says none
 * @param note why it could not be compared, or what differs; may be empty
 */
public record SourceRecord(
        String table, String kind, Map<String, String> details, State state, Optional<String> digest, String note) {
    /** How far a source was checked. */
    public enum State {
        /** The file is the one that the source names. */
        MATCHES,
        /** The file is another one. */
        DIFFERS,
        /** It could have been compared, but what the source says cannot be read. */
        UNREADABLE,
        /** It is out of reach and was only written down. */
        DECLARED
    }

    /** Sorts the details. */
    public SourceRecord {
        details = java.util.Collections.unmodifiableMap(new TreeMap<>(details));
    }
}
