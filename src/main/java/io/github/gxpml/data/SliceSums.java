// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Sums of whole-number terms over all rows and over the disfavoured groups of facets, several slices a query. */
final class SliceSums {
    private static final int SLICES_AT_A_TIME = 16;

    private final Session session;
    private final ScoredTable scored;

    SliceSums(Session session, ScoredTable scored) {
        this.session = session;
        this.scored = scored;
    }

    /** Reads the sums of one slice. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Row row, int first);
    }

    /** A slice: its name among the states, and the column and the condition that choose it; empty for all rows. */
    record Chosen(String name, String column, String condition) {}

    /** Returns those slices whose facet the table has. */
    List<Chosen> choose(Collection<Slice> slices) {
        List<Chosen> chosen = new ArrayList<>();
        for (Slice slice : slices) {
            int position = slice.facet().map(scored.facets()::indexOf).orElse(0);
            if (position >= 0) {
                String column = slice.facet().isEmpty() ? "" : "f" + position;
                chosen.add(new Chosen(slice.name(), column, (slice.rest() ? "NOT " : "") + column));
            }
        }
        return chosen.stream().distinct().toList();
    }

    /** The columns that choose the slices, each with a comma before it. */
    static String conditions(List<Chosen> slices) {
        return slices.stream()
                .map(Chosen::column)
                .filter(column -> !column.isEmpty())
                .distinct()
                .map(column -> ", " + column)
                .collect(Collectors.joining());
    }

    /** Sums terms by slice; the rows are a query with the columns of the slices' conditions. */
    <T> Map<String, T> sums(String rows, List<Chosen> slices, List<String> terms, Reader<T> reader)
            throws DataException {
        Map<String, T> sums = new LinkedHashMap<>();
        for (int from = 0; from < slices.size(); from += SLICES_AT_A_TIME) {
            List<Chosen> some = slices.subList(from, Math.min(slices.size(), from + SLICES_AT_A_TIME));
            List<String> columns = some.stream()
                    .flatMap(slice -> terms.stream().map(term -> sum(slice, term)))
                    .toList();
            sums.putAll(session.one("SELECT " + String.join(", ", columns) + " FROM (" + rows + ")", row -> {
                Map<String, T> found = new LinkedHashMap<>();
                for (int i = 0; i < some.size(); i++) {
                    found.put(some.get(i).name(), reader.read(row, 1 + i * terms.size()));
                }
                return found;
            }));
        }
        return sums;
    }

    private String sum(Chosen slice, String term) {
        return session.dialect()
                .sum(slice.condition().isEmpty() ? term : "CASE WHEN " + slice.condition() + " THEN " + term + " END");
    }
}
