// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import java.util.List;

/**
 * What is drawn of the tables that were judged, from their states.
 *
 * @param curves scores against outcomes
 * @param groups the two sides of each facet
 * @param drifts columns against the baseline
 */
public record Pictures(List<CurveView> curves, List<GroupView> groups, List<DriftView> drifts) {
    /** Copies the lists. */
    public Pictures {
        curves = List.copyOf(curves);
        groups = List.copyOf(groups);
        drifts = List.copyOf(drifts);
    }

    /** Draws scores against outcomes alone. */
    static Pictures of(List<CurveView> curves) {
        return new Pictures(curves, List.of(), List.of());
    }
}
