// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.gate.GateResult;
import io.github.gxpml.port.Serving.Window;
import io.github.gxpml.spec.MonitorSpec;
import io.github.gxpml.spec.MonitorSpec.Endpoint;
import java.io.IOException;
import java.util.Optional;

/** Checks that the numbers of an endpoint are those that its datapoints give. */
final class ServingChecks {
    private ServingChecks() {}

    /** Computes the number of a gate again. Returns whether the gate is one on an endpoint. */
    static boolean recounted(Inspection in, GateResult result, Findings findings) throws IOException {
        String metric = result.gate().metric();
        if (!ServingDocument.knows(metric)) {
            return false;
        }
        String gate = result.gate().id();
        String file = "data/" + ServingDocument.FILE;
        if (!in.has(ServingDocument.FILE)) {
            findings.problemIf(
                    result.metric().value().isPresent(),
                    file + " is missing, from which the number of gate " + gate + " was computed");
            return true;
        }
        ServingDocument document = in.document(ServingDocument.FILE, ServingDocument.class);
        Optional<Endpoint> named = in.spec().monitor().flatMap(MonitorSpec::endpoint);
        findings.problemIf(
                document.format() != ServingDocument.FORMAT,
                "the format of " + file + " is " + document.format() + ", this software knows "
                        + ServingDocument.FORMAT);
        findings.problemIf(
                !Optional.of(document.endpoint()).equals(named), file + " is not about the endpoint of the spec");
        findings.problemIf(
                !document.window()
                        .equals(Window.ending(
                                document.window().to(), document.endpoint().hours())),
                file + " is about another window than the spec asks for");
        findings.problemIf(
                !document.value(metric).equals(result.metric()),
                "the number of gate " + gate + " is not what " + file + " says");
        return true;
    }
}
