// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.signing;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.XmlFile;
import io.jenkins.plugins.gxp.GxpConfiguration;
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import jenkins.model.Jenkins;

/**
 * The root that this Jenkins vouches with: it issues a certificate to the key of each person who signs here, with the person's
 * name and address, and to the key that seals evidence. Auditors need nothing but the root to check all of them.
 */
@Extension
public final class Authority {
    private static final Duration ROOT_TIME = Duration.ofDays(365 * 30L);
    private static final Duration LEAF_TIME = Duration.ofDays(365 * 5L);
    private static final Duration LEAST_LEFT = Duration.ofDays(90);

    /** With an address of its own (RFC 2606) the key that seals can sign for no person, should an agent lose it. */
    private static final String NOBODY = "sealing@gxp.invalid";

    private SigningKey root;
    private SigningKey sealing;

    /**
     * Returns the authority of this controller.
     *
     * @return the only one
     */
    public static Authority get() {
        return ExtensionList.lookupSingleton(Authority.class);
    }

    /**
     * Returns what auditors trust: the certificate with which all others here are issued.
     *
     * @return PEM
     * @throws IOException if it was never made and cannot be kept
     */
    public String rootPem() throws IOException {
        return root().certificates();
    }

    /**
     * Returns every root that the engine is to trust: this one, and those that the administrator has configured.
     *
     * @return PEM
     * @throws IOException if the own root was never made and cannot be kept
     */
    public String trustedPem() throws IOException {
        String others = GxpConfiguration.get().getTrustRoots().strip();
        return others.isEmpty() ? rootPem() : rootPem() + others + "\n";
    }

    /**
     * Returns the key that seals evidence where nobody has configured another.
     *
     * @return made on first use
     */
    synchronized SigningKey sealing() throws IOException {
        SigningKey issuer = root();
        if (sealing == null || isEnding(sealing)) {
            sealing = issue(new Certified("Evidence of " + address(), NOBODY, "GxP Pipeline"), issuer);
            file().write(this);
        }
        return sealing;
    }

    /**
     * Issues a certificate for a new key of a person.
     *
     * @param holder who
     * @return the key with its certificate and the root
     */
    synchronized SigningKey issue(Certified holder) throws IOException {
        return issue(holder, root());
    }

    static boolean isEnding(SigningKey key) {
        return key.certificate()
                .getNotAfter()
                .toInstant()
                .isBefore(java.time.Instant.now().plus(LEAST_LEFT));
    }

    private synchronized SigningKey root() throws IOException {
        if (root == null && file().exists()) {
            file().unmarshal(this);
        }
        if (root == null) {
            KeyPair pair = SigningKey.pair();
            var self = new Certified("Signatures at " + address(), "", "GxP Pipeline");
            X509Certificate certificate = self.root(pair, ROOT_TIME);
            root = SigningKey.of(pair.getPrivate(), List.of(certificate));
            file().write(this);
        }
        return root;
    }

    private static SigningKey issue(Certified holder, SigningKey issuer) throws IOException {
        KeyPair pair = SigningKey.pair();
        try {
            X509Certificate own = holder.leaf(pair.getPublic(), issuer.certificate(), issuer.privateKey(), LEAF_TIME);
            return SigningKey.of(pair.getPrivate(), List.of(own, issuer.certificate()));
        } catch (GeneralSecurityException e) {
            throw new IOException("no certificate could be issued: " + e.getMessage(), e);
        }
    }

    private static String address() {
        String url = Jenkins.get().getRootUrl();
        return url == null ? "a Jenkins without an address" : url;
    }

    private static XmlFile file() {
        return new XmlFile(Jenkins.XSTREAM2, new File(Jenkins.get().getRootDir(), Authority.class.getName() + ".xml"));
    }
}
