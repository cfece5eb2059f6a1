// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence.index;

import java.util.Set;

/**
 * What the index of a job knows of one stage of one build without reading its gates.
 *
 * @param build number of the build
 * @param step the step in the build
 * @param at when the evidence was archived, in milliseconds since 1970
 * @param stage train, validate, register or monitor
 * @param model name of the model
 * @param version of the model
 * @param run its run
 * @param state how far the run was after the stage
 * @param verdict of the run so far
 * @param counts of the gates of this stage
 * @param sha256 digest of the bundle as this stage sealed it
 * @param artifact path of the bundle among the artifacts
 * @param place where the line is in the file
 */
public record IndexEntry(
        int build,
        String step,
        long at,
        String stage,
        String model,
        int version,
        int run,
        String state,
        String verdict,
        Counts counts,
        String sha256,
        String artifact,
        Place place) {
    private static final Set<String> RELEASED = Set.of("RUNNING", "COMPLETE");

    /**
     * How many gates of a stage said what.
     *
     * @param pass those that passed
     * @param fail those that failed
     * @param undecided those that could not decide
     * @param waived those of the others that people have waived
     */
    public record Counts(int pass, int fail, int undecided, int waived) {}

    /**
     * Where a line is in its file.
     *
     * @param offset of its first byte
     * @param length in bytes
     */
    record Place(long offset, int length) {}

    /** Tells whether the stage released its version: it was registered, and the run went on. */
    public boolean isRelease() {
        return stage.equals("register") && RELEASED.contains(state);
    }
}
