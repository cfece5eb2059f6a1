// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

/** A metric of a table that is told of each facet too, beside those that compare its two sides. */
public interface ToldOfFacets extends Metric {}
