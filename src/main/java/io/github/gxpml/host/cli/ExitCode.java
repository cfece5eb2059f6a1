// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.gate.Verdict;

/** Exit codes of the command: a crash and a finding never share one. */
final class ExitCode {
    /** Done, every gate PASS. */
    static final int PASS = 0;
    /** At least one gate FAIL. */
    static final int FAIL = 1;
    /** The call or the spec is wrong. */
    static final int USAGE = 2;
    /** No FAIL, at least one UNDECIDED. */
    static final int UNDECIDED = 3;
    /** Could not be carried out. */
    static final int ERROR = 4;

    private ExitCode() {}

    static int of(Verdict verdict) {
        return switch (verdict) {
            case PASS -> PASS;
            case FAIL -> FAIL;
            case UNDECIDED -> UNDECIDED;
        };
    }
}
