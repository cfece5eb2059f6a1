// SPDX-License-Identifier: MIT
package io.github.gxpml.aws;

import java.io.IOException;

/** A call to AWS that came to nothing, as one sentence with cause and way out. */
public final class AwsException extends IOException {
    private static final long serialVersionUID = 1;

    /** What kind of trouble it is. */
    public enum Kind {
        /** The caller may not do this: a policy must be changed. */
        DENIED,
        /** What was asked for is not there. */
        NOT_FOUND,
        /** The request itself is refused: asking again does not help. */
        REFUSED,
        /** The service did not answer, or asked to come back later, also after all repetitions. */
        UNAVAILABLE
    }

    private final Kind kind;

    /**
     * Creates the error.
     *
     * @param kind of trouble
     * @param message one sentence, without secrets
     * @param cause what the SDK said
     */
    public AwsException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** Returns the kind of trouble. */
    public Kind kind() {
        return kind;
    }
}
