// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.constraint;

import java.util.List;

/**
 * What a check of constraints came to.
 *
 * @param checks how many checks were asked for
 * @param violations checks that failed, in the order of the constraints, extra columns last
 * @param undecided checks that could not be computed, each with its reason; while there is one, nobody knows that the
 *     table satisfies its constraints
 * @param notes what a person should know beside it, such as columns that the constraints switch off
 */
public record ConstraintReport(int checks, List<Violation> violations, List<String> undecided, List<String> notes) {
    /** Copies the lists. */
    public ConstraintReport {
        violations = List.copyOf(violations);
        undecided = List.copyOf(undecided);
        notes = List.copyOf(notes);
    }

    /**
     * Tells whether every check was computed and none failed.
     *
     * @return false also if nothing was checked
     */
    public boolean satisfied() {
        return checks > 0 && violations.isEmpty() && undecided.isEmpty();
    }
}
