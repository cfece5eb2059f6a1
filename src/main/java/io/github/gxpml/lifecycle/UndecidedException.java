// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

/** Something is missing here without which a question cannot be decided; neither a finding nor a failure. */
public final class UndecidedException extends StageException {
    private static final long serialVersionUID = 1;

    /**
     * Creates the exception.
     *
     * @param message one sentence with what is missing and where it could be looked for
     */
    public UndecidedException(String message) {
        super(message);
    }
}
