// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

/** An error that a service answers with. */
public final class ServiceError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String type;

    public ServiceError(int status, String type, String message) {
        super(message);
        this.status = status;
        this.type = type;
    }

    /** An error of the caller. */
    public ServiceError(String type, String message) {
        this(400, type, message);
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }
}
