// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import static io.github.gxpml.evidence.SomeRun.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.io.VerifyingKey;
import io.github.gxpml.port.Signer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seals by keys that a certificate authority vouches for. */
class CertifiedSealTest {
    private static final SomeCa ROOT = SomeCa.root("Root");
    private static final SomeCa ISSUING = ROOT.below("Issuing");
    private static final SomeSigner SIGNER = SomeSigner.create();

    @TempDir
    Path folder;

    @Test
    void shouldTrustAKeyThatLeadsToATrustedRoot() throws IOException {
        SomeRun run = sealed(issue(SomeCa.Use.SIGNING), ISSUING.certificate());

        VerificationReport report = verify(run, rooted(ROOT));

        assertThat(report.ok()).as(report.toString()).isTrue();
        assertThat(report.toString()).contains("of CN=Release; its certificates lead to a trusted root");
        assertThat(run.bag.has("attestations/certificates.pem")).isTrue();
        assertThat(verify(run, rooted(ROOT).with(key())).ok()).isTrue();
    }

    @Test
    void shouldTrustAPinnedKeyAndSayThatNoRootWasGiven() throws IOException {
        SomeRun run = sealed(issue(SomeCa.Use.SIGNING), ISSUING.certificate());

        VerificationReport report = verify(run, TrustStore.of().with(key()));

        assertThat(report.ok()).as(report.toString()).isTrue();
        assertThat(report.toString()).contains("its certificates were not followed to a root");
    }

    @Test
    void shouldRefuseAnotherRootAndNoRoot() throws IOException {
        SomeRun run = sealed(issue(SomeCa.Use.SIGNING), ISSUING.certificate());

        assertThat(problem(verify(run, rooted(SomeCa.root("Stranger"))), "signature"))
                .isEqualTo("the certificate of CN=Release does not lead to a root that is trusted here");
        assertThat(problem(verify(run, TrustStore.of()), "signature"))
                .contains(
                        "of CN=Release, which is not trusted here: pass --key FILE with its public key or --trust-root");
        assertThat(problem(verify(run, rooted(SomeCa.root("Stranger")).with(key())), "signature"))
                .as("a root that was given is not passed over because the key is known")
                .isEqualTo("the certificate of CN=Release does not lead to a root that is trusted here");
    }

    @Test
    void shouldRefuseAChainWithAGap() throws IOException {
        SomeRun run = sealed(issue(SomeCa.Use.SIGNING));

        assertThat(problem(verify(run, rooted(ROOT)), "signature"))
                .isEqualTo("the certificate of CN=Release does not lead to a root that is trusted here");
    }

    @Test
    void shouldRefuseACertificateOutsideItsTime() throws IOException {
        Instant sealed = SomeRun.CLOCK.instant();
        X509Certificate old =
                ISSUING.issue("Old", key().key(), SomeCa.Use.SIGNING, SomeCa.FROM, sealed.minusSeconds(10));
        X509Certificate young =
                ISSUING.issue("Young", key().key(), SomeCa.Use.SIGNING, sealed.plusSeconds(100), SomeCa.UNTIL);

        assertThat(problem(verify(withCertificate(old), rooted(ROOT)), "signature"))
                .contains("the certificate of CN=Old had expired when it was used: it was valid until")
                .contains("the signature is of 2026-11-23T05:00:00.123456Z");
        assertThat(problem(verify(withCertificate(young), rooted(ROOT)), "signature"))
                .contains("the certificate of CN=Young was not yet valid when it was used: it is valid from");
        assertThatThrownBy(() -> sealed(old, ISSUING.certificate()))
                .as("who seals is told at once")
                .hasMessageContaining("could not be sealed")
                .hasMessageContaining("had expired");
    }

    @Test
    void shouldRefuseACertificateForAnotherUse() throws IOException {
        assertThatThrownBy(() -> sealed(issue(SomeCa.Use.ENCRYPTION), ISSUING.certificate()))
                .hasMessageContaining("the certificate of CN=Release does not allow its key to sign (key usage)");
        assertThatThrownBy(() -> sealed(issue(SomeCa.Use.SERVER), ISSUING.certificate()))
                .hasMessageContaining(
                        "the certificate of CN=Release is for another use than signing: 1.3.6.1.5.5.7.3.1");
    }

    @Test
    void shouldRefuseACertificateThatSomebodyWithoutTheRightIssued() throws IOException {
        var pair = SomeCa.rsa();
        SomeCa pretender = SomeCa.ofLeaf(pair, ISSUING.issue("Pretender", pair.getPublic(), SomeCa.Use.SIGNING));
        X509Certificate forged = pretender.issue("Release", key().key(), SomeCa.Use.SIGNING);

        SomeRun run = sealed(forged, pretender.certificate(), ISSUING.certificate());

        assertThat(problem(verify(run, rooted(ROOT)), "signature")).contains("the certificate of CN=Release");
    }

    @Test
    void shouldRefuseTheCertificatesOfAnotherKey() throws IOException {
        X509Certificate other = ISSUING.issue(
                "Other", VerifyingKey.ofPem(SomeSigner.create().publicKeyPem()).key(), SomeCa.Use.SIGNING);

        SomeRun run = sealed(other, ISSUING.certificate());

        assertThat(problem(verify(run, rooted(ROOT)), "signature")).contains("but the certificates are about key");
    }

    private SomeRun sealed(X509Certificate... chain) throws IOException {
        SomeRun run = SomeRun.create(folder.resolve(Long.toString(System.nanoTime())), SIGNER, 7);
        TraceFiles.write(run.bag, SomeRun.document(7, State.COMPLETE));
        Sealer.seal(
                run.bag,
                SomeRun.document(7, State.COMPLETE),
                run.zip(),
                new Certified(SomeCa.pem(chain)),
                SomeRun.CLOCK);
        return run;
    }

    /** Puts a certificate into a bundle past the check that the sealer itself makes. */
    private SomeRun withCertificate(X509Certificate own) throws IOException {
        SomeRun run = sealed(issue(SomeCa.Use.SIGNING), ISSUING.certificate());
        Map<String, byte[]> files = Zips.read(run.zip());
        String chain = SomeCa.pem(own, ISSUING.certificate());
        Map<String, byte[]> bad = Mutations.resealed(
                run, Mutations.with(files, Mutations.BASE + "data/attestations/certificates.pem", chain));
        Files.delete(run.zip());
        Zips.write(run.zip(), bad);
        return run;
    }

    private static VerificationReport verify(SomeRun run, TrustStore trust) {
        return BundleVerifier.verify(run.zip(), trust, BundleVerifier.Options.defaults());
    }

    private TrustStore rooted(SomeCa root) throws IOException {
        return TrustStore.of().withRoots(List.of(root.pemIn(folder.resolve("roots"))));
    }

    private static X509Certificate issue(SomeCa.Use use) throws IOException {
        return ISSUING.issue("Release", key().key(), use);
    }

    private static VerifyingKey key() throws IOException {
        return VerifyingKey.ofPem(SIGNER.publicKeyPem());
    }

    /** The test's key with certificates. */
    private record Certified(String chain) implements Signer {
        @Override
        public String keyId() {
            return SIGNER.keyId();
        }

        @Override
        public String publicKeyPem() {
            return SIGNER.publicKeyPem();
        }

        @Override
        public String certificates() {
            return chain;
        }

        @Override
        public byte[] sign(byte[] bytes) throws IOException {
            return SIGNER.sign(bytes);
        }
    }
}
