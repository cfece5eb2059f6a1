// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a table comes from, as declared and as far as it could be checked.
 *
 * @param table name of the table
 * @param kind as a spec writes it, for example s3, dvc or glueJob
 * @param details what names the data there, as declared
 * @param state whether the file was compared with it
 * @param digest what the source says the file's digest is, for example {@code md5:9e10...}; absent if it says none
 * @param note why it could not be compared, or what differs; may be empty
 * @param found what the source said besides, by name; empty in bundles of earlier versions
 */
public record SourceRecord(
        String table,
        String kind,
        Map<String, String> details,
        State state,
        Optional<String> digest,
        String note,
        Map<String, String> found) {
    /** How far a source was checked. */
    public enum State {
        /** The file is the one that the source names. */
        MATCHES,
        /** The file is another one. */
        DIFFERS,
        /** The service that keeps it knows it, but not the file's content. */
        CONFIRMED,
        /** It could have been compared, but what the source says cannot be read. */
        UNREADABLE,
        /** It is out of reach and was only written down. */
        DECLARED
    }

    /** Sorts details and what was found. */
    public SourceRecord {
        details = java.util.Collections.unmodifiableMap(new TreeMap<>(details));
        found = found == null ? Map.of() : java.util.Collections.unmodifiableMap(new TreeMap<>(found));
    }

    /**
     * Creates the record of a source that said no more.
     *
     * @param table name of the table
     * @param kind as a spec writes it
     * @param details as declared
     * @param state whether the file was compared
     * @param digest what the source says
     * @param note may be empty
     */
    public SourceRecord(
            String table, String kind, Map<String, String> details, State state, Optional<String> digest, String note) {
        this(table, kind, details, state, digest, note, Map.of());
    }
}
