// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.List;

/**
 * The gates before release.
 *
 * @param qualityGates at least one for a regulated model; none at all is UNDECIDED, not a pass
 * @param level confidence level of every interval, strictly between 0 and 1
 */
public record ValidateSpec(List<GateSpec> qualityGates, double level) {
    /** Copies the gates. */
    public ValidateSpec {
        qualityGates = List.copyOf(qualityGates);
    }
}
