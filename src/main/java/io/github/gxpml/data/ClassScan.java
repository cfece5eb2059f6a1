// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One grouped aggregate over label, prediction and facet sides, after a look at which classes there are. */
final class ClassScan {
    private static final int FIRST_FACET = 8;

    /** Number of groups that facets taken together may make. */
    private static final int GROUPS = 100_000;

    private static final int SIDES = 3;

    private final Session session;
    private final ScoredTable scored;

    ClassScan(Session session, ScoredTable scored) {
        this.session = session;
        this.scored = scored;
    }

    Sliced<ClassCounts> scan() throws DataException {
        List<String> classes = classes();
        if (classes.size() > ClassCounts.MOST) {
            return new Sliced<>(ClassCounts.tooManyClasses(), Map.of());
        }
        Map<String, BySide<ClassCounts>> facets = new TreeMap<>();
        ClassTally whole = new ClassTally(classes);
        int count = scored.facets().size();
        int atATime = atATime(classes.size());
        for (int from = 0; from == 0 || from < count; from += atATime) {
            int to = Math.min(count, from + atATime);
            List<Side> sides = IntStream.range(from, to)
                    .mapToObj(i -> new Side(new ClassTally(classes), new ClassTally(classes), new long[1]))
                    .toList();
            scan(from, sides, from == 0 ? whole : new ClassTally(classes));
            for (int i = from; i < to; i++) {
                facets.put(
                        scored.facets().get(i).name(),
                        sides.get(i - from).state(scored.scoring().scoredClasses()));
            }
        }
        return new Sliced<>(whole.counts(scored.scoring().scoredClasses()), facets);
    }

    /** The rows of a facet's two sides, and how many belong to neither. */
    private record Side(ClassTally disfavoured, ClassTally favoured, long[] neither) {
        BySide<ClassCounts> state(boolean scored) {
            return new BySide<>(disfavoured.counts(scored), favoured.counts(scored), neither[0]);
        }
    }

    private static int atATime(int classes) {
        int facets = 1;
        for (long groups = (long) classes * classes * SIDES * SIDES; groups < GROUPS; groups *= SIDES) {
            facets++;
        }
        return facets;
    }

    private List<String> classes() throws DataException {
        List<String> declared = scored.scoring().classes();
        if (!declared.isEmpty()) {
            return declared;
        }
        String rows =
                "SELECT c AS x FROM " + scored.relation() + " UNION ALL SELECT chat AS x FROM " + scored.relation();
        List<String> found = new ArrayList<>(session.all(
                "SELECT DISTINCT x FROM (" + rows + ") WHERE x IS NOT NULL LIMIT " + (ClassCounts.MOST + 1),
                row -> row.text(1)));
        found.sort(order(found));
        return found;
    }

    /** Numbers by their size, anything else by its text. */
    private static Comparator<String> order(List<String> found) {
        return found.stream().allMatch(Sql::isNumber)
                ? Comparator.comparingDouble(Double::parseDouble).thenComparing(Comparator.naturalOrder())
                : Comparator.naturalOrder();
    }

    private void scan(int from, List<Side> sides, ClassTally whole) throws DataException {
        String columns = IntStream.range(from, from + sides.size())
                .mapToObj(i -> ", f" + i)
                .collect(Collectors.joining());
        String rows =
                "SELECT c, chat, p, CASE WHEN p > 0 THEN -ln(p) END AS loss" + columns + " FROM " + scored.relation();
        String sql = "SELECT c, chat, count(*), count(p), count(*) FILTER (WHERE p = 0), " + sum("loss") + ", "
                + sum("loss * loss") + columns + " FROM (" + rows + ") GROUP BY c, chat" + columns;
        session.each(sql, row -> {
            whole.add(row);
            for (int i = 0; i < sides.size(); i++) {
                Side side = sides.get(i);
                if (row.isNull(FIRST_FACET + i)) {
                    side.neither()[0] += row.whole(ClassTally.ROWS);
                } else {
                    (row.flag(FIRST_FACET + i) ? side.disfavoured() : side.favoured()).add(row);
                }
            }
        });
    }

    private String sum(String term) {
        return session.dialect().sum(fixed(term, FixedPoint.ONE));
    }

    /** A term as a whole number of 64 bits; floor, because engines round differently. */
    static String fixed(String term, long one) {
        return "CAST(floor((" + term + ") * " + Sql.literal((double) one) + " + " + Sql.literal(0.5) + ") AS BIGINT)";
    }
}
