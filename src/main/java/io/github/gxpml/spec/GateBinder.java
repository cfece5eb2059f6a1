// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.List;
import java.util.Optional;

/** Turns gates without problems into records: facets by their names, {@code within} as min and max. */
final class GateBinder {
    private final Facets facets;

    GateBinder(Facets facets) {
        this.facets = facets;
    }

    List<GateSpec> bind(Part gates) {
        return gates.items().stream().map(this::one).toList();
    }

    GateSpec one(Part gate) {
        Optional<Double> within = gate.at("within").number();
        return new GateSpec(
                Binder.required(gate.at("metric")),
                gate.at("table").text(),
                gate.at("facet").text().map(this::facet),
                gate.at("columns").itemOrItems().stream().map(Binder::required).toList(),
                within.map(x -> 0 - x).or(() -> gate.at("min").number()),
                within.or(() -> gate.at("max").number()),
                constant(gate.at("on"), GateSpec.On.class),
                gate.at("criticality").constant(GateSpec.Criticality.class, Defaults.CRITICALITY),
                gate.at("requirement").text(),
                gate.at("at").number(),
                gate.at("class").text(""),
                gate.at("against").text(""),
                constant(gate.at("correction"), GateSpec.Correction.class),
                gate.place().line());
    }

    private static <E extends Enum<E>> Optional<E> constant(Part part, Class<E> type) {
        return part.isPresent() ? Optional.of(part.constant(type, "")) : Optional.empty();
    }

    private String facet(String written) {
        return written.equals(Facets.EACH) ? written : facets.find(written).get(0);
    }
}
