// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.constraint;

import java.util.List;

/**
 * What a table is checked for.
 *
 * @param constraints what it must satisfy
 * @param apart columns that the table may have beside those of the constraints, for example its key
 */
public record ConstraintSet(Constraints constraints, List<String> apart) {
    /** Copies the columns. */
    public ConstraintSet {
        apart = List.copyOf(apart);
    }
}
