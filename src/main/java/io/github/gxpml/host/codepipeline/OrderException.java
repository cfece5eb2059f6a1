// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

/**
 * An order that cannot be carried out, whoever tries: one sentence with cause and way out, for the pipeline's author.
 */
final class OrderException extends Exception {
    private static final long serialVersionUID = 1;

    OrderException(String message) {
        super(message);
    }
}
