// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.HashMap;

/** A facet must name one group of people, be about people rather than the answer, and stand in the list once. */
final class FacetCheck implements Check {
    @Override
    public void check(Draft draft, Problems problems) {
        var seen = new HashMap<String, Place>();
        for (Part facet : draft.facets()) {
            group(facet, problems);
            if (draft.label().isPresent()
                    && draft.label().equals(facet.at("column").text())) {
                problems.add(
                        facet.at("column").place(),
                        "the label " + Words.quoted(draft.label().get()) + " cannot be a facet",
                        "name a column that tells who a person is");
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

    private static void group(Part facet, Problems problems) {
        boolean values = facet.at("disfavoured").isPresent();
        boolean above = facet.at("above").isPresent();
        if (facet.isMapping() && values == above) {
            problems.add(
                    above ? facet.key("above") : facet.place(),
                    above
                            ? "a facet has either `disfavoured` or `above`, not both"
                            : "a facet without `disfavoured` or `above` names no group",
                    above
                            ? "remove one, or make two facets of it"
                            : "add `disfavoured: F` for values of the column, or `above: 75` for a number");
        }
    }
}
