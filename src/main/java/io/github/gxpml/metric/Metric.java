// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import io.github.gxpml.data.Need;
import io.github.gxpml.data.States;
import io.github.gxpml.spec.GateSpec.On;
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
     * Says what the metric is computed of. Where one of it is not there, the metric is undefined and is not asked for
     * states.
     *
     * @return always the same
     */
    Set<Input> inputs();

    /**
     * Says which parts of a request the metric understands beside facet and column. A request with another one is
     * undefined: a number must never stand under a name that says more than it does.
     *
     * @return none unless the metric takes a point or a class
     */
    default Set<Qualifier> qualifiers() {
        return Set.of();
    }

    /** A part of a request that only some metrics understand. */
    enum Qualifier {
        /** {@link Request#at}. */
        AT,
        /** {@link Request#category}. */
        CATEGORY,
        /** {@link Request#family}. */
        CORRECTION
    }

    /**
     * Says which part of the interval a gate judges that does not say itself.
     *
     * @return the whole interval unless the metric's limits are customarily limits on the value
     */
    default On judged() {
        return On.INTERVAL;
    }

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
