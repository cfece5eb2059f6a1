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
}
