// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence;

import io.jenkins.plugins.gxp.engine.GateRow;
import io.jenkins.plugins.gxp.engine.Verdicts;
import java.util.Comparator;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A gate on a page: what it says, whether it was waived, and its interval as a drawing. */
@ExportedBean(defaultVisibility = 3)
public final class GateView {
    /** FAIL and UNDECIDED first, each in the order of judging. */
    public static final Comparator<GateView> BY_URGENCY = Comparator.comparingInt(GateView::urgency);

    private final GateRow gate;
    private final boolean waived;

    /**
     * Shows a gate.
     *
     * @param gate what it says
     * @param waived whether people have waived it
     */
    public GateView(GateRow gate, boolean waived) {
        this.gate = gate;
        this.waived = waived;
    }

    private int urgency() {
        return switch (getVerdict()) {
            case Verdicts.FAIL -> 0;
            case Verdicts.UNDECIDED -> 1;
            default -> 2;
        };
    }

    GateRow row() {
        return gate;
    }

    public boolean isPass() {
        return getVerdict().equals(Verdicts.PASS);
    }

    /**
     * Tells whether people have waived the gate.
     *
     * @return true if so; the verdict stands
     */
    @Exported
    public boolean isWaived() {
        return waived;
    }

    /**
     * Returns the name of the gate in its run.
     *
     * @return for example validate/roc_auc/validation
     */
    @Exported
    public String getId() {
        return gate.getId();
    }

    /**
     * Returns what the gate says.
     *
     * @return PASS, FAIL or UNDECIDED
     */
    @Exported
    public String getVerdict() {
        return gate.getVerdict();
    }

    /**
     * Returns why.
     *
     * @return one sentence
     */
    @Exported
    public String getReason() {
        return gate.getReason();
    }

    /**
     * Returns the number that was judged.
     *
     * @return null if there is none
     */
    @Exported(name = "value")
    public Double getNumber() {
        return gate.value();
    }

    /**
     * Returns the lower end of the interval.
     *
     * @return null if there is none
     */
    @Exported
    public Double getLower() {
        return gate.lower();
    }

    /**
     * Returns the upper end of the interval.
     *
     * @return null if there is none
     */
    @Exported
    public Double getUpper() {
        return gate.upper();
    }

    /**
     * Returns the lower limit.
     *
     * @return null if there is none
     */
    @Exported
    public Double getMin() {
        return gate.min();
    }

    /**
     * Returns the upper limit.
     *
     * @return null if there is none
     */
    @Exported
    public Double getMax() {
        return gate.max();
    }

    /**
     * Returns how many rows the number was computed of.
     *
     * @return zero where that is not known
     */
    @Exported
    public long getRows() {
        return gate.getRows();
    }

    public String getValue() {
        return gate.getValue();
    }

    public String getInterval() {
        return gate.getInterval();
    }

    public String getLimit() {
        return gate.getLimit();
    }

    /**
     * Returns the value, its interval and the limits as a drawing.
     *
     * @return null where there is no number to draw
     */
    public IntervalBar getBar() {
        return gate.value() == null ? null : new IntervalBar(gate);
    }
}
