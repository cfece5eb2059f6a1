// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that the model must do, to which gates refer by its id.
 *
 * @param id unique within the spec
 * @param text what is required, in words
 * @param risk what may happen if it is not met; absent if the spec names none
 * @param mandatory metrics of gates that hold in every run and show this requirement too
 */
public record RequirementSpec(String id, String text, Optional<Risk> risk, List<String> mandatory) {
    /** Copies the list. */
    public RequirementSpec {
        mandatory = List.copyOf(mandatory);
    }

    /**
     * What may happen.
     *
     * @param id of the risk in the user's own file; may be empty
     * @param severity how bad it is
     * @param text in words
     */
    public record Risk(String id, Severity severity, String text) {}

    /** How bad it is. */
    public enum Severity {
        LOW,
        MODERATE,
        HIGH;

        /**
         * Returns the word of the spec.
         *
         * @return in lower case
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
