// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A group of people whose treatment is compared with everyone else's: those who meet every condition. A row that fails
 * one condition is on the other side, whatever else is missing in it; a row that fails none but lacks a value for some
 * belongs to neither side and is counted.
 *
 * @param conditions at least one
 */
public record FacetSpec(List<Condition> conditions) {
    private static final String AND = " & ";

    /** Copies the conditions. */
    public FacetSpec {
        conditions = List.copyOf(conditions);
        if (conditions.isEmpty()) {
            throw new IllegalArgumentException("a facet needs a condition that tells who belongs to the group");
        }
    }

    /**
     * Describes a group by one column.
     *
     * @param column the column
     * @param disfavoured values of the disfavoured group, empty if {@code above} is set
     * @param above the disfavoured group is strictly above this number
     */
    public FacetSpec(String column, List<String> disfavoured, Optional<Double> above) {
        this(List.of(new Condition(column, disfavoured, above, Optional.empty(), false)));
    }

    /**
     * What the rows of a group have in one column: exactly one of values, lower limit, upper limit and any value.
     *
     * @param column the column
     * @param values one of these values
     * @param above a number strictly above this one
     * @param upTo a number of at most this one
     * @param each any value: stands for as many conditions as the table has values
     */
    public record Condition(
            String column, List<String> values, Optional<Double> above, Optional<Double> upTo, boolean each) {
        /** Copies the values. */
        public Condition {
            values = List.copyOf(values);
            int kinds = (values.isEmpty() ? 0 : 1)
                    + (above.isPresent() ? 1 : 0)
                    + (upTo.isPresent() ? 1 : 0)
                    + (each ? 1 : 0);
            if (kinds != 1) {
                throw new IllegalArgumentException("a condition of a facet on column " + column
                        + " needs either values, a number in `above`, one in `upTo`, or `each`");
            }
        }

        /**
         * Asks for one of some values.
         *
         * @param column the column
         * @param values at least one
         * @return the condition
         */
        public static Condition among(String column, List<String> values) {
            return new Condition(column, values, Optional.empty(), Optional.empty(), false);
        }

        /**
         * Asks for more than a number.
         *
         * @param column the column
         * @param limit the number, which itself is not enough
         * @return the condition
         */
        public static Condition above(String column, double limit) {
            return new Condition(column, List.of(), Optional.of(limit), Optional.empty(), false);
        }

        /**
         * Asks for a number and no more.
         *
         * @param column the column
         * @param limit the largest number
         * @return the condition
         */
        public static Condition upTo(String column, double limit) {
            return new Condition(column, List.of(), Optional.empty(), Optional.of(limit), false);
        }

        /**
         * Asks for each value by itself.
         *
         * @param column the column
         * @return the condition
         */
        public static Condition each(String column) {
            return new Condition(column, List.of(), Optional.empty(), Optional.empty(), true);
        }

        /**
         * Tells whether the column must hold numbers.
         *
         * @return true for a limit
         */
        public boolean limited() {
            return above.isPresent() || upTo.isPresent();
        }

        private String name() {
            String name = word(column, "=><&");
            if (each) {
                return name + "=*";
            }
            return above.map(limit -> name + ">" + plain(limit))
                    .or(() -> upTo.map(limit -> name + "<=" + plain(limit)))
                    .orElseGet(() -> name + "="
                            + values.stream().map(value -> word(value, ",&")).collect(Collectors.joining(",")));
        }

        /** Quoted, by the rule of CSV, where it would be read otherwise. */
        private static String word(String word, String separators) {
            boolean plain = !word.isEmpty()
                    && !word.equals("*")
                    && !word.startsWith("\"")
                    && word.equals(word.strip())
                    && word.chars().noneMatch(c -> separators.indexOf(c) >= 0);
            return plain ? word : "\"" + word.replace("\"", "\"\"") + "\"";
        }
    }

    /**
     * Returns the columns that tell who belongs to the group.
     *
     * @return each once, in the order of the conditions
     */
    public List<String> columns() {
        return conditions.stream().map(Condition::column).distinct().toList();
    }

    /**
     * Tells whether this stands for as many facets as the table has values, and is none itself.
     *
     * @return true if a condition takes each value by itself
     */
    public boolean open() {
        return conditions.stream().anyMatch(Condition::each);
    }

    /**
     * Returns the facet that takes one value of each column that this one takes each value of.
     *
     * @param values one for each such condition, in their order
     * @return a facet that is not open
     */
    public FacetSpec with(List<String> values) {
        Iterator<String> next = values.iterator();
        return new FacetSpec(conditions.stream()
                .map(condition -> condition.each ? Condition.among(condition.column, List.of(next.next())) : condition)
                .toList());
    }

    /**
     * Returns the facet as it is written on the command line and in reports. Different facets have different names.
     *
     * @return {@code sex=F}, {@code region=N,S}, {@code age>75}, {@code sex=F & age>60 & age<=75} or {@code sex=*}
     */
    public String name() {
        return conditions.stream().map(Condition::name).collect(Collectors.joining(AND));
    }

    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
