// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.engine;

import java.util.Set;

/** The three verdicts, as the engine writes them. */
public final class Verdicts {
    public static final String PASS = "PASS";
    public static final String FAIL = "FAIL";
    public static final String UNDECIDED = "UNDECIDED";
    /** The exit code of a stage that was not carried out, so that its verdict says nothing. */
    static final int NOT_CARRIED_OUT = 4;

    static final Set<String> ALL = Set.of(PASS, FAIL, UNDECIDED);

    private Verdicts() {}

    /**
     * Returns the exit code that belongs to a verdict.
     *
     * @param verdict one of the three
     * @return 0, 1 or 3
     */
    public static int exit(String verdict) {
        return switch (verdict) {
            case PASS -> 0;
            case FAIL -> 1;
            default -> 3;
        };
    }
}
