// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.util.List;

/**
 * How the predictions of a disfavoured group differ from those that their nearest neighbours among the favoured got. Of
 * a whole table only: neighbours of parts are not those of the whole, so flips do not add up.
 *
 * @param impossible why there is no count; empty if there is one
 * @param features columns that neighbours are near in, as they are, not standardised
 * @param neighbours how many nearest rows of the favoured vote
 * @param disfavoured rows of the disfavoured group that were compared
 * @param favoured rows of everyone else that were their possible neighbours
 * @param refused rows of the disfavoured group predicted negative whose neighbours are predicted positive
 * @param accepted rows of the disfavoured group predicted positive whose neighbours are predicted negative
 * @param incomplete rows of either side that were left out for want of a number in one of the features
 */
public record Flips(
        String impossible,
        List<String> features,
        int neighbours,
        long disfavoured,
        long favoured,
        long refused,
        long accepted,
        long incomplete) {

    /** Copies the names. */
    public Flips {
        features = List.copyOf(features);
    }

    static Flips impossible(String reason) {
        return new Flips(reason, List.of(), 0, 0, 0, 0, 0, 0);
    }
}
