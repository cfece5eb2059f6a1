// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import java.util.List;
import java.util.Optional;

/** The catalogue of metrics: one explicit list, in the order in which it is printed. */
public final class Metrics {
    private static final List<Metric> ALL = List.of();

    private Metrics() {}

    /**
     * Returns the catalogue.
     *
     * @return all metrics in order
     */
    public static List<Metric> all() {
        return ALL;
    }

    /**
     * Finds a metric.
     *
     * @param id exact id, case matters
     * @return the metric, if it is in the catalogue
     */
    public static Optional<Metric> find(String id) {
        return ALL.stream().filter(metric -> metric.info().id().equals(id)).findFirst();
    }

    /**
     * Returns the ids.
     *
     * @return all ids in order
     */
    public static List<String> ids() {
        return ALL.stream().map(metric -> metric.info().id()).toList();
    }
}
