// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import java.io.IOException;
import java.util.Map;

/**
 * Checks the signed statements in a bundle: each is of a kind that is known here, and signed by a key that is believed.
 * What cannot be read or is unknown is a failure, never passed over.
 */
final class AttestationChecks {
    /** What a file may hold, by the pattern of its name. */
    private static final Map<String, String> TYPES = Map.of(
            BagLayout.PROVENANCE, Provenance.TYPE,
            BagLayout.TEST_RESULT, TestResult.TYPE,
            BagLayout.ATTESTATIONS + "approval-[0-9]+\\.dsse\\.json", Approval.TYPE,
            BagLayout.ATTESTATIONS + "waiver-[0-9]+\\.dsse\\.json", Waiver.TYPE,
            Waivers.CONFIRMATION + "[0-9]+\\.dsse\\.json", Waiver.CONFIRMATION_TYPE);

    private AttestationChecks() {}

    static void attestations(Inspection in, Findings findings) throws IOException {
        int count = 0;
        for (String name : in.names()) {
            if (name.startsWith(BagLayout.ATTESTATIONS) && !name.equals(BagLayout.CERTIFICATES)) {
                count++;
                try {
                    known(name, Certificates.verify(in, name), findings);
                } catch (IOException e) {
                    findings.problem("data/" + BagName.shown(name) + ": " + EvidenceException.reason(e));
                }
            }
        }
        DerivedStatements.check(in, findings);
        findings.good(count == 0 ? "there are none" : count + " signed statements, each of a known kind by a trusted key");
    }

    private static void known(String name, Statement statement, Findings findings) {
        boolean fits = TYPES.entrySet().stream()
                .anyMatch(type -> name.matches(type.getKey())
                        && type.getValue().equals(statement.predicateType()));
        findings.problemIf(
                !fits,
                "data/" + BagName.shown(name) + " is a statement of type "
                        + BagName.shown(statement.predicateType()) + ", which is not known here under that name");
    }
}
