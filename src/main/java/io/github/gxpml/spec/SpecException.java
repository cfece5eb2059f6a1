// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A spec that cannot be used, with every problem found in it. */
public class SpecException extends Exception {
    private static final long serialVersionUID = 1;

    /** Never null, serialisable. */
    private final ArrayList<Problem> problems;

    /**
     * Creates the exception.
     *
     * @param problems at least one, in the order of the file
     */
    public SpecException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = new ArrayList<>(problems);
    }

    /**
     * Returns the problems.
     *
     * @return in the order of the file
     */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }
}
