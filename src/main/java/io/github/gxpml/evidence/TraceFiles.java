// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.io.Json;
import io.github.gxpml.lineage.Graph;
import io.github.gxpml.lineage.LineageDocument;
import io.github.gxpml.lineage.OpenLineageFile;
import io.github.gxpml.lineage.ProvFile;
import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a bundle says about where everything came from and which requirement it shows, drawn from its other documents:
 * the graph in {@code lineage.json}, the same as OpenLineage events and as W3C PROV, and the requirements trace.
 * Written before each seal, and computed again by whoever verifies.
 */
public final class TraceFiles {
    static final String OPEN_LINEAGE = "lineage.openlineage.jsonl";
    static final String PROV = "lineage.prov.json";
    static final String REQUIREMENTS = "requirements.json";
    static final String REQUIREMENTS_CSV = "requirements.csv";

    private TraceFiles() {}

    /**
     * Writes them into a bag; those of a run without lineage or requirements are left out.
     *
     * @param bag the bag, with everything else that is to be sealed
     * @param bundle what the run is
     * @throws IOException if a document is malformed or cannot be written
     */
    public static void write(Bag bag, BundleDocument bundle) throws IOException {
        for (Map.Entry<String, byte[]> file : of(bag, bundle).entrySet()) {
            bag.put(file.getKey(), file.getValue());
        }
    }

    /** Returns what the files must hold, by name. */
    static Map<String, byte[]> of(BagFiles bag, BundleDocument bundle) throws IOException {
        // the spec of the run and not that of today: a run may be sealed again after the spec was changed
        Spec spec = Inspection.spec(bag);
        Map<String, byte[]> files = new LinkedHashMap<>();
        List<String> names = bag.names();
        if (names.contains(BagLayout.LINEAGE)) {
            var lineage = Approvals.document(BagLayout.LINEAGE, bag.read(BagLayout.LINEAGE), LineageDocument.class);
            Graph graph = LineageGraph.of(bag, bundle, lineage, spec.train().table());
            files.put(BagLayout.LINEAGE, Json.pretty(lineage.with(Optional.of(graph))));
            files.put(OPEN_LINEAGE, OpenLineageFile.of(graph));
            files.put(PROV, ProvFile.of(graph));
        }
        if (!spec.requirements().isEmpty()) {
            var verdicts = names.contains(BagLayout.VERDICTS)
                    ? Approvals.document(BagLayout.VERDICTS, bag.read(BagLayout.VERDICTS), VerdictsDocument.class)
                    : new VerdictsDocument(List.of());
            RequirementsDocument trace =
                    RequirementTrace.of(spec, HostGateFiles.gatesIn(bag, spec), verdicts.gates(), approvals(bag));
            files.put(REQUIREMENTS, Json.pretty(trace));
            files.put(REQUIREMENTS_CSV, trace.csv());
        }
        return files;
    }

    private static List<Approval> approvals(BagFiles bag) throws IOException {
        List<Approval> approvals = new ArrayList<>();
        for (String file : Approvals.numbered(bag)) {
            approvals.add(new ApprovalReader(bag).read(file));
        }
        return approvals;
    }
}
