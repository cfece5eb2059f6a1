// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.signing;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import hudson.AbortException;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.util.Secret;
import io.jenkins.plugins.gxp.GxpConfiguration;
import io.jenkins.plugins.gxp.engine.EngineCall;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;

/** The key with which the engine seals evidence: that of a certificate credential, or else this Jenkins' own. */
public final class SealingKey {
    private static final String ALIAS = SigningKey.ALIAS;
    private static final int PASSWORD_BYTES = 32;
    /** Order of P-256, the curve that the engine signs on: the certificate names the curve, the order tells it apart. */
    private static final String P256_ORDER = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";

    private static final SecureRandom RANDOM = new SecureRandom();

    private SealingKey() {}

    /**
     * Gives the engine a key store with the key and a password that is good for this call only.
     *
     * @param call to which it is given
     * @param run whose use of the credential is recorded
     * @param credentialsId names the credential; empty for the key of this Jenkins, which is made on first use
     * @return PEM of the last certificate above the key, which the engine has to trust
     * @throws IOException one sentence, if there is no such credential for the build, or no such key in it
     */
    public static String give(EngineCall call, Run<?, ?> run, String credentialsId) throws IOException {
        Secret password = oneTimePassword();
        call.secret("GXP_KEY_PASSWORD", password);
        if (credentialsId.isEmpty()) {
            call.variable(
                    "GXP_SIGNING_KEYSTORE",
                    "signing.p12",
                    Authority.get().sealing().keystore(password));
            return "";
        }
        StandardCertificateCredentials credential = find(run, credentialsId);
        CredentialsProvider.track(run, credential);
        byte[] keystore = again(credential, password);
        call.variable("GXP_SIGNING_KEYSTORE", "signing.p12", keystore);
        return root(keystore, password);
    }

    private static String root(byte[] keystore, Secret password) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(
                    new ByteArrayInputStream(keystore), password.getPlainText().toCharArray());
            Certificate[] chain = store.getCertificateChain(ALIAS);
            return Pem.certificates(List.of((X509Certificate) chain[chain.length - 1]));
        } catch (GeneralSecurityException e) {
            throw new IOException("a key store that was just written cannot be read", e);
        }
    }

    /**
     * Says why evidence cannot be sealed with a credential.
     *
     * @param credential which one
     * @return one sentence, or nothing
     */
    public static Optional<String> problem(StandardCertificateCredentials credential) {
        try {
            again(credential, oneTimePassword());
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static StandardCertificateCredentials find(Run<?, ?> run, String id) throws AbortException {
        StandardCertificateCredentials found =
                CredentialsProvider.findCredentialById(id, StandardCertificateCredentials.class, run, List.of());
        if (found == null && id.equals(GxpConfiguration.get().getSigningCredentialsId())) {
            // what the administrator has chosen may be out of reach for jobs, so that no pipeline can take the key
            // itself
            found = CredentialsProvider.findCredentialByIdInItemGroup(
                    id, StandardCertificateCredentials.class, Jenkins.get(), ACL.SYSTEM2, List.of());
        }
        if (found == null) {
            throw new AbortException("There is no certificate credential " + id + " that this build may use to seal its"
                    + " evidence; create it, or name another one.");
        }
        return found;
    }

    private static byte[] again(StandardCertificateCredentials credential, Secret password) throws IOException {
        try {
            char[] own = Secret.toString(credential.getPassword()).toCharArray();
            KeyStore store = credential.getKeyStore();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)
                        && store.getKey(alias, own) instanceof ECPrivateKey key
                        && isP256(key)
                        && store.getCertificateChain(alias) != null) {
                    return written(key, store.getCertificateChain(alias), password);
                }
            }
        } catch (CertificateExpiredException | CertificateNotYetValidException e) {
            throw new AbortException("The certificate of the credential " + credential.getId() + " is not valid today ("
                    + e.getMessage() + "); renew it.");
        } catch (GeneralSecurityException e) {
            throw new AbortException("The key store of the certificate credential " + credential.getId()
                    + " cannot be opened (" + e.getMessage() + "); upload it again with its password.");
        }
        throw new AbortException("The certificate credential " + credential.getId()
                + " has no private key on the curve P-256 with a certificate; upload a PKCS#12 file with one.");
    }

    private static byte[] written(PrivateKey key, Certificate[] chain, Secret password)
            throws GeneralSecurityException, IOException {
        ((X509Certificate) chain[0]).checkValidity();
        return SigningKey.keystore(key, chain, password);
    }

    private static boolean isP256(ECPrivateKey key) {
        return key.getParams() != null
                && key.getParams().getOrder().toString(16).equals(P256_ORDER);
    }

    private static Secret oneTimePassword() {
        byte[] random = new byte[PASSWORD_BYTES];
        RANDOM.nextBytes(random);
        return Secret.fromString(HexFormat.of().formatHex(random));
    }
}
