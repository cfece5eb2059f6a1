// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.adhoc;

import java.util.List;

/**
 * What is asked of a table's performance beside its metrics.
 *
 * @param facets groups to measure apart, each with everyone else, as {@link Words#facet} reads them
 * @param points thresholds that must meet something
 * @param curves whether the points of curves and the confusion matrix are wanted
 */
public record Asked(List<String> facets, List<Point> points, boolean curves) {
    /** Nothing more. */
    public static final Asked NOTHING = new Asked(List.of(), List.of(), false);

    /** Copies the lists. */
    public Asked {
        facets = facets.stream().distinct().toList();
        points = points.stream().distinct().toList();
    }

    /**
     * A required share.
     *
     * @param metric id of a metric that takes it
     * @param at the share, from 0 to 1
     */
    public record Point(String metric, double at) {}
}
