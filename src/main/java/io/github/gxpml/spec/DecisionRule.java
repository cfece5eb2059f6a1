// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import io.github.gxpml.spec.DataSpec.LabelSpec;

/**
 * How a model's score becomes a decision. It is released with the model: the same scores under another rule are another
 * classifier.
 *
 * @param threshold a score at or above it is predicted positive
 * @param label what is predicted
 */
public record DecisionRule(double threshold, LabelSpec label) {
    /**
     * Returns the rule that a spec sets.
     *
     * @param spec the spec
     * @return its threshold and label
     */
    public static DecisionRule of(Spec spec) {
        return new DecisionRule(spec.train().threshold(), spec.data().label());
    }

    /**
     * Tells whether another rule decides on the same question, at whatever threshold.
     *
     * @param other the other rule
     * @return false if a column, a type or what is positive differs
     */
    public boolean asks(DecisionRule other) {
        return question().equals(other.question());
    }

    /**
     * Says what is asked, for messages.
     *
     * @return for example {@code label `dead5y`, positive `1`}
     */
    public String question() {
        String type = label.type() == LabelSpec.Type.BINARY
                ? ""
                : " (" + label.type().name().toLowerCase(java.util.Locale.ROOT) + ")";
        return "label `" + label.column() + "`" + type
                + (label.twoSided() ? ", positive " + label.positiveInWords() : "");
    }
}
