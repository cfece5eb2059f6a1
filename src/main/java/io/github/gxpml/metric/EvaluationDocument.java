// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import io.github.gxpml.data.States;

/**
 * Everything that the metrics of one table were computed from, for the evidence: from it every value can be computed
 * again without the table.
 *
 * @param format 1
 * @param options level, minimum of rows, and those columns of the baseline that were compared
 * @param states what the scans gave
 */
public record EvaluationDocument(int format, Options options, States states) {
    /** The format that this version writes and reads. */
    public static final int FORMAT = 1;

    /** Checks the format. */
    public EvaluationDocument {
        if (format != FORMAT) {
            throw new IllegalArgumentException(
                    "the document has format " + format + ", this version reads format " + FORMAT);
        }
    }
}
