// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import static io.github.gxpml.evidence.Attack.resealed;
import static io.github.gxpml.evidence.Attack.sealed;
import static io.github.gxpml.evidence.Mutations.BASE;
import static io.github.gxpml.evidence.Mutations.text;
import static io.github.gxpml.evidence.Mutations.with;

import io.github.gxpml.evidence.Approval.Meaning;
import io.github.gxpml.io.VerifyingKey;
import io.github.gxpml.port.Signer;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What somebody who can seal does to the signatures of people. */
final class PeopleAttacks {
    private static final String APPROVAL = "data/attestations/approval-1.dsse.json";
    private static final String SECOND = "data/attestations/approval-2.dsse.json";
    private static final Instant NOW = SomeRun.CLOCK.instant();

    private PeopleAttacks() {}

    static List<Attack> all() {
        return List.of(
                resealed(
                        "replayed-approval",
                        "approvals",
                        APPROVAL + " does not hold: what was signed is not what is kept in data/seen/1",
                        (good, files) -> with(files, BASE + APPROVAL, text(good.earlierFiles(), BASE + APPROVAL))),
                resealed(
                        "replayed-approval-with-what-was-seen",
                        "approvals",
                        APPROVAL + " is about a seal 1 that this run does not have",
                        (good, files) -> replayed(files, good.earlierFiles())),
                sealed(
                        "removed-approval",
                        "seal-chain",
                        APPROVAL + " was in seal 2 and is changed or gone",
                        run -> Files.delete(run.bag.path("attestations/approval-1.dsse.json"))),
                sealed(
                        "stale-approval",
                        "approvals",
                        "the bundle says COMPLETE, but " + APPROVAL
                                + " is stale: the verdicts or the model that were signed have changed since",
                        run -> run.verdicts(SomeRun.passing("roc_auc"))),
                sealed(
                        "rejected-release",
                        "approvals",
                        "the bundle says COMPLETE, but " + SECOND + " rejects it",
                        run -> GoodRelease.sign(run, GoodRelease.ALICE, Meaning.REJECTED, NOW)),
                sealed(
                        "approval-by-the-machine",
                        "approvals",
                        SECOND + " is signed with the key of the machine that sealed the bundle, not with a person's",
                        run -> GoodRelease.sign(run, GoodRelease.MACHINE, Meaning.APPROVED, NOW)),
                sealed(
                        "approval-by-a-stranger",
                        "attestations",
                        SECOND + ": signed by key *, which is not trusted here: pass --key FILE with its public key"
                                + " to gxp verify, or put that file into GXP_HOME/trusted",
                        run -> GoodRelease.sign(run, GoodRelease.STRANGER, Meaning.APPROVED, NOW)),
                sealed(
                        "certificate-of-another-address",
                        "attestations",
                        SECOND + ": the certificate of its key is for bob@example.org, and not for alice@example.org",
                        run -> GoodRelease.sign(run, certifiedAsBob(), Meaning.APPROVED, NOW)),
                sealed(
                        "approval-after-the-seal",
                        "approvals",
                        SECOND + " says that it was signed after the bundle was sealed",
                        run -> GoodRelease.sign(
                                run, GoodRelease.ALICE, Meaning.APPROVED, NOW.plus(Duration.ofDays(1)))));
    }

    /** Alice's key, which is trusted, with a certificate that gives it to somebody else. */
    private static Signer certifiedAsBob() throws IOException {
        var key = VerifyingKey.ofPem(GoodRelease.ALICE.publicKeyPem()).key();
        return GoodRelease.ALICE.certified(SomeCa.pem(SomeCa.root("Root").issueTo("Bob", "bob@example.org", key)));
    }

    private static Map<String, byte[]> replayed(Map<String, byte[]> files, Map<String, byte[]> earlier)
            throws IOException {
        Map<String, byte[]> changed = new LinkedHashMap<>(files);
        earlier.forEach((name, bytes) -> {
            if (name.startsWith(BASE + "data/seen/") || name.equals(BASE + APPROVAL)) {
                changed.put(name, bytes);
            }
        });
        return changed;
    }
}
