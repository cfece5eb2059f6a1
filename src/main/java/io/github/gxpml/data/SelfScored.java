// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.util.Optional;

/**
 * A table with the predictions that it holds itself. Where classes or scores are absent, the scored table has made-up
 * ones in their place: whoever computes from it must leave out every metric that uses them.
 *
 * @param table the rows
 * @param noClasses why there are no predicted classes; empty if every row has one
 * @param noScores why there are no scores; empty if every row has one
 * @param noMembers why there are no scores of an ensemble's members; empty if every row has all of them
 * @param noConfidence why there is no declared confidence; empty if every row has one
 */
public record SelfScored(
        ScoredTable table,
        Optional<String> noClasses,
        Optional<String> noScores,
        Optional<String> noMembers,
        Optional<String> noConfidence) {

    /**
     * Creates a table without members, whose confidence is the score given to the predicted class.
     *
     * @param table the rows
     * @param noClasses why there are no predicted classes
     * @param noScores why there are no scores
     */
    public SelfScored(ScoredTable table, Optional<String> noClasses, Optional<String> noScores) {
        this(
                table,
                noClasses,
                noScores,
                Optional.of("no columns of an ensemble's members are named (--members)"),
                noClasses.or(() -> noScores));
    }
}
