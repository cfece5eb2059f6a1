// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.data.Outcomes.Bin;
import io.github.gxpml.spec.FacetSpec;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One grouped aggregate over label, prediction, score bin and facet sides, from which every count of the table and of
 * each facet follows. Facets are taken a few at a time, because the number of groups grows with their product.
 */
final class OutcomeScan {
    private static final int FACETS_AT_A_TIME = 6;
    private static final int FIRST_FACET = 12;
    private static final int FEW_VALUES = 16;

    private final Session session;
    private final ScoredTable scored;

    OutcomeScan(Session session, ScoredTable scored) {
        this.session = session;
        this.scored = scored;
    }

    /**
     * What the scan found.
     *
     * @param whole of all rows
     * @param facets by facet name
     * @param strata by facet name; none if there is no group variable, or if it has many values, which would make too
     *     many groups of this scan
     * @param sound every row has a predicted class, and a score from 0 to 1
     */
    record Result(Outcomes whole, Map<String, Groups> facets, Map<String, Strata> strata, boolean sound) {}

    private record Cell(Outcomes outcomes, List<Optional<Boolean>> sides, Optional<String> value, boolean sound) {}

    Result scan() throws DataException {
        Optional<StrataScan.Extent> few = few();
        Map<String, Groups> facets = new LinkedHashMap<>();
        Map<String, Strata> strata = new LinkedHashMap<>();
        int count = scored.facets().size();
        List<Cell> cells = cells(0, Math.min(count, FACETS_AT_A_TIME), few.isPresent());
        Outcomes whole = cells.stream().map(Cell::outcomes).reduce(Outcomes.NONE, Outcomes::plus);
        boolean sound = cells.stream().allMatch(Cell::sound);
        for (int from = 0; from < count; from += FACETS_AT_A_TIME) {
            int to = Math.min(count, from + FACETS_AT_A_TIME);
            List<Cell> some = from == 0 ? cells : cells(from, to, few.isPresent());
            collect(some, from, facets);
            if (few.isPresent()) {
                collect(some, from, few.get(), strata);
            }
        }
        return new Result(whole, facets, strata, sound);
    }

    /** The extent of the group variable, if it has few values. */
    private Optional<StrataScan.Extent> few() throws DataException {
        return scored.groupVariable().isEmpty() || scored.facets().isEmpty()
                ? Optional.empty()
                : Optional.of(new StrataScan(session, scored).extent()).filter(found -> found.distinct() <= FEW_VALUES);
    }

    private void collect(List<Cell> cells, int from, StrataScan.Extent extent, Map<String, Strata> strata) {
        int facets = cells.isEmpty() ? 0 : cells.get(0).sides().size();
        for (int i = 0; i < facets; i++) {
            StrataTally tally = new StrataTally();
            for (Cell cell : cells) {
                Optional<Boolean> side = cell.sides().get(i);
                cell.value().ifPresent(value -> tally.add(value, side, tally(cell.outcomes())));
            }
            strata.put(
                    scored.facets().get(from + i).name(),
                    tally.strata(scored.groupVariable().orElseThrow(), extent));
        }
    }

    private static Strata.Tally tally(Outcomes outcomes) {
        return new Strata.Tally(
                outcomes.positives(),
                outcomes.negatives(),
                outcomes.predictedPositives(),
                outcomes.rows() - outcomes.predictedPositives());
    }

    private void collect(List<Cell> cells, int from, Map<String, Groups> facets) {
        if (cells.isEmpty()) {
            return;
        }
        for (int i = 0; i < cells.get(0).sides().size(); i++) {
            FacetSpec facet = scored.facets().get(from + i);
            int position = i;
            Groups groups = cells.stream()
                    .map(cell -> side(cell.outcomes(), cell.sides().get(position)))
                    .reduce(Groups.NONE, Groups::plus);
            facets.put(facet.name(), groups);
        }
    }

    private static Groups side(Outcomes outcomes, Optional<Boolean> disfavoured) {
        return disfavoured
                .map(d -> d ? new Groups(outcomes, Outcomes.NONE, 0) : new Groups(Outcomes.NONE, outcomes, 0))
                .orElseGet(() -> new Groups(Outcomes.NONE, Outcomes.NONE, outcomes.rows()));
    }

    private List<Cell> cells(int from, int to, boolean grouped) throws DataException {
        String sides = IntStream.range(from, to).mapToObj(i -> ", f" + i).collect(Collectors.joining())
                + (grouped ? ", g" : "");
        // distances of the label, as 0 or 1, from the score: equal to 1 - score or score, without a branch
        String rows = "SELECT y, yhat, score" + sides + ", CAST(floor(score * " + Outcomes.BINS
                + ") AS INTEGER) + CAST(score > 1 AS INTEGER) AS bin, abs(CAST(y AS DOUBLE) - score) AS error"
                + ", abs((1 - CAST(y AS DOUBLE)) - score) AS given FROM " + scored.relation();
        String terms = "SELECT y, yhat" + sides + ", bin, "
                + fixed("score") + " AS s, "
                + fixed("error * error") + " AS e2, "
                + fixed("(error * error) * (error * error)") + " AS e4, "
                + "-ln(nullif(given, 0)) AS loss FROM (" + rows + ")";
        String sql = "SELECT y, yhat, bin, count(*), count(loss), " + sum("s") + ", " + sum("e2")
                + ", " + sum("e4") + ", "
                + sum(fixed("loss")) + ", " + sum(fixed("loss * loss")) + ", y IS NULL" + sides + " FROM (" + terms
                + ") GROUP BY y, yhat, bin" + sides;
        return session.all(sql, row -> cell(row, to - from, grouped));
    }

    private String sum(String term) {
        return session.dialect().sum(term);
    }

    private String fixed(String expression) {
        return session.dialect().nearest("(" + expression + ") * " + FixedPoint.ONE);
    }

    private static Cell cell(Row row, int facets, boolean grouped) {
        List<Optional<Boolean>> sides = new ArrayList<>();
        for (int i = 0; i < facets; i++) {
            int column = FIRST_FACET + i;
            sides.add(row.isNull(column) ? Optional.empty() : Optional.of(row.flag(column)));
        }
        boolean predicted = row.flag(2);
        long n = row.whole(4);
        boolean sound = !row.isNull(2) && !row.isNull(3) && row.whole(3) >= 0 && row.whole(3) <= Outcomes.BINS;
        Optional<String> value = grouped ? Optional.ofNullable(row.text(FIRST_FACET + facets)) : Optional.empty();
        return new Cell(row.flag(11) ? unlabelled(predicted, n) : labelled(row, predicted, n), sides, value, sound);
    }

    /** A score of 1 belongs to the last bin; so does what is no score, but then the result is not sound. */
    private static int bin(Row row) {
        return (int) Math.max(0, Math.min(row.whole(3), Outcomes.BINS - 1));
    }

    private static Outcomes unlabelled(boolean predicted, long n) {
        Outcomes none = Outcomes.NONE;
        return new Outcomes(
                0,
                0,
                0,
                0,
                predicted ? n : 0,
                predicted ? 0 : n,
                0,
                none.squaredError(),
                none.squaredErrorSquares(),
                none.logLoss(),
                none.logLossSquares(),
                none.bins());
    }

    private static Outcomes labelled(Row row, boolean predicted, long n) {
        boolean positive = row.flag(1);
        BigInteger scores = row.exact(6);
        List<Bin> bins = new ArrayList<>(Collections.nCopies(Outcomes.BINS, Bin.EMPTY));
        bins.set(bin(row), positive ? new Bin(n, 0, scores, BigInteger.ZERO) : new Bin(0, n, BigInteger.ZERO, scores));
        return new Outcomes(
                positive && predicted ? n : 0,
                !positive && predicted ? n : 0,
                !positive && !predicted ? n : 0,
                positive && !predicted ? n : 0,
                0,
                0,
                n - row.whole(5),
                row.exact(7),
                row.exact(8),
                row.exact(9),
                row.exact(10),
                bins);
    }
}
