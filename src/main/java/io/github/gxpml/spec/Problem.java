// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

/**
 * One thing that is wrong in a spec.
 *
 * @param file the spec as the user named it
 * @param line 1-based
 * @param column 1-based
 * @param message what is wrong, for example {@code unknown key `qualityGate`}
 * @param remedy what would be right, for example {@code did you mean `qualityGates`?}; never empty
 */
public record Problem(String file, int line, int column, String message, String remedy)
        implements java.io.Serializable {
    /**
     * Returns the problem as compilers print it.
     *
     * @return {@code file:line:column: message - remedy}
     */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message + " - " + remedy;
    }
}
