// SPDX-License-Identifier: MIT
package io.github.gxpml.gate;

import io.github.gxpml.spec.GateSpec;
import io.github.gxpml.spec.GateSpec.Criticality;
import io.github.gxpml.spec.GateSpec.On;
import io.github.gxpml.spec.HostGates;
import io.github.gxpml.spec.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Puts the gates of a host beside those of a spec, gate by gate, and tells where the host asks for less. */
final class Tightening {
    private static final String STRICTER = "ask for the same or more, or leave the entry out";

    private final String file;
    private final List<Gate> spec;
    private final List<Gate> gates;
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    Tightening(String file, List<Gate> spec) {
        this.file = file;
        this.spec = spec;
        this.gates = new ArrayList<>(spec);
    }

    /** Adds a gate of the host, or tightens every gate of the spec that is on the same number. */
    void add(HostGates.Entry entry, Gate asked) {
        Integer before = numbers.putIfAbsent(asked.id(), entry.number());
        if (before != null) {
            problem(
                    entry,
                    asked.id() + " is asked for in gate " + before + " already",
                    "write one gate with both limits");
            return;
        }
        List<Gate> same =
                spec.stream().filter(gate -> gate.id().equals(asked.id())).toList();
        if (same.isEmpty()) {
            gates.add(asked);
        }
        for (Gate gate : same) {
            On part = entry.gate().on().isEmpty() ? gate.on() : asked.on();
            tighten(entry, gate, asked, part);
        }
    }

    private void tighten(HostGates.Entry entry, Gate gate, Gate asked, On part) {
        String shown = gate.requirement().isEmpty() ? asked.requirement() : gate.requirement();
        Gate both = gate.tightened(asked, part, shown);
        String host = text(asked, part);
        String own = text(gate, gate.on());
        if (looser(gate, asked) || !keeps(gate, both)) {
            problem(
                    entry,
                    "of " + gate.id() + " it asks " + host + ", which is looser than " + own + " of the spec",
                    STRICTER);
        } else if (both.min().isPresent()
                && both.max().isPresent()
                && both.min().get() > both.max().get()) {
            problem(
                    entry,
                    "of " + gate.id() + " it asks " + host + ", and the spec " + own
                            + ", which no number meets together",
                    "move the limit, or leave the entry out");
        } else if (!asked.requirement().isEmpty() && !asked.requirement().equals(shown)) {
            problem(
                    entry,
                    "of " + gate.id() + " it says that it shows " + asked.requirement()
                            + ", and the spec that it shows " + shown,
                    "leave `requirement` out");
        } else {
            gates.set(gates.indexOf(gate), both);
        }
    }

    private static boolean looser(Gate gate, Gate asked) {
        boolean lower = gate.min().isPresent()
                && asked.min().isPresent()
                && asked.min().get() < gate.min().get();
        boolean upper = gate.max().isPresent()
                && asked.max().isPresent()
                && asked.max().get() > gate.max().get();
        boolean effect = gate.criticality() == Criticality.FAILURE && asked.criticality() == Criticality.UNSTABLE;
        return lower || upper || effect;
    }

    /** Another part of the interval may only be one that passes less and fails more: the bound beside the one limit. */
    private static boolean keeps(Gate gate, Gate both) {
        return both.on() == gate.on()
                || both.on() == On.LOWER_BOUND && both.max().isEmpty()
                || both.on() == On.UPPER_BOUND && both.min().isEmpty();
    }

    private static String text(Gate gate, On on) {
        return Judge.limitText(gate) + " on "
                + on.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + ", " + gate.criticality();
    }

    private void problem(HostGates.Entry entry, String message, String remedy) {
        GateSpec gate = entry.gate();
        problems.add(new Problem(file, gate.line(), 1, "gate " + entry.number() + ": " + message, remedy));
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** Returns all gates, in the order of the spec and then of the host; equal ones once. */
    List<Gate> gates() {
        return List.copyOf(new LinkedHashSet<>(gates));
    }
}
