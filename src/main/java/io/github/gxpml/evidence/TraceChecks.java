// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Draws the graph, its exports and the requirements trace again from the other documents, and compares the bytes. */
final class TraceChecks {
    private static final List<String> FILES =
            List.of(TraceFiles.OPEN_LINEAGE, TraceFiles.PROV, TraceFiles.REQUIREMENTS, TraceFiles.REQUIREMENTS_CSV);

    private TraceChecks() {}

    static void trace(Inspection in, Findings findings) throws IOException {
        Map<String, byte[]> again = TraceFiles.of(in, in.bundle());
        for (Map.Entry<String, byte[]> file : again.entrySet()) {
            if (!in.has(file.getKey())) {
                findings.problem("data/" + file.getKey() + " is missing");
            } else if (!Arrays.equals(in.read(file.getKey()), file.getValue())) {
                findings.problem("data/" + file.getKey() + " is not what the other documents of the bundle give");
            }
        }
        for (String file : FILES) {
            findings.problemIf(
                    in.has(file) && !again.containsKey(file),
                    "data/" + file + " is there, and nothing in the bundle gives it");
        }
        findings.good(
                again.isEmpty()
                        ? "nothing was trained or monitored, so there is nothing to trace"
                        : String.join(", ", again.keySet()) + ": drawn again with the same result");
    }
}
