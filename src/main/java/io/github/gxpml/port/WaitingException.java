// SPDX-License-Identifier: MIT
package io.github.gxpml.port;

/** A job goes on elsewhere, and nobody waits for it here any more. Neither a failure nor a finding. */
public final class WaitingException extends TrainingException {
    private static final long serialVersionUID = 1;

    private final boolean asked;

    /**
     * Creates the exception.
     *
     * @param message one sentence that names the job
     * @param asked whether the caller wished not to wait; else the job could not be looked at any more
     * @param cause what happened underneath; null if nothing did
     */
    public WaitingException(String message, boolean asked, Throwable cause) {
        super(message, cause);
        this.asked = asked;
    }

    /**
     * Tells why nobody waits.
     *
     * @return whether the caller wished it so
     */
    public boolean asked() {
        return asked;
    }
}
