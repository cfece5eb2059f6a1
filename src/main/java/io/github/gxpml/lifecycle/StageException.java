// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

/** A stage that could not be carried out. It is never a gate's finding. */
public class StageException extends Exception {
    /** How the message begins when another process is at work in the workspace: that can be tried again. */
    public static final String BUSY = "another run (process ";

    private static final long serialVersionUID = 1;

    /**
     * Creates the exception.
     *
     * @param message one sentence with cause and way out
     */
    public StageException(String message) {
        super(message);
    }

    /**
     * Creates the exception.
     *
     * @param message one sentence with cause and way out
     * @param cause what happened underneath
     */
    public StageException(String message, Throwable cause) {
        super(message, cause);
    }
}
