// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import io.github.gxpml.data.Need;
import io.github.gxpml.data.States;
import java.util.Set;

/** A number that says something about a table: asks for states, computes itself from them. Has no state of its own. */
public interface Metric {
    /**
     * Describes the metric.
     *
     * @return always the same
     */
    MetricInfo info();

    /**
     * Says which states the metric is computed from.
     *
     * @param request which facet and column
     * @param context what the data is
     * @return empty if it can say already that there will be no number
     */
    Set<Need> needs(Request request, Context context);

    /**
     * Computes the metric. A number that cannot be computed is an undefined value with its reason, never an exception.
     *
     * @param request which facet and column
     * @param states what the scans gave; states may be missing
     * @param options how to compute
     * @return the value
     */
    MetricValue compute(Request request, States states, Options options);
}
