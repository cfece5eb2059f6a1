// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import io.github.gxpml.port.Platform.State;
import java.util.List;
import java.util.Map;

/**
 * What one look came to.
 *
 * @param state the verdict
 * @param reason one sentence
 * @param facts what was read, by name
 */
record Finding(State state, String reason, Map<String, String> facts) {
    static Finding pass(String reason, Facts facts) {
        return new Finding(State.PASS, reason, facts.map());
    }

    static Finding fail(String reason, Facts facts) {
        return new Finding(State.FAIL, reason, facts.map());
    }

    static Finding undecided(String reason, Facts facts) {
        return new Finding(State.UNDECIDED, reason, facts.map());
    }

    /** Fails if there is a problem; else is undecided if something is unknown; else passes. */
    static Finding of(List<String> problems, List<String> unknown, String good, Facts facts) {
        if (!problems.isEmpty()) {
            return fail(String.join("; ", problems), facts);
        }
        return unknown.isEmpty() ? pass(good, facts) : undecided(String.join("; ", unknown), facts);
    }

    static Finding of(List<String> problems, String good, Facts facts) {
        return of(problems, List.of(), good, facts);
    }
}
