// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A facet must name one group of people, be about people rather than the answer, and stand in the list once. */
final class FacetCheck implements Check {
    private static final List<String> OWN = List.of("column", "disfavoured", "above", "upTo", "each");

    @Override
    public void check(Draft draft, Problems problems) {
        var seen = new HashMap<String, Place>();
        for (Part facet : draft.facets()) {
            if (facet.at("all").isPresent()) {
                alone(facet, problems);
            } else if (facet.isMapping() && !facet.at("column").isPresent()) {
                problems.add(facet.place(), "a facet has no `column`", "add `column: sex`");
            }
            for (Part condition : Facets.conditions(facet)) {
                group(condition, problems);
                label(condition.at("column"), draft, problems);
            }
            Facets.read(facet).ifPresent(read -> {
                Place first = seen.putIfAbsent(read.name(), facet.place());
                if (first != null) {
                    problems.add(
                            facet.place(),
                            "the facet " + Words.name(read.name()) + " is listed twice, first in line " + first.line(),
                            "remove one of the two");
                }
            });
        }
    }

    private static void alone(Part facet, Problems problems) {
        OWN.stream()
                .filter(key -> facet.at(key).isPresent())
                .findFirst()
                .ifPresent(key -> problems.add(
                        facet.key(key),
                        Words.name(key) + " stands beside `all`, which holds every condition of a facet",
                        "move it into `all`, as a condition with its column"));
    }

    private static void label(Part column, Draft draft, Problems problems) {
        if (draft.label().isPresent() && draft.label().equals(column.text())) {
            problems.add(
                    column.place(),
                    "the label " + Words.quoted(draft.label().get()) + " cannot be a facet",
                    "name a column that tells who a person is");
        }
    }

    private static void group(Part condition, Problems problems) {
        boolean values = condition.at("disfavoured").isPresent();
        boolean above = condition.at("above").isPresent();
        boolean upTo = condition.at("upTo").isPresent();
        boolean each = condition.at("each").isPresent();
        long kinds = Stream.of(values, above || upTo, each).filter(kind -> kind).count();
        if (condition.isMapping() && kinds == 0) {
            problems.add(
                    condition.place(),
                    "a facet without `disfavoured`, `above`, `upTo` or `each` names no group",
                    "add `disfavoured: F` for values of the column, `above: 75` for a number, or `each: true`");
        } else if (kinds > 1) {
            problems.add(
                    condition.key(above ? "above" : upTo ? "upTo" : "each"),
                    "a facet has either `disfavoured`, or `above` and `upTo`, or `each`",
                    "remove one, or make two facets of it");
        } else {
            band(condition, problems);
        }
    }

    private static void band(Part condition, Problems problems) {
        Optional<Double> above = condition.at("above").number();
        Optional<Double> upTo = condition.at("upTo").number();
        if (above.isPresent() && upTo.isPresent() && above.get() >= upTo.get()) {
            problems.add(
                    condition.key("above"),
                    "no number is above `above` and at most `upTo`",
                    "write `above` smaller than `upTo`");
        }
    }
}
