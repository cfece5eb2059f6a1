// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import software.amazon.awssdk.core.exception.AbortedException;

/** The SDK wraps an interrupt in many ways; this tells it from a service that does not answer. */
final class Interrupts {
    private Interrupts() {}

    /** Throws if a failure is, or comes with, an interrupt of this thread. */
    static void rethrow(Exception failure) throws InterruptedException {
        boolean interrupted = Thread.interrupted();
        for (Throwable cause = failure; cause != null && !interrupted; cause = cause.getCause()) {
            interrupted = cause instanceof AbortedException || cause instanceof InterruptedException;
        }
        if (interrupted) {
            Thread.interrupted();
            var end = new InterruptedException("interrupted");
            end.initCause(failure);
            throw end;
        }
    }
}
