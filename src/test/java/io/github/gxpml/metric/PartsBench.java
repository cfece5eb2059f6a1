// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import io.github.gxpml.data.States;
import io.github.gxpml.metric.Drawn.Kind;
import io.github.gxpml.metric.Everything.Reference;
import java.util.ArrayList;
import java.util.List;

/** The states of tables drawn at random, and of two parts of each. */
public final class PartsBench {
    private PartsBench() {}

    /**
     * States of every metric of the catalogue.
     *
     * @param whole of all rows: those of the table, and those of the experiment in it
     * @param first of some of the rows
     * @param second of the others
     */
    public record Parts(List<States> whole, List<States> first, List<States> second) {}

    public static List<Parts> parts(Bench bench) throws Exception {
        List<Parts> parts = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            Reference reference = Reference.of(bench, Drawn.of(kind, 900, 50));
            for (int cut : kind == Kind.TWO_CLASSES ? List.of(1, 33) : List.of(33)) {
                List<List<States>> states = new ArrayList<>();
                Drawn all = Drawn.of(kind, 80 + cut, 90);
                for (Drawn some : List.of(
                        all,
                        new Drawn(kind, all.rows().subList(0, cut)),
                        new Drawn(kind, all.rows().subList(cut, 90)))) {
                    Everything found = Everything.of(bench, some, reference);
                    states.add(List.of(
                            found.documents().get(false).states(),
                            found.documents().get(true).states()));
                }
                parts.add(new Parts(states.get(0), states.get(1), states.get(2)));
            }
        }
        return parts;
    }
}
