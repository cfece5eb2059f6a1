// SPDX-License-Identifier: MIT
package io.github.gxpml.port;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Tells somebody outside, or another system, what a run came to. */
public interface Notifier {
    /** What happened. */
    enum Kind {
        /** A stage was carried out and its gates were judged. */
        STAGE_FINISHED,
        /** A release waits for signatures. */
        WAITING,
        /** A version is in use from now on. */
        RELEASED,
        /** A person rejected a version. */
        REJECTED,
        /** A stage could not be carried out. */
        FAILED
    }

    /**
     * One gate.
     *
     * @param id of the gate
     * @param metric its metric
     * @param verdict PASS, FAIL or UNDECIDED
     * @param value absent if the metric has none
     * @param reason may be empty
     */
    record Judged(String id, String metric, String verdict, Optional<Double> value, String reason) {}

    /**
     * What is told.
     *
     * @param kind what happened
     * @param model name of the model
     * @param run number of the run
     * @param version number of the version that the run is about
     * @param stage train, validate, register or monitor
     * @param verdict of all gates of the stage: PASS, FAIL or UNDECIDED; empty if it has none
     * @param gates every gate that the stage judged
     * @param facts texts by name, for example digest of the model, commit, who signed
     * @param bundle file name of the sealed bundle
     * @param bundleSha256 digest of the sealed bundle
     * @param manifestSha256 digest of its manifest, which signatures are about
     * @param at when
     * @param summary one sentence for people
     */
    record Notice(
            Kind kind,
            String model,
            int run,
            int version,
            String stage,
            String verdict,
            List<Judged> gates,
            Map<String, String> facts,
            String bundle,
            String bundleSha256,
            String manifestSha256,
            Instant at,
            String summary) {
        private static final int SEAL = 16;

        /** Copies the collections. */
        public Notice {
            gates = List.copyOf(gates);
            facts = Map.copyOf(facts);
        }

        /**
         * Returns what stays the same when this is told again: whoever is told twice can know it by this.
         *
         * @return model, run, stage, kind and the beginning of the manifest's digest
         */
        public String id() {
            String seal = manifestSha256.substring(0, Math.min(SEAL, manifestSha256.length()));
            return String.join("-", model, Integer.toString(run), stage, kind.name(), seal)
                    .toLowerCase(Locale.ROOT);
        }

        /**
         * Tells whether anything happened that somebody should look at.
         *
         * @return false where every gate passed and nobody is waited for
         */
        public boolean finding() {
            return kind == Kind.FAILED
                    || kind == Kind.REJECTED
                    || kind == Kind.STAGE_FINISHED && (verdict.equals("FAIL") || verdict.equals("UNDECIDED"));
        }
    }

    /**
     * Tells.
     *
     * @param notice what happened
     * @throws IOException if it is not known to have arrived
     */
    void tell(Notice notice) throws IOException;

    /**
     * Returns who is told, for messages.
     *
     * @return for example {@code SNS topic arn:aws:sns:...}
     */
    String name();

    /**
     * Tells whether this one is told of something at all.
     *
     * @param kind what happened
     * @return false for what it would have nothing to do with
     */
    default boolean wants(Kind kind) {
        return true;
    }

    /**
     * Tells whether a run may go on if this one could not be told.
     *
     * @return true for a table of results, which must not miss one
     */
    default boolean required() {
        return false;
    }
}
