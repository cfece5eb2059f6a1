// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

/** A call that is wrong in a way that the option parser cannot see. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
