// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.List;
import java.util.Optional;

/**
 * A group of people whose treatment is compared with everyone else's: by values of a column or by a limit on a number.
 * Rows where the column is missing belong to neither side and are counted.
 *
 * @param column the column
 * @param disfavoured values of the disfavoured group, empty if {@code above} is set
 * @param above the disfavoured group is strictly above this number
 */
public record FacetSpec(String column, List<String> disfavoured, Optional<Double> above) {
    /** Copies the values. */
    public FacetSpec {
        disfavoured = List.copyOf(disfavoured);
        if (disfavoured.isEmpty() == above.isEmpty()) {
            throw new IllegalArgumentException(
                    "facet on column " + column + " needs either disfavoured values or a number in `above`");
        }
    }

    /**
     * Returns the facet as it is written on the command line and in reports.
     *
     * @return {@code sex=F}, {@code region=N,S} or {@code age>75}
     */
    public String name() {
        return above.map(limit -> column + ">" + plain(limit))
                .orElseGet(() -> column + "=" + String.join(",", disfavoured));
    }

    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
