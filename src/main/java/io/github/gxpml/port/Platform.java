// SPDX-License-Identifier: MIT
package io.github.gxpml.port;

import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The account and network that jobs run in, as far as they can be looked at. */
public interface Platform {
    /** What a look came to. */
    enum State {
        PASS,
        FAIL,
        UNDECIDED
    }

    /**
     * One look.
     *
     * @param id of the check, for example {@code bucket-encryption}
     * @param subject what was looked at, for example {@code s3://gxp-models}
     * @param state what it came to
     * @param read which calls were read, for example {@code s3:GetBucketEncryption}
     * @param at when
     * @param reason why it passed, failed or could not be decided, one sentence
     * @param facts what was read, by name
     */
    record Check(
            String id,
            String subject,
            State state,
            List<String> read,
            Instant at,
            String reason,
            Map<String, String> facts) {
        /** Copies the collections. */
        public Check {
            read = List.copyOf(read);
            facts = Collections.unmodifiableMap(new TreeMap<>(facts));
        }
    }

    /**
     * Looks at everything that a spec uses.
     *
     * @param spec what is to be run
     * @param stage only what this stage needs; empty for all
     * @return every check, those that could not be decided among them
     * @throws IOException if nothing can be looked at
     */
    List<Check> examine(Spec spec, Optional<String> stage) throws IOException;

    /**
     * A time.
     *
     * @param from its begin
     * @param to its end
     */
    record Window(Instant from, Instant to) {}

    /**
     * What happened in the account.
     *
     * @param checks whether anything of it is a finding
     * @param calls what was called, by whom and with which user agent; nothing that a call carried
     * @param changes what was recorded of resources
     */
    record History(List<Check> checks, List<Map<String, String>> calls, List<Map<String, String>> changes) {
        /** Nothing is recorded. */
        public static final History NONE = new History(List.of(), List.of(), List.of());

        /** Copies the lists. */
        public History {
            checks = List.copyOf(checks);
            calls = List.copyOf(calls);
            changes = List.copyOf(changes);
        }
    }

    /**
     * Tells what happened to what a spec uses.
     *
     * @param spec what is run
     * @param window when
     * @return as far as it is recorded
     * @throws IOException if nothing can be looked at
     */
    default History history(Spec spec, Window window) throws IOException {
        return History.NONE;
    }
}
