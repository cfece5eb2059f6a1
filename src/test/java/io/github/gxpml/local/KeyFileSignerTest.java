// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gxpml.io.Sha256;
import io.github.gxpml.io.VerifyingKey;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileSignerTest {
    private static final String PASSWORD = "corréct horse";

    @Test
    void shouldSignWithTheKeyThatItKept(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("alice.pem");
        KeyFileSigner made = KeyFileSigner.create(file, PASSWORD.toCharArray());
        KeyFileSigner opened = KeyFileSigner.open(file, PASSWORD.toCharArray());

        VerifyingKey key = VerifyingKey.ofPem(Files.readString(folder.resolve("alice.pub.pem")));
        byte[] message = {1, 2, 3};
        assertThat(key.verifies(message, opened.sign(message))).isTrue();
        assertThat(key.verifies(message, made.sign(message))).isTrue();
        assertThat(key.verifies(new byte[] {1, 2, 4}, opened.sign(message))).isFalse();
        assertThat(key.verifies(message, new byte[] {1})).isFalse();
        assertThat(opened.keyId()).isEqualTo(Sha256.of(key.key().getEncoded())).isEqualTo(made.keyId());
        assertThat(opened.publicKeyPem()).isEqualTo(made.publicKeyPem());
        assertThat(Files.readString(file)).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n");
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void shouldSayThatThePasswordIsWrongAndNotWhichItWas(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("alice.pem");
        KeyFileSigner.create(file, PASSWORD.toCharArray());

        assertThatThrownBy(() -> KeyFileSigner.open(file, "wrong-one".toCharArray()))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " cannot be opened: the password is wrong, or it is not an EC private key")
                .hasMessageNotContaining("wrong-one");
        assertThatThrownBy(() -> KeyFileSigner.open(file, new char[0])).hasMessageContaining("cannot be opened");
    }

    @Test
    void shouldRefuseFilesThatAreNoKeys(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("alice.pem");
        KeyFileSigner.create(file, PASSWORD.toCharArray());
        KeyFileSigner.create(folder.resolve("bob.pem"), PASSWORD.toCharArray());
        char[] password = PASSWORD.toCharArray();

        assertThatThrownBy(() -> KeyFileSigner.create(file, password)).hasMessageContaining("never overwritten");
        assertThatThrownBy(() -> KeyFileSigner.create(folder.resolve("new.pem"), new char[0]))
                .hasMessageContaining("is empty");
        assertThatThrownBy(() -> KeyFileSigner.open(folder.resolve("none.pem"), password))
                .hasMessageContaining("none.pub.pem does not exist");

        Path publicFile = KeyFileSigner.publicFile(file);
        String good = Files.readString(publicFile);
        Files.writeString(publicFile, Files.readString(folder.resolve("bob.pub.pem")));
        assertThatThrownBy(() -> KeyFileSigner.open(file, password))
                .hasMessage(publicFile + " is not the public half of " + file);
        Files.writeString(publicFile, good + good);
        assertThatThrownBy(() -> KeyFileSigner.open(file, password)).hasMessageContaining("cannot be used");
        Files.writeString(publicFile, good);
        String pem = Files.readString(file);
        Files.writeString(file, pem.replace('M', '*'));
        assertThatThrownBy(() -> KeyFileSigner.open(file, password))
                .hasMessageContaining("base64")
                .hasMessageNotContaining("*");
        Files.writeString(file, pem.substring(0, 100));
        assertThatThrownBy(() -> KeyFileSigner.open(file, password)).hasMessageContaining("not a PEM file");
        Files.writeString(file, pem.replace("ENCRYPTED ", ""));
        assertThatThrownBy(() -> KeyFileSigner.open(file, password))
                .hasMessageContaining("BEGIN ENCRYPTED PRIVATE KEY");
    }

    @Test
    void shouldOpenNoOtherKeyFromDamagedBytes(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("alice.pem");
        char[] password = PASSWORD.toCharArray();
        String id = KeyFileSigner.create(file, password).keyId();
        byte[] der = io.github.gxpml.io.Pem.decode("ENCRYPTED PRIVATE KEY", Files.readString(file));

        for (int i = 0; i < 90; i++) {
            byte[] changed = der.clone();
            changed[i] ^= (byte) 0x81;
            Files.writeString(file, io.github.gxpml.io.Pem.encode("ENCRYPTED PRIVATE KEY", changed));
            try {
                // some bytes say nothing about the key
                assertThat(KeyFileSigner.open(file, password).keyId()).isEqualTo(id);
            } catch (IOException e) {
                assertThat(e).as("byte " + i).hasMessageContaining("alice.pem cannot be");
            }
        }
    }

    @Test
    void shouldSayHowToBringAKeyIntoItsForm(@TempDir Path folder) throws Exception {
        assumeTrue(onPath("openssl"), "there is no openssl on this machine");
        openssl(folder, "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "plain.pem");
        openssl(folder, "pkey", "-in", "plain.pem", "-pubout", "-out", "old.pub.pem");
        openssl(
                folder,
                "pkcs8",
                "-topk8",
                "-v2",
                "aes-128-cbc",
                "-in",
                "plain.pem",
                "-passout",
                "pass:x",
                "-out",
                "old.pem");

        assertThatThrownBy(() -> KeyFileSigner.open(folder.resolve("old.pem"), "x".toCharArray()))
                .hasMessageContaining("openssl pkcs8 -topk8 -v2 aes-256-cbc");
    }

    @Test
    void shouldAcceptOnlyKeysOnP256() throws Exception {
        for (String curve : new String[] {"secp384r1", "secp521r1"}) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new java.security.spec.ECGenParameterSpec(curve));
            assertNotP256(generator.generateKeyPair().getPublic());
        }
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(2048);
        assertNotP256(rsa.generateKeyPair().getPublic());
        assertThatThrownBy(() -> VerifyingKey.ofPem("")).hasMessageContaining("not a PEM file");
        assertThatThrownBy(() -> VerifyingKey.ofPem(pem(new byte[] {1, 2, 3}))).hasMessageContaining("P-256");
    }

    @Test
    void shouldBeReadableByOpenssl(@TempDir Path folder) throws Exception {
        assumeTrue(onPath("openssl"), "there is no openssl on this machine");
        Path file = folder.resolve("alice.pem");
        KeyFileSigner signer = KeyFileSigner.create(file, "secret".toCharArray());
        Path plain = folder.resolve("plain.pem");
        Files.writeString(folder.resolve("message"), "hello");
        Files.write(folder.resolve("signature"), signer.sign("hello".getBytes(StandardCharsets.UTF_8)));

        openssl(folder, "pkcs8", "-in", "alice.pem", "-passin", "pass:secret", "-out", "plain.pem");
        String verdict =
                openssl(folder, "dgst", "-sha256", "-verify", "alice.pub.pem", "-signature", "signature", "message");

        assertThat(plain).content().contains("BEGIN PRIVATE KEY");
        assertThat(verdict).contains("Verified OK");
    }

    @Test
    void shouldOpenKeysThatOpensslMade(@TempDir Path folder) throws Exception {
        assumeTrue(onPath("openssl"), "there is no openssl on this machine");
        openssl(
                folder,
                "genpkey",
                "-algorithm",
                "EC",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-aes-256-cbc",
                "-pass",
                "pass:secret",
                "-out",
                "bob.pem");
        openssl(folder, "pkey", "-in", "bob.pem", "-passin", "pass:secret", "-pubout", "-out", "bob.pub.pem");

        KeyFileSigner signer = KeyFileSigner.open(folder.resolve("bob.pem"), "secret".toCharArray());

        assertThat(VerifyingKey.ofPem(signer.publicKeyPem()).verifies(new byte[1], signer.sign(new byte[1])))
                .isTrue();
    }

    private static void assertNotP256(PublicKey key) {
        assertThatThrownBy(() -> VerifyingKey.ofPem(pem(key.getEncoded())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("P-256");
    }

    private static String pem(byte[] der) {
        return "-----BEGIN PUBLIC KEY-----\n" + Base64.getEncoder().encodeToString(der) + "\n-----END PUBLIC KEY-----";
    }

    private static String openssl(Path folder, String... arguments) throws Exception {
        Process process = new ProcessBuilder(Stream.concat(Stream.of("openssl"), Stream.of(arguments))
                        .toList())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static boolean onPath(String command) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }
}
