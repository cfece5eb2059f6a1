// SPDX-License-Identifier: MIT
package io.github.gxpml.port;

import io.github.gxpml.spec.TableSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Systems outside this machine that data comes from. */
public interface DataSources {
    /** Reaches nothing: what a spec declares is written down, and no more. */
    DataSources NONE = new DataSources() {
        @Override
        public Optional<Answer> ask(TableSource source, Path file, String sha256) {
            return Optional.empty();
        }

        @Override
        public boolean fetch(TableSource source, Path target) {
            return false;
        }
    };

    /**
     * What a system says of a source.
     *
     * @param matches whether the file is the one that it keeps; empty if it does not know the file's content
     * @param digest what it says the file's digest is, for example {@code sha256:9e10...}; absent if it says none
     * @param found what it says besides, by name: for example schema, script, release label, counts
     * @param note what differs; may be empty
     */
    record Answer(Optional<Boolean> matches, Optional<String> digest, Map<String, String> found, String note) {
        /** Sorts what was found. */
        public Answer {
            found = java.util.Collections.unmodifiableMap(new TreeMap<>(found));
        }
    }

    /**
     * Asks the system that keeps a source about it.
     *
     * @param source as declared
     * @param file of the table on this machine
     * @param sha256 digest of the file
     * @return what it says; empty if no system that is reached keeps sources of this kind
     * @throws IOException if it cannot be asked, or does not know the source
     */
    Optional<Answer> ask(TableSource source, Path file, String sha256) throws IOException;

    /**
     * Fetches the exact version of a table that a source pins.
     *
     * @param source as declared
     * @param target file to write; whole or not at all
     * @return whether sources of this kind can be fetched
     * @throws IOException if it cannot be fetched or is not what the source says
     */
    boolean fetch(TableSource source, Path target) throws IOException;
}
