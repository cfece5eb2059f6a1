// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

/** What becomes of a build whose gates can neither say yes nor no. */
public enum Undecided {
    /** The build fails. */
    FAILURE,
    /** The build goes on and is unstable. */
    UNSTABLE
}
