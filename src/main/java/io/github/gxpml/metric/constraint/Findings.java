// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.constraint;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what checks came to. */
final class Findings {
    private int checks;
    private final List<Violation> violations = new ArrayList<>();
    private final Set<String> undecided = new LinkedHashSet<>();
    private final Set<String> notes = new LinkedHashSet<>();

    /** Counts a check, and its violation if it does not hold; returns whether it holds. */
    boolean demand(boolean holds, String column, CheckType check, String otherwise) {
        checks++;
        if (!holds) {
            violations.add(new Violation(column, check, otherwise));
        }
        return holds;
    }

    /** Counts a check that could not be computed. */
    void undecided(String reason) {
        checks++;
        undecided.add(reason);
    }

    void note(String text) {
        notes.add(text);
    }

    boolean violated(String column) {
        return violations.stream().anyMatch(violation -> violation.column().equals(column));
    }

    ConstraintReport report() {
        return new ConstraintReport(checks, violations, List.copyOf(undecided), List.copyOf(notes));
    }
}
