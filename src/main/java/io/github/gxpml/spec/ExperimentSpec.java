// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.Optional;

/**
 * A randomised comparison of two arms in use, planned beforehand: its outcome is looked at once, when both arms have as
 * many rows as were planned.
 *
 * @param path file, relative to the spec's folder
 * @param format how it is stored
 * @param arm column that says which arm a row belongs to
 * @param control value of the arm that is compared with
 * @param treatment value of the arm that is tried
 * @param outcome column of what came of it
 * @param positive the outcome that is counted; empty if the outcome is a number whose mean is compared
 * @param sampleSize rows with an outcome that each arm must have, set beforehand, at least 2
 */
public record ExperimentSpec(
        String path,
        DataSpec.Format format,
        String arm,
        String control,
        String treatment,
        String outcome,
        Optional<String> positive,
        long sampleSize) {}
