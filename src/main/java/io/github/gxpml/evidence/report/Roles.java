// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.lineage.LineageDocument.TableRecord;
import java.util.List;
import java.util.stream.Collectors;

/** What each table was used for: trained on, as the run says, and judged, as its gates say. */
final class Roles {
    private Roles() {}

    /**
     * Says what a table was used for.
     *
     * @param data of the report
     * @param table name
     * @return for example {@code trained on} or {@code judged in validate}
     */
    static String of(ReportData data, String table) {
        boolean trained = table.equals(data.trainedOn());
        String judged = judged(data, table);
        if (judged.isEmpty()) {
            return trained ? "trained on" : "read, no gate on it";
        }
        return trained ? "trained on, " + judged : judged;
    }

    /**
     * Says which stages judge a table.
     *
     * @param data of the report
     * @param table name
     * @return for example {@code judged in train, validate}; empty if no gate is set on it
     */
    static String judged(ReportData data, String table) {
        String stages = data.verdicts().gates().stream()
                .map(GateResult::gate)
                .filter(gate -> gate.table().equals(table))
                .map(Gate::stage)
                .distinct()
                .collect(Collectors.joining(", "));
        return stages.isEmpty() ? "" : "judged in " + stages;
    }

    /**
     * Returns the tables with those trained on first.
     *
     * @param data of the report
     * @return all tables, otherwise in their order
     */
    static List<TableRecord> trainedFirst(ReportData data) {
        return data.lineage().tables().stream()
                .sorted((a, b) -> Boolean.compare(
                        b.name().equals(data.trainedOn()), a.name().equals(data.trainedOn())))
                .toList();
    }
}
