// SPDX-License-Identifier: MIT
package io.github.gxpml.host.queue;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is on disk of a message, so that it starts one run and no other, whatever happens to the worker.
 *
 * @param key what the message is known by
 * @param messageId of the delivery that was first
 * @param receipt of the delivery that was last
 * @param stage that it starts; empty if it starts none
 * @param origin what the evidence of the run says of it
 * @param takenAt when it came first
 * @param step what is to be done next
 * @param attempt how often the engine was started for it
 * @param failures how often the engine ended without beginning a run
 * @param outcome what it came to; absent before that
 */
record Entry(
        String key,
        String messageId,
        String receipt,
        String stage,
        Map<String, Object> origin,
        Instant takenAt,
        Step step,
        int attempt,
        int failures,
        Optional<Outcome> outcome) {
    /** What is to be done next. */
    enum Step {
        /** To start the run, or to wait for it. */
        TAKEN,
        /** To try again when the message comes again: no run was begun. */
        AGAIN,
        /** Nothing any more. */
        OVER
    }

    /**
     * What a message came to.
     *
     * @param exit of the engine; absent if none was started
     * @param message one sentence; empty if every gate passed
     * @param run its number; absent if there is none
     * @param state of the run; empty if there is none
     * @param bundleSha256 digest of the sealed bundle; empty if there is none
     */
    record Outcome(Optional<Integer> exit, String message, Optional<Integer> run, String state, String bundleSha256) {
        static Outcome without(String message) {
            return new Outcome(Optional.empty(), message, Optional.empty(), "", "");
        }
    }

    Entry delivered(String by) {
        return new Entry(key, messageId, by, stage, origin, takenAt, step, attempt, failures, outcome);
    }

    Entry starting() {
        return new Entry(key, messageId, receipt, stage, origin, takenAt, Step.TAKEN, attempt + 1, failures, outcome);
    }

    Entry again() {
        return new Entry(key, messageId, receipt, stage, origin, takenAt, Step.AGAIN, attempt, failures + 1, outcome);
    }

    Entry over(Outcome now) {
        return new Entry(
                key, messageId, receipt, stage, origin, takenAt, Step.OVER, attempt, failures, Optional.of(now));
    }
}
