// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.engine;

import java.io.Serializable;
import java.util.Locale;

/** A gate as a page shows it. Kept in the build, so it holds texts and numbers only. */
public final class GateRow implements Serializable {
    private static final long serialVersionUID = 1;

    private final String id;
    private final String stage;
    private final String verdict;
    private final String reason;
    private final Double value;
    private final Double lower;
    private final Double upper;
    private final Double min;
    private final Double max;
    private final long rows;

    public GateRow(Judged judged, Numbers numbers) {
        this.id = judged.id();
        this.stage = judged.stage();
        this.verdict = judged.verdict();
        this.reason = judged.reason();
        this.value = numbers.value();
        this.lower = numbers.lower();
        this.upper = numbers.upper();
        this.min = numbers.min();
        this.max = numbers.max();
        this.rows = numbers.rows();
    }

    /**
     * What a gate said.
     *
     * @param id names the gate in the run
     * @param stage that judged it
     * @param verdict PASS, FAIL or UNDECIDED
     * @param reason one sentence
     */
    public record Judged(String id, String stage, String verdict, String reason) {}

    /**
     * What a gate was judged on; null where there is none.
     *
     * @param value of the metric
     * @param lower end of its interval
     * @param upper end of its interval
     * @param min lower limit
     * @param max upper limit
     * @param rows how many the metric was computed of
     */
    public record Numbers(Double value, Double lower, Double upper, Double min, Double max, long rows) {}

    /**
     * Returns the name of the gate in its run.
     *
     * @return for example validate/roc_auc/validation
     */
    public String getId() {
        return id;
    }

    public String stage() {
        return stage;
    }

    /**
     * Returns what the gate says.
     *
     * @return PASS, FAIL or UNDECIDED
     */
    public String getVerdict() {
        return verdict;
    }

    /**
     * Returns why.
     *
     * @return one sentence
     */
    public String getReason() {
        return reason;
    }

    public Double value() {
        return value;
    }

    public Double lower() {
        return lower;
    }

    public Double upper() {
        return upper;
    }

    public Double min() {
        return min;
    }

    public Double max() {
        return max;
    }

    /**
     * Returns the number that was judged.
     *
     * @return the value, or a dash
     */
    public String getValue() {
        return shown(value);
    }

    /**
     * Returns how sure the number is.
     *
     * @return the interval, or nothing
     */
    public String getInterval() {
        return lower == null || upper == null ? "" : "[" + shown(lower) + ", " + shown(upper) + "]";
    }

    /**
     * Returns what was asked for.
     *
     * @return the limits, or a dash
     */
    public String getLimit() {
        if (min != null && max != null) {
            return shown(min) + " .. " + shown(max);
        }
        if (min != null) {
            return ">= " + shown(min);
        }
        return max == null ? shown(null) : "<= " + shown(max);
    }

    /**
     * Returns how many rows the number was computed of.
     *
     * @return zero where that is not known
     */
    public long getRows() {
        return rows;
    }

    private static String shown(Double number) {
        return number == null ? "-" : String.format(Locale.ROOT, "%.4g", number);
    }
}
