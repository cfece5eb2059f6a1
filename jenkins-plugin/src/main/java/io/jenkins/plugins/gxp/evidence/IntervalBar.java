// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence;

import io.jenkins.plugins.gxp.engine.GateRow;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The numbers of a gate on a line: where the drawing's parts lie from left to right. Every gate has a scale of its own, from
 * its smallest number to its largest.
 */
public final class IntervalBar {
    /** Width of the drawing, in its own units; a margin at each side keeps marks whole. */
    private static final double WIDTH = 120;

    private static final double MARGIN = 8;

    private final GateRow gate;
    private final double from;
    private final double span;

    IntervalBar(GateRow gate) {
        this.gate = gate;
        from = numbers(gate).min().orElse(0);
        double to = numbers(gate).max().orElse(0);
        span = to - from;
    }

    private static DoubleStream numbers(GateRow gate) {
        return Stream.of(gate.value(), gate.lower(), gate.upper(), gate.min(), gate.max())
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue);
    }

    /** One number alone lies in the middle; a span beyond what a number can hold is drawn so, too. */
    private String at(double number) {
        double share = span > 0 && Double.isFinite(span) ? (number - from) / span : 0.5;
        return String.format(Locale.ROOT, "%.1f", MARGIN + share * (WIDTH - 2 * MARGIN));
    }

    public boolean isInterval() {
        return gate.lower() != null && gate.upper() != null;
    }

    public String getValue() {
        return at(gate.value());
    }

    public String getLower() {
        return at(gate.lower());
    }

    public String getUpper() {
        return at(gate.upper());
    }

    public String getMin() {
        return gate.min() == null ? null : at(gate.min());
    }

    public String getMax() {
        return gate.max() == null ? null : at(gate.max());
    }

    /** Returns where the part begins that the limits allow. */
    public String getAllowedFrom() {
        return gate.min() == null ? "0" : at(gate.min());
    }

    /** Returns how long the part is that the limits allow; zero if there is no limit. */
    public String getAllowedWidth() {
        if (gate.min() == null && gate.max() == null) {
            return "0";
        }
        double to = gate.max() == null ? WIDTH : Double.parseDouble(at(gate.max()));
        return String.format(Locale.ROOT, "%.1f", Math.max(0, to - Double.parseDouble(getAllowedFrom())));
    }

    /** Returns the drawing in words. */
    public String getText() {
        return gate.getInterval().isEmpty()
                ? Messages.IntervalBar_value(gate.getValue(), gate.getLimit())
                : Messages.IntervalBar_interval(gate.getValue(), gate.getInterval(), gate.getLimit());
    }
}
