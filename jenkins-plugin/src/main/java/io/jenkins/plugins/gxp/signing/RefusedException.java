// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.signing;

/** A person may not sign, or not like this; the message is one sentence for that person. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    /**
     * Creates the refusal.
     *
     * @param message one sentence with the reason and the way out
     */
    public RefusedException(String message) {
        super(message);
    }
}
