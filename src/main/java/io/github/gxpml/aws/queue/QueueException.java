// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.queue;

import java.io.IOException;

/** A call to a queue that failed. */
public final class QueueException extends IOException {
    private static final long serialVersionUID = 1;

    private final boolean passing;

    QueueException(String message, boolean passing, Throwable cause) {
        super(message, cause);
        this.passing = passing;
    }

    /**
     * Tells whether it may pass by itself.
     *
     * @return false where a person must mend something
     */
    public boolean isPassing() {
        return passing;
    }
}
