// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How sure predictions are, by facet name (disfavoured group only), {@link States#ALL} for the whole table.
 *
 * @param temperatures the temperatures that fit best
 * @param scaled scores after scaling with the temperature of the whole table
 * @param confidences rows by declared confidence, one entry for each level that was asked for
 * @param members sums over the members of an ensemble
 * @param votes classes of the members, one entry for each threshold that was asked for
 */
public record Uncertainty(
        Map<String, TemperatureFit> temperatures,
        Map<String, ScaledScores> scaled,
        Map<String, List<ConfidenceCounts>> confidences,
        Map<String, MemberSums> members,
        Map<String, List<MemberVotes>> votes) {

    /** No states. */
    public static final Uncertainty NONE = new Uncertainty(Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

    /** Copies and sorts the maps. */
    public Uncertainty {
        temperatures = sorted(temperatures);
        scaled = sorted(scaled);
        confidences = sorted(confidences);
        members = sorted(members);
        votes = sorted(votes);
    }

    private static <T> Map<String, T> sorted(Map<String, T> map) {
        return Collections.unmodifiableMap(new TreeMap<>(map == null ? Map.of() : map));
    }
}
