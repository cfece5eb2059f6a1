// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.data.OperatingPoint.Target;
import io.github.gxpml.data.PointSearch.Candidate;
import io.github.gxpml.data.RankPlan.Wanted;
import io.github.gxpml.data.RankWalk.Found;
import io.github.gxpml.data.ScoreCurve.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One sort of the scores for all slices that ask for it, summed up in exact integers. */
final class RankScan {
    private final Session session;
    private final ScoredTable scored;

    RankScan(Session session, ScoredTable scored) {
        this.session = session;
        this.scored = scored;
    }

    /**
     * What a sort gives.
     *
     * @param ranks always
     * @param curve if it was asked for
     */
    record Result(RankSums ranks, Optional<ScoreCurve> curve) {}

    /**
     * Scans slices; the table must have their facets.
     *
     * @param slices with the thresholds to find; absent if no curve is asked for
     */
    Map<Slice, Result> scan(Map<Slice, Optional<Set<Target>>> slices) throws DataException {
        List<Slice> all = List.copyOf(slices.keySet());
        Map<Slice, Result> results = new LinkedHashMap<>();
        for (int from = 0; from < all.size(); from += RankPlan.MOST) {
            List<Slice> some = all.subList(from, Math.min(all.size(), from + RankPlan.MOST));
            var plan = new RankPlan(
                    some.stream().map(slice -> wanted(slices.get(slice))).toList());
            List<List<Found>> parts = session.walk(query(some), plan);
            for (int i = 0; i < some.size(); i++) {
                int position = i;
                results.put(
                        some.get(i),
                        result(
                                plan.slices().get(i),
                                parts.stream().map(part -> part.get(position)).toList()));
            }
        }
        return results;
    }

    private static Wanted wanted(Optional<Set<Target>> targets) {
        return new Wanted(targets.isPresent(), List.copyOf(new TreeSet<>(targets.orElse(Set.of()))));
    }

    private String query(List<Slice> slices) {
        var code = new StringBuilder("CASE WHEN y THEN ")
                .append(RankPlan.code(true, 0))
                .append(" ELSE 0 END");
        for (int i = 0; i < slices.size(); i++) {
            long bit = RankPlan.code(false, 1L << i);
            Slice slice = slices.get(i);
            code.append(" + ")
                    .append(slice.facet()
                            .map(facet -> "CASE WHEN " + (slice.rest() ? "NOT f" : "f")
                                    + scored.facets().indexOf(facet) + " THEN " + bit + " ELSE 0 END")
                            .orElse(Long.toString(bit)));
        }
        return "SELECT score, CAST(" + code + " AS BIGINT) AS code FROM " + scored.relation() + " WHERE y IS NOT NULL";
    }

    private static Result result(Wanted wanted, List<Found> parts) {
        RankSums ranks = parts.stream().map(Found::sums).reduce(RankSums.NONE, RankSums::plus);
        return new Result(
                ranks,
                wanted.curve()
                        ? Optional.of(new ScoreCurve(cells(parts), points(wanted, ranks.positives(), parts)))
                        : Optional.empty());
    }

    private static List<Cell> cells(List<Found> parts) {
        if (parts.stream().mapToLong(Found::scores).sum() <= ScoreCurve.CELLS) {
            return parts.stream().flatMap(part -> part.singles().stream()).toList();
        }
        Map<Integer, Cell> cells = new TreeMap<>();
        parts.forEach(part -> part.cells().forEach((position, cell) -> cells.merge(position, cell, Cell::plus)));
        return List.copyOf(cells.values());
    }

    private static List<OperatingPoint> points(Wanted wanted, long positives, List<Found> parts) {
        List<OperatingPoint> points = new ArrayList<>();
        for (int i = 0; i < wanted.targets().size(); i++) {
            int position = i;
            List<Candidate> candidates = parts.stream()
                    .flatMap(part -> part.candidates().get(position).stream())
                    .toList();
            points.add(PointSearch.best(wanted.targets().get(i), positives, candidates));
        }
        return points;
    }
}
