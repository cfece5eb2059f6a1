// SPDX-License-Identifier: MIT
package io.github.gxpml.gate;

/** What a gate says. Only PASS opens it. */
public enum Verdict {
    PASS,
    FAIL,
    UNDECIDED
}
