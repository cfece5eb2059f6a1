// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

/** Data that cannot be read or used, with the cause and the way out in one sentence. */
public class DataException extends Exception {
    private static final long serialVersionUID = 1;

    /**
     * Creates the exception.
     *
     * @param message what is wrong with which file or table, and what would be right
     */
    public DataException(String message) {
        super(message);
    }

    /**
     * Creates the exception.
     *
     * @param message what is wrong with which file or table, and what would be right
     * @param cause what was thrown underneath
     */
    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
