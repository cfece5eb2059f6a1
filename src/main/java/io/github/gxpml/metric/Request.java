// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import java.util.Optional;

/**
 * Which number is wanted.
 *
 * @param metric id from the catalogue
 * @param facet facet name, empty for none
 * @param column column name, empty for none
 * @param at the point that the metric is asked for, for example a required sensitivity; empty for the metric's own
 * @param category a class of the label, for a metric of one class; empty for none
 * @param against what the number is compared with, {@code champion} or {@code baseline}; empty for the number itself
 * @param family the columns that a p-value is corrected for; empty for the p-value itself
 */
public record Request(
        String metric,
        String facet,
        String column,
        Optional<Double> at,
        String category,
        String against,
        Optional<Family> family) {
    /** Takes the absence of a word for none. */
    public Request {
        at = at == null ? Optional.empty() : at;
        category = category == null ? "" : category;
        against = against == null ? "" : against;
        family = family == null ? Optional.empty() : family;
    }

    /**
     * Asks for a number that is not corrected for many columns.
     *
     * @param metric id from the catalogue
     * @param facet facet name, empty for none
     * @param column column name, empty for none
     * @param at the point that the metric is asked for
     * @param category a class of the label
     * @param against what the number is compared with
     */
    public Request(String metric, String facet, String column, Optional<Double> at, String category, String against) {
        this(metric, facet, column, at, category, against, Optional.empty());
    }

    /**
     * Asks for a metric of the whole table.
     *
     * @param metric id from the catalogue
     * @return the request
     */
    public static Request of(String metric) {
        return new Request(metric, "", "", Optional.empty(), "", "");
    }

    /**
     * Asks for a metric of a facet.
     *
     * @param metric id from the catalogue
     * @param facet facet name
     * @return the request
     */
    public static Request ofFacet(String metric, String facet) {
        return new Request(metric, facet, "", Optional.empty(), "", "");
    }

    /**
     * Asks for a metric of a column.
     *
     * @param metric id from the catalogue
     * @param column column name
     * @return the request
     */
    public static Request ofColumn(String metric, String column) {
        return new Request(metric, "", column, Optional.empty(), "", "");
    }

    /**
     * Asks for the same metric at a point.
     *
     * @param point for example a required sensitivity
     * @return a copy
     */
    public Request at(double point) {
        return new Request(metric, facet, column, Optional.of(point), category, against, family);
    }

    /**
     * Asks for the same metric of one class of the label.
     *
     * @param name the class
     * @return a copy
     */
    public Request ofCategory(String name) {
        return new Request(metric, facet, column, at, name, against, family);
    }

    /**
     * Asks for the same metric in comparison.
     *
     * @param other {@code champion} or {@code baseline}; empty for the number itself
     * @return a copy
     */
    public Request against(String other) {
        return new Request(metric, facet, column, at, category, other, family);
    }

    /**
     * Asks for a p-value that is corrected for several columns.
     *
     * @param columns method and columns, this one among them
     * @return a copy
     */
    public Request within(Family columns) {
        return new Request(metric, facet, column, at, category, against, Optional.of(columns));
    }

    /** Asks for the same number of another column, by itself. */
    Request ofSibling(String other) {
        return new Request(metric, facet, other, at, category, against);
    }
}
