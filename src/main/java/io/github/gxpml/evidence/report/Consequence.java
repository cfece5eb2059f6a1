// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.evidence.report.Outcome.Tally;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.port.ModelRegistry.Status;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What comes of gates that block: nothing is released, or it is all the same, because people waived them.
 *
 * @param waived last day of each gate that is validly waived, by its id
 * @param released whether the run's model is or was in use
 */
record Consequence(Map<String, LocalDate> waived, boolean released) {
    private static final Set<String> IN_USE = Set.of(Status.ACTIVE.name(), Status.RETIRED.name());
    private static final String MONITOR = "monitor";

    /** Nobody waived anything, and nothing is released. */
    static final Consequence PLAIN = new Consequence(Map.of(), false);

    /**
     * Takes what matters from a report.
     *
     * @param data what the report shows
     * @return as of that report
     */
    static Consequence of(ReportData data) {
        Map<String, LocalDate> waived = new TreeMap<>();
        for (GateResult result : data.verdicts().gates()) {
            String gate = result.gate().id();
            data.waived(gate).ifPresent(waiver -> waived.put(gate, waiver.until()));
        }
        Optional<String> status = data.release().map(ReleaseView::status);
        return new Consequence(waived, status.filter(IN_USE::contains).isPresent());
    }

    /**
     * Says it.
     *
     * @param gates every gate that was judged, at least one of which blocks
     * @return words that go on after "N gates fail"
     */
    String words(List<GateResult> gates) {
        if (gates.stream().allMatch(gate -> gate.gate().stage().equals(MONITOR))) {
            return ": the version in use does not show what is asked of it, and stays in use until people decide"
                    + " otherwise.";
        }
        List<GateResult> blocking = gates.stream().filter(Tally::blocks).toList();
        List<LocalDate> days = blocking.stream()
                .filter(gate -> waived.containsKey(gate.gate().id()))
                .map(gate -> waived.get(gate.gate().id()))
                .toList();
        if (days.isEmpty()) {
            return released ? ": that blocks, although the model was released before." : ": the release is blocked.";
        }
        boolean all = days.size() == blocking.size();
        String count = Figures.word(days.size()) + (days.size() == 1 ? " gate" : " gates");
        if (released) {
            return ": the model was released with " + count + " waived, " + until(days)
                    + (all ? "." : "; what else does not pass was judged since, and blocks.");
        }
        return all
                ? "; " + count + (days.size() == 1 ? " is" : " are") + " waived, " + until(days)
                        + ", so nothing blocks meanwhile."
                : ": the release is blocked, although " + count + (days.size() == 1 ? " is" : " are") + " waived, "
                        + until(days) + ".";
    }

    private static String until(List<LocalDate> days) {
        LocalDate first = Collections.min(days);
        LocalDate last = Collections.max(days);
        return first.equals(last) ? "until " + first : "the first until " + first + ", the last until " + last;
    }
}
