// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

/** Data that was asked for wrongly: the caller named what is not there, or what does not fit; reading did not fail. */
public final class WrongCallException extends DataException {
    private static final long serialVersionUID = 1;

    /**
     * Creates the exception.
     *
     * @param message what was named wrongly, and what would be right
     */
    public WrongCallException(String message) {
        super(message);
    }
}
