// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.List;

/**
 * Gates that the host of a stage asks for beside the spec, such as the script of a build, as written.
 *
 * @param from where they are written, as the host knows it; a noun without an article
 * @param text the file
 * @param gates entries without problems, in the order of the file
 */
public record HostGates(String from, String text, List<Entry> gates) {
    /** Copies the entries. */
    public HostGates {
        gates = List.copyOf(gates);
    }

    /**
     * One entry.
     *
     * @param number 1 for the first of the file
     * @param gate as written; {@code facet: each} and columns stand for several gates
     */
    public record Entry(int number, GateSpec gate) {}

    /**
     * What reading a file came to.
     *
     * @param gates what could be understood
     * @param problems everything that is wrong; with any the gates are of no use but for finding more problems
     */
    public record Reading(HostGates gates, List<Problem> problems) {
        /** Copies the problems. */
        public Reading {
            problems = List.copyOf(problems);
        }
    }
}
