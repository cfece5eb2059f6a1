// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.lambda;

/** A message or event that cannot be carried out now; it comes again, and in the end lies in the dead-letter queue. */
public final class HandlerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message one sentence without anything of the data; it is logged
     */
    public HandlerException(String message) {
        super(message);
    }
}
