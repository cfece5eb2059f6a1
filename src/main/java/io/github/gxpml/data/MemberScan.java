// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.data.MemberSums.Losses;
import io.github.gxpml.data.SliceSums.Chosen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Sums up how the members of an ensemble differ, row by row. */
final class MemberScan {
    private final ScoredTable scored;
    private final SliceSums sums;
    private final int members;
    private final List<String> scores;

    MemberScan(Session session, ScoredTable scored) {
        this.scored = scored;
        this.sums = new SliceSums(session, scored);
        this.members = scored.extras().members();
        this.scores = IntStream.range(0, members).mapToObj(i -> "m" + i).toList();
    }

    Map<String, MemberSums> scan(List<Chosen> slices) throws DataException {
        String sides = SliceSums.conditions(slices);
        String rows = "SELECT y, " + String.join(", ", scores) + ", " + mean(scores) + " AS p" + sides + " FROM "
                + scored.relation();
        List<String> distances =
                scores.stream().map(m -> "(" + m + " - p) * (" + m + " - p)").toList();
        List<String> entropies = scores.stream().map(Terms::entropy).toList();
        String measured = "SELECT y, sqrt(" + mean(distances) + ") AS spread, " + Terms.entropy("p") + " AS h, "
                + mean(entropies) + " AS inner_h, CASE WHEN y THEN 1 - p ELSE p END AS error,"
                + " CASE WHEN y THEN p ELSE 1 - p END AS given" + sides + " FROM (" + rows + ")";
        String terms = "SELECT y IS NOT NULL AS labelled, given, error, spread, h, h - inner_h AS information,"
                + " CASE WHEN given > 0 THEN " + Terms.steady("-ln(given)") + " END AS loss" + sides + " FROM ("
                + measured + ")";
        return sums.sums(terms, slices, terms(), this::read);
    }

    private String mean(List<String> terms) {
        return "(" + Terms.total(terms) + " / " + members + ")";
    }

    private static List<String> terms() {
        return List.of(
                "1",
                Terms.fixed("spread"),
                Terms.fixed("spread * spread"),
                Terms.fixed("h"),
                Terms.fixed("h * h"),
                Terms.fixed("information"),
                Terms.fixed("information * information"),
                Terms.one("labelled"),
                Terms.one("labelled AND given = 0"),
                "CASE WHEN labelled THEN " + Terms.fixed("error * error") + " END",
                "CASE WHEN labelled THEN " + Terms.fixed("(error * error) * (error * error)") + " END",
                "CASE WHEN labelled THEN " + Terms.fixed("loss") + " END",
                "CASE WHEN labelled THEN " + Terms.fixed("loss * loss") + " END");
    }

    private MemberSums read(Row row, int first) {
        return new MemberSums(
                members,
                row.exact(first).longValueExact(),
                row.exact(first + 1),
                row.exact(first + 2),
                row.exact(first + 3),
                row.exact(first + 4),
                row.exact(first + 5),
                row.exact(first + 6),
                new Losses(
                        row.exact(first + 7).longValueExact(),
                        row.exact(first + 8).longValueExact(),
                        row.exact(first + 9),
                        row.exact(first + 10),
                        row.exact(first + 11),
                        row.exact(first + 12)));
    }

    /** Counts the pairs of members that vote differently, at each threshold. */
    Map<String, List<MemberVotes>> votes(List<Double> thresholds, List<Chosen> slices) throws DataException {
        String sides = SliceSums.conditions(slices);
        List<String> counts = new ArrayList<>();
        List<String> wanted = new ArrayList<>(List.of("1"));
        for (int i = 0; i < thresholds.size(); i++) {
            String limit = Sql.literal(thresholds.get(i));
            List<String> votes =
                    scores.stream().map(m -> Terms.one(m + " >= " + limit)).toList();
            counts.add(Terms.total(votes) + " AS v" + i);
            String pairs = "v" + i + " * (" + members + " - v" + i + ")";
            wanted.addAll(List.of(Terms.one(pairs + " > 0"), pairs, pairs + " * " + pairs));
        }
        String rows = "SELECT " + String.join(", ", counts) + sides + " FROM " + scored.relation();
        return sums.sums(rows, slices, wanted, (row, first) -> {
            List<MemberVotes> votes = new ArrayList<>();
            for (int i = 0; i < thresholds.size(); i++) {
                votes.add(votes(thresholds.get(i), row, first, first + 1 + 3 * i));
            }
            return votes;
        });
    }

    private MemberVotes votes(double threshold, Row row, int rows, int first) {
        return new MemberVotes(
                threshold,
                members,
                row.exact(rows).longValueExact(),
                row.exact(first).longValueExact(),
                row.exact(first + 1).longValueExact(),
                row.exact(first + 2).longValueExact());
    }
}
