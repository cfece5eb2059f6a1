// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.codepipeline;

import java.time.Instant;
import java.util.Optional;

/**
 * A manual approval action as it stands.
 *
 * @param execution id of the pipeline execution that the action's stage is about
 * @param state how far it is
 * @param token what an answer must carry; empty unless it waits
 * @param by who changed it last, an ARN; empty if nobody
 * @param summary what was said with the answer; empty if nothing
 * @param changedAt when it changed last; empty if never
 */
public record ManualApproval(
        String execution, State state, Optional<String> token, String by, String summary, Optional<Instant> changedAt) {
    /** How far an approval is. */
    public enum State {
        /** Not reached. */
        NOT_BEGUN,
        /** Waits for an answer. */
        WAITING,
        /** Answered with yes. */
        APPROVED,
        /** Answered with no, or timed out: then nobody has changed it last. */
        NOT_APPROVED,
        /** Given up with its execution, without an answer. */
        STOPPED
    }

    @Override
    public String toString() {
        return "ManualApproval[" + execution + ", " + state + "]";
    }
}
