// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.data.SliceSums.Chosen;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Meets the needs that ask how sure predictions are. */
final class UncertaintyScan {
    private final Session session;
    private final ScoredTable scored;
    private final SliceSums sums;

    UncertaintyScan(Session session, ScoredTable scored) {
        this.session = session;
        this.scored = scored;
        this.sums = new SliceSums(session, scored);
    }

    Uncertainty scan(Collection<Need> needs) throws DataException {
        Map<String, TemperatureFit> temperatures = new LinkedHashMap<>();
        for (Chosen slice : slices(of(needs, Need.Temperature.class))) {
            temperatures.put(slice.name(), new TemperatureScan(session, scored).scan(slice));
        }
        Map<String, ScaledScores> scaled = scaled(slices(of(needs, Need.Scaled.class)), temperatures);
        Map<String, List<ConfidenceCounts>> confidences = byPoint(
                of(needs, Need.Confidence.class),
                Need.Confidence::at,
                (levels, slices) -> new ConfidenceScan(session, scored).scan(levels, slices));
        if (scored.extras().members() == 0) {
            return new Uncertainty(temperatures, scaled, confidences, Map.of(), Map.of());
        }
        List<Chosen> ofMembers = slices(of(needs, Need.Members.class));
        var members = new MemberScan(session, scored);
        return new Uncertainty(
                temperatures,
                scaled,
                confidences,
                ofMembers.isEmpty() ? Map.of() : members.scan(ofMembers),
                byPoint(of(needs, Need.Votes.class), Need.Votes::at, members::votes));
    }

    private static <T extends Need.OfSureness> List<T> of(Collection<Need> needs, Class<T> type) {
        return needs.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private List<Chosen> slices(List<? extends Need.OfSureness> needs) {
        List<Slice> slices = new ArrayList<>();
        needs.forEach(need -> slices.add(need.slice()));
        return sums.choose(slices);
    }

    private Map<String, ScaledScores> scaled(List<Chosen> slices, Map<String, TemperatureFit> temperatures)
            throws DataException {
        TemperatureFit whole = temperatures.get(States.ALL);
        Map<String, ScaledScores> scaled = new LinkedHashMap<>();
        if (whole != null && whole.impossible().isEmpty()) {
            for (Chosen slice : slices) {
                scaled.put(slice.name(), new ScaledScan(session, scored).scan(whole.inverse(), slice));
            }
        }
        return scaled;
    }

    @FunctionalInterface
    private interface PointScan<S> {
        Map<String, List<S>> at(List<Double> points, List<Chosen> slices) throws DataException;
    }

    /** One query for all points and slices that are asked for, whichever with which. */
    private <N extends Need.OfSureness, S> Map<String, List<S>> byPoint(
            List<N> needs, ToDoubleFunction<N> point, PointScan<S> scan) throws DataException {
        List<Double> points =
                needs.stream().mapToDouble(point).boxed().distinct().sorted().toList();
        List<Chosen> slices = slices(needs);
        return slices.isEmpty() ? Map.of() : scan.at(points, slices);
    }
}
