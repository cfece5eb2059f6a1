// SPDX-License-Identifier: MIT
package io.github.gxpml.interop;

/**
 * A document of another tool that cannot be used. The message is one sentence that names the document and the place.
 */
public final class FormatException extends Exception {
    private static final long serialVersionUID = 1;

    /**
     * Refuses a document.
     *
     * @param message which document, what is wrong where, and what would be right
     */
    public FormatException(String message) {
        super(message);
    }

    /**
     * Refuses a document.
     *
     * @param message which document, what is wrong where, and what would be right
     * @param cause what was thrown
     */
    public FormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
