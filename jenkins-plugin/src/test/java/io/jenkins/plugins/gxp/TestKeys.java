// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.impl.CertificateCredentialsImpl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Keys with certificates, made by the tool that comes with Java. */
final class TestKeys {
    static final String PASSWORD = "own-Password-of-the-store";
    static final List<String> P256 = List.of("-keyalg", "EC", "-groupname", "secp256r1");
    static final List<String> P384 = List.of("-keyalg", "EC", "-groupname", "secp384r1");
    static final List<String> EXPIRED =
            List.of("-keyalg", "EC", "-groupname", "secp256r1", "-startdate", "-2d", "-validity", "1");
    static final List<String> RSA = List.of("-keyalg", "RSA", "-keysize", "2048");

    private TestKeys() {}

    static Path store(Path folder, List<String> kind) throws Exception {
        Path file = folder.resolve("keys-" + kind.get(kind.size() - 1) + ".p12");
        if (!Files.exists(file)) {
            var command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    "sealer",
                    "-dname",
                    "CN=Sealer",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    file.toString(),
                    "-storepass",
                    PASSWORD));
            command.addAll(kind);
            Process process = new ProcessBuilder(command).inheritIO().start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool ended with " + process.exitValue());
            }
        }
        return file;
    }

    static CertificateCredentialsImpl credential(CredentialsScope scope, String id, Path store) throws Exception {
        var source = new CertificateCredentialsImpl.UploadedKeyStoreSource(
                null, SecretBytes.fromBytes(Files.readAllBytes(store)));
        return new CertificateCredentialsImpl(scope, id, "", PASSWORD, source);
    }

    static KeyStore open(Path store, String password) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            keys.load(in, password.toCharArray());
        }
        return keys;
    }

    static String pem(Path store) throws Exception {
        byte[] certificate = open(store, PASSWORD).getCertificate("sealer").getEncoded();
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate)
                + "\n-----END CERTIFICATE-----";
    }
}
