// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks that what a host asked for beside the spec is there as it was given, and that nothing else claims to be. */
final class HostGateChecks {
    private HostGateChecks() {}

    static void files(Inspection in, Findings findings) throws IOException {
        Map<String, String> asked = new HashMap<>();
        for (AuditEvent event : events(in)) {
            String stage = BagName.shown(String.valueOf(event.details().get("stage")));
            String file = HostGateFiles.of(stage);
            asked.put(file, stage);
            if (!in.has(file)) {
                findings.problem(
                        "data/" + file + " is missing, by which the audit log says that " + stage + " is judged");
            } else {
                findings.problemIf(
                        !Sha256.of(in.read(file)).equals(event.details().get("sha256")),
                        "data/" + file + " is not what the audit log says that " + stage + " is judged by");
            }
        }
        for (String name : in.names()) {
            findings.problemIf(
                    name.startsWith(HostGateFiles.FOLDER) && !asked.containsKey(name),
                    "the audit log does not say who asked for data/" + BagName.shown(name));
        }
    }

    /** A log that cannot be read is for the check of the log to tell. */
    private static List<AuditEvent> events(Inspection in) throws IOException {
        List<AuditEvent> events = new ArrayList<>();
        if (!in.has(AuditLog.FILE)) {
            return events;
        }
        try (InputStream log = in.contents().open("data/" + AuditLog.FILE)) {
            AuditChain.scan(log, event -> {
                if (event.event().equals(HostGateFiles.EVENT)) {
                    events.add(event);
                }
            });
        } catch (EvidenceException e) {
            return events;
        }
        return events;
    }

    /** A verdict may only be said to be about a gate of the host where the host has asked for that very gate. */
    static void marks(List<GateResult> judged, Set<Gate> asked, Findings findings) {
        judged.stream()
                .map(GateResult::gate)
                .filter(gate -> gate.host().isPresent() && !asked.contains(gate))
                .forEach(gate -> findings.problem("gate " + gate.id() + " is said to be asked for by the "
                        + BagName.shown(gate.host().orElseThrow())
                        + ", and nothing on record asks for it with this limit"));
    }
}
