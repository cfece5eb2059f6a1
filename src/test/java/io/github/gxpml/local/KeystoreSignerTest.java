// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gxpml.evidence.SomeCa;
import io.github.gxpml.io.CertificateChain;
import io.github.gxpml.io.VerifyingKey;
import io.github.gxpml.port.Signer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeystoreSignerTest {
    private static final SomeCa ROOT = SomeCa.root("Root");
    private static final char[] PASSWORD = "keystore".toCharArray();

    @TempDir
    Path folder;

    @Test
    void shouldSignWithTheKeyAndBringItsCertificates() throws Exception {
        KeyPair pair = ec("secp256r1");
        Path file = store("release", pair);

        Signer signer = KeystoreSigner.open(file, Optional.empty(), PASSWORD);

        byte[] message = "what is signed".getBytes(StandardCharsets.UTF_8);
        VerifyingKey key = VerifyingKey.of(pair.getPublic());
        assertThat(signer.keyId()).isEqualTo(key.id());
        assertThat(key.verifies(message, signer.sign(message))).isTrue();
        CertificateChain chain = CertificateChain.ofPem(signer.certificates());
        assertThat(chain.key().id()).isEqualTo(key.id());
        assertThat(chain.certificates()).hasSize(2);
    }

    @Test
    void shouldFindAKeyByItsAlias() throws Exception {
        Path file = store("release", ec("secp256r1"));
        KeyPair second = ec("secp256r1");
        add(file, "other", second);

        assertThat(KeystoreSigner.open(file, Optional.of("other"), PASSWORD).keyId())
                .isEqualTo(VerifyingKey.of(second.getPublic()).id());
        assertThatThrownBy(() -> KeystoreSigner.open(file, Optional.empty(), PASSWORD))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("it holds 2 keys: name one by its alias");
        assertThatThrownBy(() -> KeystoreSigner.open(file, Optional.of("none"), PASSWORD))
                .hasMessageContaining("there is no key with the alias none");
    }

    @Test
    void shouldRefuseAWrongPasswordWithoutRepeatingIt() throws Exception {
        Path file = store("release", ec("secp256r1"));

        assertThatThrownBy(() -> KeystoreSigner.open(file, Optional.empty(), "guessed".toCharArray()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the password is wrong")
                .hasMessageNotContaining("guessed");
        assertThatThrownBy(() -> KeystoreSigner.open(file, Optional.empty(), "kéystore".toCharArray()))
                .hasMessageContaining("holds a character outside ASCII")
                .hasMessageNotContaining("kéystore");
    }

    @Test
    void shouldRefuseAnotherCurveAndWhatIsNoKeystore() throws Exception {
        assertThatThrownBy(() -> KeystoreSigner.open(store("release", ec("secp384r1")), Optional.empty(), PASSWORD))
                .hasMessageContaining("not on the curve P-256");
        Path text = Files.writeString(folder.resolve("text.p12"), "not a keystore");
        assertThatThrownBy(() -> KeystoreSigner.open(text, Optional.empty(), PASSWORD))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("text.p12");
    }

    @Test
    void shouldTakeCertificatesFromAFileOnlyIfTheyAreOfTheKey() throws Exception {
        KeyFileSigner signer = KeyFileSigner.create(folder.resolve("release.pem"), "secret".toCharArray());
        X509Certificate own = ROOT.issue(
                "Release", VerifyingKey.ofPem(signer.publicKeyPem()).key(), SomeCa.Use.SIGNING);
        Path chain = Files.writeString(folder.resolve("chain.pem"), "subject=CN = Release\n" + SomeCa.pem(own));
        Path other = Files.writeString(
                folder.resolve("other.pem"),
                SomeCa.pem(ROOT.issue("Other", ec("secp256r1").getPublic(), SomeCa.Use.SIGNING)));
        Path mixed = Files.writeString(
                folder.resolve("mixed.pem"), SomeCa.pem(own, SomeCa.root("Stranger").certificate()));

        assertThat(CertifiedSigner.of(signer, chain).certificates()).isEqualTo(SomeCa.pem(own));
        assertThatThrownBy(() -> CertifiedSigner.of(signer, other)).hasMessageContaining("is about another key");
        assertThatThrownBy(() -> CertifiedSigner.of(signer, mixed)).hasMessageContaining("is not issued by the next");
        assertThatThrownBy(() -> CertifiedSigner.of(signer, folder.resolve("release.pem")))
                .hasMessageContaining("only certificates belong here");
    }

    private Path store(String alias, KeyPair pair) throws GeneralSecurityException, IOException {
        Path file = folder.resolve(alias + System.nanoTime() + ".p12");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return write(file, store, alias, pair);
    }

    private static void add(Path file, String alias, KeyPair pair) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD);
        write(file, store, alias, pair);
    }

    private static Path write(Path file, KeyStore store, String alias, KeyPair pair)
            throws GeneralSecurityException, IOException {
        X509Certificate[] chain = {ROOT.issue(alias, pair.getPublic(), SomeCa.Use.SIGNING), ROOT.certificate()};
        store.setKeyEntry(alias, pair.getPrivate(), PASSWORD, chain);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD);
        }
        return file;
    }

    private static KeyPair ec(String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }
}
