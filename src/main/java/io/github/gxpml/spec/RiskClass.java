// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

/** How much harm a wrong answer of the model can do, from none to patients (research) to serious (high). */
public enum RiskClass {
    RESEARCH,
    LOW,
    MODERATE,
    HIGH;

    /**
     * Tells whether evidence that research use may leave out (retraining, unit tests, approvals) is mandatory.
     *
     * @return true for every class but research
     */
    public boolean regulated() {
        return this != RESEARCH;
    }
}
