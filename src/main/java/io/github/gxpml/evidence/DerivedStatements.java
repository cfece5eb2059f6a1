// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.io.VerifyingKey;
import io.github.gxpml.port.Signer;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Signed statements that follow from the bundle's documents, so that the verifier derives each again and refuses one
 * that says anything else. A new kind is one class and one line here.
 */
final class DerivedStatements {
    /** Says what follows from a bag; nothing if there is nothing to say yet. */
    @FunctionalInterface
    private interface Derivation {
        Optional<Statement> of(BagFiles bag, BundleDocument bundle) throws IOException;
    }

    private static final Map<String, Derivation> ALL =
            new TreeMap<>(Map.of(BagLayout.PROVENANCE, Provenance::of, BagLayout.TEST_RESULT, TestResult::of));

    private DerivedStatements() {}

    /** Tells whether a file of the payload is one of these. */
    static boolean includes(String name) {
        return ALL.containsKey(name);
    }

    /** Signs what has changed since the last seal, or was signed with another key. */
    static void renew(Bag bag, BundleDocument bundle, Signer signer) throws IOException {
        for (var entry : ALL.entrySet()) {
            Optional<Statement> wanted = derived(entry.getValue(), bag, bundle);
            if (wanted.isPresent() && !stands(bag, entry.getKey(), wanted.get(), signer)) {
                bag.put(entry.getKey(), Dsse.sign(wanted.get(), signer));
            }
        }
    }

    /** A document that cannot be read is sealed as it is; that nothing follows from it is for the verifier to refuse. */
    private static Optional<Statement> derived(Derivation derivation, Bag bag, BundleDocument bundle) {
        try {
            return derivation.of(bag, bundle);
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static boolean stands(Bag bag, String name, Statement wanted, Signer signer) throws IOException {
        if (!bag.has(name)) {
            return false;
        }
        try {
            Dsse.Envelope kept = Dsse.read(bag.read(name));
            return kept.keyId().equals(signer.keyId())
                    && Arrays.equals(kept.payload(), wanted.canonical())
                    && kept.signedBy(VerifyingKey.ofPem(signer.publicKeyPem()));
        } catch (EvidenceException e) {
            return false; // damaged in the working folder: signed anew from what the documents say
        }
    }

    static void check(Inspection in, Findings findings) throws IOException {
        for (var entry : ALL.entrySet()) {
            String file = "data/" + entry.getKey();
            Optional<Statement> wanted = entry.getValue().of(in, in.bundle());
            if (!in.has(entry.getKey())) {
                findings.problemIf(wanted.isPresent(), file + " is missing");
                continue;
            }
            Dsse.Envelope found = Dsse.read(in.read(entry.getKey()));
            findings.problemIf(
                    wanted.isEmpty() || !Arrays.equals(found.payload(), wanted.get().canonical()),
                    file + " says something else than follows from the documents of the bundle");
            findings.problemIf(
                    !found.keyId().equals(in.envelope().keyId()), file + " is not signed with the key of the seal");
        }
    }
}
