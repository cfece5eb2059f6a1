// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

/** Looks for one kind of problem that a schema cannot see. Must bear any tree, for the schema may be broken as well. */
@FunctionalInterface
interface Check {
    /**
     * Tells what is wrong.
     *
     * @param draft the spec as far as it can be understood
     * @param problems where to tell it
     */
    void check(Draft draft, Problems problems);
}
