// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.port.WaitingException;

/** A stage whose job goes on elsewhere, and that can be carried out again later. */
public final class WaitsForJobException extends StageException {
    private static final long serialVersionUID = 1;

    private final boolean asked;

    WaitsForJobException(WaitingException waiting) {
        super(waiting.getMessage(), waiting);
        this.asked = waiting.asked();
    }

    /** Tells whether the caller wished not to wait; else the job could not be looked at any more. */
    boolean asked() {
        return asked;
    }
}
