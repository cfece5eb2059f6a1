// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import static io.github.gxpml.evidence.Mutations.BASE;

import io.github.gxpml.io.VerifyingKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;

/** Certificates beside the seal that do not vouch for its key; here the root is trusted, and not the key itself. */
final class CertificateAttacks {
    private static final SomeCa ROOT = SomeCa.root("Root");
    private static final SomeCa ISSUING = ROOT.below("Issuing");
    private static final SomeCa STRANGE = SomeCa.root("Stranger");

    private CertificateAttacks() {}

    static List<Attack> all() {
        return List.of(
                certified(
                        "expired-certificate",
                        "the certificate of CN=Release had expired when it was used: it was valid until *",
                        () -> ISSUING.issue(
                                "Release",
                                key(GoodRelease.MACHINE),
                                SomeCa.Use.SIGNING,
                                SomeCa.FROM,
                                SomeRun.CLOCK.instant().minusSeconds(10))),
                certified(
                        "certificate-not-yet-valid",
                        "the certificate of CN=Release was not yet valid when it was used: it is valid from *",
                        () -> ISSUING.issue(
                                "Release",
                                key(GoodRelease.MACHINE),
                                SomeCa.Use.SIGNING,
                                SomeRun.CLOCK.instant().plusSeconds(100),
                                SomeCa.UNTIL)),
                certified(
                        "certificate-of-another-root",
                        "the certificate of CN=Release does not lead to a root that is trusted here",
                        STRANGE,
                        () -> STRANGE.issue("Release", key(GoodRelease.MACHINE), SomeCa.Use.SIGNING)),
                certified(
                        "certificate-of-another-key",
                        "signed by key *, but the certificates are about key *",
                        () -> ISSUING.issue("Release", key(GoodRelease.STRANGER), SomeCa.Use.SIGNING)),
                certified(
                        "certificate-for-another-use",
                        "the certificate of CN=Release is for another use than signing: *",
                        () -> ISSUING.issue("Release", key(GoodRelease.MACHINE), SomeCa.Use.SERVER)));
    }

    /** Issues the certificate that the bundle shows. */
    @FunctionalInterface
    private interface Issue {
        X509Certificate certificate() throws IOException;
    }

    private static Attack certified(String name, String message, Issue issue) {
        return certified(name, message, ISSUING, issue);
    }

    private static Attack certified(String name, String message, SomeCa by, Issue issue) {
        return new Attack(name, "signature", message, (good, folder) -> {
            String chain = SomeCa.pem(issue.certificate(), by.certificate());
            Map<String, byte[]> files =
                    Mutations.with(good.files(), BASE + "data/attestations/certificates.pem", chain);
            Zips.write(folder.resolve(Attack.BUNDLE), Mutations.resealed(good.run, files));
            Path trusted = folder.resolve("trusted");
            ROOT.pemIn(trusted.resolve("roots"));
            GoodRelease.ALICE.pemIn(trusted);
        });
    }

    private static PublicKey key(SomeSigner signer) throws IOException {
        return VerifyingKey.ofPem(signer.publicKeyPem()).key();
    }
}
