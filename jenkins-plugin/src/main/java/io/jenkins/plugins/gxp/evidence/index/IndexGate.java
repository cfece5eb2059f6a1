// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence.index;

import java.util.Map;

/**
 * A gate as the index keeps it.
 *
 * @param id its name in its run
 * @param verdict PASS, FAIL or UNDECIDED
 * @param waived whether people have waived it
 * @param numbers value, lower, upper, min and max, as far as there are any
 */
public record IndexGate(String id, String verdict, boolean waived, Map<String, Double> numbers) {
    /** Tells whether it has a value with an interval. */
    public boolean isMeasured() {
        return numbers.containsKey("value") && numbers.containsKey("lower") && numbers.containsKey("upper");
    }
}
