// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.data.Arms.Arm;
import io.github.gxpml.data.Arms.Outcome;
import io.github.gxpml.spec.ExperimentSpec;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** The arms of an experiment: first how many rows there are, and the outcomes only if there are enough. */
final class ArmScan {
    private final Session session;
    private final Table table;
    private final ExperimentSpec plan;

    ArmScan(Session session, Table table, ExperimentSpec plan) {
        this.session = session;
        this.table = table;
        this.plan = plan;
    }

    private record Counts(long control, long noControl, long treatment, long noTreatment) {
        Arms arms(ExperimentSpec plan, long rows, Optional<Outcome> first, Optional<Outcome> second) {
            return new Arms(
                    plan.sampleSize(),
                    new Arm(plan.control(), control, noControl, first),
                    new Arm(plan.treatment(), treatment, noTreatment, second),
                    rows - control - noControl - treatment - noTreatment);
        }
    }

    Arms scan() throws DataException {
        Column arm = table.require(plan.arm());
        Column outcome = table.require(plan.outcome());
        String value = plan.positive().isPresent() ? Sql.text(table, outcome) : "(" + Sql.number(table, outcome) + ")";
        String hit = plan.positive()
                .map(positive -> Sql.among(table, outcome, List.of(positive)))
                .orElse("false");
        String rows = "(SELECT " + Sql.among(table, arm, List.of(plan.control())) + " AS a, "
                + Sql.among(table, arm, List.of(plan.treatment())) + " AS b, " + value + " AS v, " + hit
                + " AS hit FROM " + table.relation() + ")";
        Counts counts = session.one(
                "SELECT count(*) FILTER (WHERE a AND v IS NOT NULL), count(*) FILTER (WHERE a AND v IS NULL), "
                        + "count(*) FILTER (WHERE b AND v IS NOT NULL), count(*) FILTER (WHERE b AND v IS NULL) FROM "
                        + rows,
                row -> new Counts(row.whole(1), row.whole(2), row.whole(3), row.whole(4)));
        Arms early = counts.arms(plan, table.rows(), Optional.empty(), Optional.empty());
        if (!early.complete()) {
            return early;
        }
        return plan.positive().isPresent()
                ? counts.arms(plan, table.rows(), Optional.of(hits(rows, "a")), Optional.of(hits(rows, "b")))
                : numbers(counts, rows);
    }

    private Outcome hits(String rows, String arm) throws DataException {
        long hits = session.one("SELECT count(*) FILTER (WHERE " + arm + " AND hit) FROM " + rows, row -> row.whole(1));
        return new Outcome(Optional.of(hits), 0, 0, BigInteger.ZERO, BigInteger.ZERO);
    }

    private Arms numbers(Counts counts, String rows) throws DataException {
        record Extent(double min, double max) {}
        Extent extent = session.one(
                "SELECT min(v), max(v) FROM " + rows + " WHERE a OR b",
                row -> new Extent(row.number(1), row.number(2)));
        // halved first, because the difference of two finite numbers may not be one
        String half = Sql.literal(extent.max() / 2 - extent.min() / 2);
        String unit = extent.max() > extent.min()
                ? "(v / 2 - " + Sql.literal(extent.min() / 2) + ") / " + half
                : Sql.literal(0.0);
        String scaled = "(SELECT a, b, " + unit + " AS u FROM " + rows + " WHERE v IS NOT NULL)";
        String sums = sum("a", "u") + ", " + sum("a", "u * u") + ", " + sum("b", "u") + ", " + sum("b", "u * u");
        return session.one("SELECT " + sums + " FROM " + scaled, row -> {
            Outcome control = new Outcome(Optional.empty(), extent.min(), extent.max(), row.exact(1), row.exact(2));
            Outcome treatment = new Outcome(Optional.empty(), extent.min(), extent.max(), row.exact(3), row.exact(4));
            return counts.arms(plan, table.rows(), Optional.of(control), Optional.of(treatment));
        });
    }

    private String sum(String arm, String term) {
        return session.dialect()
                .sum("CASE WHEN " + arm + " THEN CAST(round((" + term + ") * " + FixedPoint.ONE
                        + ") AS BIGINT) ELSE 0 END");
    }
}
