// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.data.SliceSums.Chosen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares how sure predictions say they are with how often they are right. */
final class ConfidenceScan {
    private final ScoredTable scored;
    private final SliceSums sums;

    ConfidenceScan(Session session, ScoredTable scored) {
        this.scored = scored;
        this.sums = new SliceSums(session, scored);
    }

    /** Counts labelled rows whose declared confidence is at least a level, for each level; 0 counts all. */
    Map<String, List<ConfidenceCounts>> scan(List<Double> levels, List<Chosen> slices) throws DataException {
        String declared = scored.extras().confidence() ? "confidence" : "CASE WHEN yhat THEN score ELSE 1 - score END";
        String rows = "SELECT y = yhat AS hit, " + declared + " AS c" + SliceSums.conditions(slices) + " FROM "
                + scored.relation() + " WHERE y IS NOT NULL";
        String terms = "SELECT c, hit, " + Terms.fixed("c") + " AS declared, "
                + Terms.fixed("CASE WHEN hit THEN (c - 1) * (c - 1) ELSE c * c END") + " AS gap"
                + SliceSums.conditions(slices) + " FROM (" + rows + ")";
        List<String> wanted = new ArrayList<>(List.of("1"));
        for (double level : levels) {
            String sure = "c >= " + Sql.literal(level);
            wanted.add(Terms.one(sure));
            wanted.add(Terms.one(sure + " AND hit"));
            wanted.add("CASE WHEN " + sure + " THEN declared END");
            wanted.add("CASE WHEN " + sure + " THEN gap END");
        }
        return sums.sums(terms, slices, wanted, (row, first) -> {
            List<ConfidenceCounts> counts = new ArrayList<>();
            for (int i = 0; i < levels.size(); i++) {
                counts.add(counts(levels.get(i), row, first, first + 1 + 4 * i));
            }
            return counts;
        });
    }

    private static ConfidenceCounts counts(double level, Row row, int labelled, int first) {
        return new ConfidenceCounts(
                level,
                row.exact(labelled).longValueExact(),
                row.exact(first).longValueExact(),
                row.exact(first + 1).longValueExact(),
                row.exact(first + 2),
                row.exact(first + 3));
    }
}
