// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import io.github.gxpml.spec.GateSpec.Correction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The columns that were looked at together, so that their p-values are corrected for one another.
 *
 * @param method how
 * @param columns all of them, in the order in which they were written; none twice
 */
public record Family(Correction method, List<String> columns) {
    /** Copies the columns. */
    public Family {
        columns = List.copyOf(columns);
        if (columns.stream().distinct().count() != columns.size()) {
            throw new IllegalArgumentException("a column cannot be twice in a family: " + columns);
        }
    }

    /**
     * Names the family for people.
     *
     * @return for example {@code Holm over 5 columns}
     */
    public String text() {
        String name = switch (method) {
            case HOLM -> "Holm";
            case BENJAMINI_HOCHBERG -> "Benjamini-Hochberg";
        };
        return name + " over " + columns.size() + (columns.size() == 1 ? " column" : " columns");
    }

    /**
     * Corrects p-values, as p.adjust of R does. One that is missing keeps its place as if it were 0: that makes none of
     * the others larger than they would be with any other number in its place.
     *
     * @param chances p-values in the order of the columns
     * @return corrected p-values in the same order; 0 for a missing one
     */
    List<Double> adjusted(List<Optional<Double>> chances) {
        int count = chances.size();
        List<Integer> order = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparing(i -> chances.get(i).orElse(0.0)))
                .toList();
        List<Double> adjusted =
                new ArrayList<>(IntStream.range(0, count).mapToObj(i -> 0.0).toList());
        double bound = method == Correction.HOLM ? 0 : 1;
        for (int step = 0; step < count; step++) {
            int rank = method == Correction.HOLM ? step : count - 1 - step;
            double chance = chances.get(order.get(rank)).orElse(0.0);
            bound = method == Correction.HOLM
                    ? Math.max(bound, Math.min(1, chance * (count - rank)))
                    : Math.min(bound, chance * count / (rank + 1));
            adjusted.set(order.get(rank), bound);
        }
        return adjusted;
    }

    /** Corrects the value of one column by those of all, in the order of the columns. */
    MetricValue correct(String column, List<MetricValue> values) {
        int position = columns.indexOf(column);
        if (position < 0) {
            return MetricValue.undefined("column `" + column + "` is not one of those that it is corrected for", 0);
        }
        MetricValue own = values.get(position);
        if (own.value().isEmpty()) {
            return own;
        }
        double corrected =
                adjusted(values.stream().map(MetricValue::value).toList()).get(position);
        long without = values.stream().filter(value -> value.value().isEmpty()).count();
        String detail = "p " + Numbers.text(own.value().get()) + " before " + text()
                + (without == 0 ? "" : ", of which " + without + " without a p-value count as 0");
        return MetricValue.exact(corrected, own.n())
                .withDetail(own.detail().isEmpty() ? detail : detail + "; " + own.detail());
    }
}
