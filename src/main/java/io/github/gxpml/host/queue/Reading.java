// SPDX-License-Identifier: MIT
package io.github.gxpml.host.queue;

import java.util.Map;
import java.util.Optional;

/** What a message says. */
sealed interface Reading {
    /**
     * Returns what the message is known by: two messages with the same key are one.
     *
     * @return an id of the content where it has one, else of the message
     */
    String key();

    /**
     * It starts a run.
     *
     * @param key as above
     * @param stage that it asks for; empty if it leaves that to the worker
     * @param cause texts and numbers by name, for the evidence
     */
    record Start(String key, Optional<String> stage, Map<String, Object> cause) implements Reading {
        /** Copies the map. */
        public Start {
            cause = Map.copyOf(cause);
        }
    }

    /**
     * It is understood, and there is nothing to do.
     *
     * @param key as above
     * @param why one sentence
     */
    record Nothing(String key, String why) implements Reading {}

    /**
     * It cannot be understood, however often it comes.
     *
     * @param key as above
     * @param why one sentence, without anything of its text
     */
    record Poison(String key, String why) implements Reading {}
}
