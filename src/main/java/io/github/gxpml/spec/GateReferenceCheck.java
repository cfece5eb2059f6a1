// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a gate names must be there: its table, its facet, its columns. */
final class GateReferenceCheck implements Check {
    /** Table that a gate on a facet or on columns is about when it names none. */
    private static final String VALIDATION = "validation";

    /** Words that stand for columns in a gate. */
    static final Set<String> GROUPS = Set.of("features", "prediction", "label");

    private static final String LABEL = "label";

    private static final Map<String, String> MEANINGS =
            Map.of("features", "all features", "prediction", "the scores", LABEL, "the label");

    @Override
    public void check(Draft draft, Problems problems) {
        Set<String> tables = draft.tables().keySet();
        Set<String> columns = draft.columns();
        var facets = new Facets(draft.facets());
        String labelled = draft.label().orElse("");
        for (Draft.StageGates stage : draft.gates()) {
            for (Part gate : stage.gates()) {
                TableCheck.named(gate.at("table"), tables, problems);
                facet(gate.at("facet"), draft, facets, problems);
                gate.at("columns").itemOrItems().forEach(column -> column(column, columns, labelled, problems));
                if (stage.stage().equals("validate")) {
                    ownTable(gate, tables, problems);
                }
            }
        }
    }

    private static void ownTable(Part gate, Set<String> tables, Problems problems) {
        boolean ofRows = gate.at("facet").isPresent() || gate.at("columns").isPresent();
        if (ofRows && !gate.at("table").isPresent() && !tables.isEmpty() && !tables.contains(VALIDATION)) {
            problems.add(
                    gate.place(),
                    "the gate names no table, and there is no table `" + VALIDATION + "`",
                    "add `table:` with one of " + Words.oneOf(tables));
        }
    }

    private static void facet(Part facet, Draft draft, Facets facets, Problems problems) {
        facet.text().filter(written -> !written.isBlank()).ifPresent(written -> {
            List<String> found = facets.find(written);
            if (draft.root().at("data", "facets").isNothing()) {
                problems.add(
                        facet.place(),
                        "the gate is about facets, and `data.facets` names none",
                        "add for example `facets: [{column: sex, disfavoured: F}]` under `data`");
            } else if (!written.equals(Facets.EACH)
                    && (found.size() > 1 || found.isEmpty() && facets.areAllReadable())) {
                reference(facet, found, facets, problems);
            }
        });
    }

    private static void reference(Part facet, List<String> found, Facets facets, Problems problems) {
        String written = Words.quoted(facet.text(""));
        if (found.size() > 1) {
            problems.add(
                    facet.place(),
                    "the column " + written + " has " + found.size() + " facets",
                    "write one of " + Words.oneOf(found) + ", or each");
            return;
        }
        var candidates = new ArrayList<>(facets.names());
        candidates.addAll(facets.columns());
        candidates.add(Facets.EACH);
        String known = facets.names().isEmpty() ? "" : Words.oneOf(facets.names()) + ", or ";
        problems.add(
                facet.place(),
                "there is no facet " + written + " under `data.facets`",
                problems.nearest(facet.text(""), candidates, "write " + known + "each"));
    }

    private static void column(Part column, Set<String> known, String labelled, Problems problems) {
        String written = column.text("");
        boolean group = GROUPS.contains(written);
        boolean itself = written.equals(LABEL) && labelled.equals(LABEL);
        if (group && known.contains(written) && !itself) {
            problems.add(
                    column.place(),
                    Words.quoted(written) + " stands for " + MEANINGS.get(written) + ", and a column has that name too",
                    "rename the column");
        } else if (!group && !written.isBlank() && !known.contains(written)) {
            problems.add(
                    column.place(),
                    "the column " + Words.quoted(written) + " is not declared under `data`",
                    problems.nearest(
                            written, known, "declare it under `data.columns`, or write features, prediction or label"));
        }
    }
}
