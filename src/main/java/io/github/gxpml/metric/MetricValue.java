// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import java.util.Optional;

/**
 * What a metric came out as: a finite number, or the reason why there is none. Never NaN, never a silent zero.
 *
 * @param status whether there is a number
 * @param value the number, present exactly if the status is OK
 * @param interval its interval; absent for an exact count or where the metric has none
 * @param n number of rows (or files, tests, people) that the number stands on
 * @param reason why there is no number; empty if the status is OK
 * @param detail what a person should know beside the number, for example which rows; may be empty
 */
public record MetricValue(
        Status status, Optional<Double> value, Optional<Interval> interval, long n, String reason, String detail) {

    /** Whether there is a number. */
    public enum Status {
        OK,
        UNDEFINED
    }

    /** Keeps number and status together, and NaN out. */
    public MetricValue {
        boolean ok = status == Status.OK;
        if (ok != value.isPresent() || ok != reason.isEmpty()) {
            throw new IllegalArgumentException("a metric has either a number or a reason: " + value + ", " + reason);
        }
        if (value.isPresent() && !Double.isFinite(value.get())) {
            throw new IllegalArgumentException("a metric's number must be finite, this is " + value.get());
        }
    }

    /**
     * Returns an exact number, such as a count.
     *
     * @param value finite
     * @param n what it stands on
     * @return the value
     */
    public static MetricValue exact(double value, long n) {
        return new MetricValue(Status.OK, Optional.of(value), Optional.empty(), n, "", "");
    }

    /**
     * Returns an estimate with its interval.
     *
     * @param value finite
     * @param interval its interval
     * @param n what it stands on
     * @return the value
     */
    public static MetricValue estimate(double value, Interval interval, long n) {
        return new MetricValue(Status.OK, Optional.of(value), Optional.of(interval), n, "", "");
    }

    /**
     * Returns the absence of a number.
     *
     * @param reason why, as the end of a sentence, for example {@code no positive labels among women}
     * @param n how many rows there were
     * @return the value
     */
    public static MetricValue undefined(String reason, long n) {
        return new MetricValue(Status.UNDEFINED, Optional.empty(), Optional.empty(), n, reason, "");
    }

    /**
     * Returns this value with something to tell beside it.
     *
     * @param text one sentence
     * @return a copy
     */
    public MetricValue withDetail(String text) {
        return new MetricValue(status, value, interval, n, reason, text);
    }
}
