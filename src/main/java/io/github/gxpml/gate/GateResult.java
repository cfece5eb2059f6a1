// SPDX-License-Identifier: MIT
package io.github.gxpml.gate;

import io.github.gxpml.metric.MetricValue;

/**
 * A gate, the number it was judged on, and what came out.
 *
 * @param gate the limit
 * @param metric the number, or why there is none
 * @param verdict what the gate says
 * @param reason one short sentence; for UNDECIDED always why, and what would decide where that can be said
 */
public record GateResult(Gate gate, MetricValue metric, Verdict verdict, String reason) {}
