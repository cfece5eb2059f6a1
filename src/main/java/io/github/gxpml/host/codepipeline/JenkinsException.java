// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import java.io.IOException;

/** Jenkins gave no answer, or none that can be used: one sentence with cause and, where there is one, a way out. */
final class JenkinsException extends IOException {
    /** Stands for the status where there was no answer. */
    static final int SILENT = 0;

    /** The status of an account that Jenkins does not know, or a token. */
    static final int UNKNOWN = 401;

    private static final long serialVersionUID = 1;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TIMED_OUT = 408;
    private static final int TOO_MANY = 429;
    private static final int SERVER = 500;

    private final int status;

    JenkinsException(int status, String message) {
        super(message);
        this.status = status;
    }

    JenkinsException(String message, Throwable cause) {
        super(message, cause);
        this.status = SILENT;
    }

    int status() {
        return status;
    }

    boolean isNotFound() {
        return status == NOT_FOUND;
    }

    /** Tells whether the account or its token is refused, which somebody may mend. */
    boolean isDenial() {
        return status == UNKNOWN || status == FORBIDDEN;
    }

    /** Tells whether it is over by itself some time: Jenkins restarts, or the network is away. */
    boolean isPassing() {
        return status == SILENT || status == TIMED_OUT || status == TOO_MANY || status >= SERVER;
    }

    /** Tells whether it is certain that what was asked for was not done. */
    boolean isRefusal() {
        return !isPassing() && status >= 300;
    }
}
