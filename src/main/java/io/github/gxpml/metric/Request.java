// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

/**
 * Which number is wanted.
 *
 * @param metric id from the catalogue
 * @param facet facet name, empty for none
 * @param column column name, empty for none
 */
public record Request(String metric, String facet, String column) {
    /**
     * Asks for a metric of the whole table.
     *
     * @param metric id from the catalogue
     * @return the request
     */
    public static Request of(String metric) {
        return new Request(metric, "", "");
    }

    /**
     * Asks for a metric of a facet.
     *
     * @param metric id from the catalogue
     * @param facet facet name
     * @return the request
     */
    public static Request ofFacet(String metric, String facet) {
        return new Request(metric, facet, "");
    }

    /**
     * Asks for a metric of a column.
     *
     * @param metric id from the catalogue
     * @param column column name
     * @return the request
     */
    public static Request ofColumn(String metric, String column) {
        return new Request(metric, "", column);
    }
}
