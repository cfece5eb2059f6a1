// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

/** Nobody waits for an answer any more. */
final class AbandonedException extends Exception {
    private static final long serialVersionUID = 1;

    AbandonedException(String job) {
        super("the pipeline does not wait for the job " + job + " any more");
    }
}
