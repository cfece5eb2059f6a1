// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.release;

import io.github.gxpml.evidence.EvidenceException;
import io.github.gxpml.evidence.TrustStore;
import io.github.gxpml.io.VerifyingKey;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose signatures count here: machines that seal, and people who approve. Neither may stand in for the other.
 *
 * @param store the keys of both
 * @param machines names of the keys that may seal
 * @param people names of the keys that may approve
 */
record TrustedKeys(TrustStore store, Set<String> machines, Set<String> people) {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");
    private static final String LINES = "(.{64})(?=.)";

    /**
     * Reads public keys from text, as a parameter of a stack holds them: PEM, one after the other; spaces may stand for
     * line ends.
     *
     * @param machines keys that may seal
     * @param people keys that may approve
     * @return the keys
     * @throws IOException if there are none of a kind, or one is no key on P-256, or is of both kinds
     */
    static TrustedKeys of(String machines, String people) throws IOException {
        TrustStore store = TrustStore.of();
        Set<String> sealers = new TreeSet<>();
        Set<String> approvers = new TreeSet<>();
        for (VerifyingKey key : read(machines)) {
            sealers.add(key.id());
            store = store.with(key);
        }
        for (VerifyingKey key : read(people)) {
            approvers.add(key.id());
            store = store.with(key);
        }
        if (sealers.isEmpty() || approvers.isEmpty() || sealers.stream().anyMatch(approvers::contains)) {
            throw new EvidenceException(
                    "one key at least must be trusted to seal and another one to approve, and no key"
                            + " may do both: set SEAL_KEYS and APPROVER_KEYS");
        }
        return new TrustedKeys(store, sealers, approvers);
    }

    private static Iterable<VerifyingKey> read(String text) throws IOException {
        var keys = new java.util.ArrayList<VerifyingKey>();
        Matcher found = PEM.matcher(text);
        while (found.find()) {
            String body = found.group(1).replaceAll("\\s", "").replaceAll(LINES, "$1\n");
            keys.add(VerifyingKey.ofPem("-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n"));
        }
        if (!PEM.matcher(text).replaceAll("").isBlank()) {
            throw new EvidenceException("SEAL_KEYS or APPROVER_KEYS holds something that is not a public key in PEM");
        }
        return keys;
    }
}
