// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

/**
 * What the model is, and what it is for.
 *
 * @param name letters, digits, dot, dash and underscore; at most 64 characters, safe as a file name
 * @param intendedUse one or two sentences for people
 * @param riskClass decides which evidence is mandatory
 * @param algorithm whether the released model may change by itself
 */
public record ModelSpec(String name, String intendedUse, RiskClass riskClass, Algorithm algorithm) {
    /** Locked: same input, same output, for ever. Adaptive: changes under a change control plan. */
    public enum Algorithm {
        LOCKED,
        ADAPTIVE
    }
}
