// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.aws.AwsAccess;
import io.github.gxpml.aws.KmsSigner;
import io.github.gxpml.local.CertifiedSigner;
import io.github.gxpml.local.KeyHome;
import io.github.gxpml.port.Signer;
import io.github.gxpml.spec.EvidenceSpec.Signing;
import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the key that seals bundles: the one that the spec names, else the one that a host lends, else the machine's.
 */
final class SealingKey {
    /** Variable that names a PKCS#12 keystore, opened with {@link KeyHome#PASSWORD}. */
    static final String KEYSTORE = "GXP_SIGNING_KEYSTORE";
    /** Variable that names the key in it; not needed if it holds one only. */
    static final String ALIAS = "GXP_SIGNING_ALIAS";

    private SealingKey() {}

    static Signer of(Spec spec, Map<String, String> environment) throws IOException, UsageException {
        KeyHome keys = Wiring.keys(environment);
        Optional<Signing> named = spec.evidence().signing();
        if (named.isPresent()) {
            Signer signer = named(named.get(), spec, keys, environment);
            return named.get().certificates().isEmpty()
                    ? signer
                    : CertifiedSigner.of(
                            signer, spec.resolve(named.get().certificates().get()));
        }
        return ofMachine(spec, environment);
    }

    /** Opens the key of this machine or of its host, whatever key the spec names. */
    static Signer ofMachine(Spec spec, Map<String, String> environment) throws IOException, UsageException {
        KeyHome keys = Wiring.keys(environment);
        Optional<String> lent = variable(KEYSTORE, environment);
        Optional<String> alias = variable(ALIAS, environment);
        if (lent.isPresent()) {
            return lent(Path.of(lent.get()), alias, keys);
        }
        if (alias.isPresent()) {
            throw new UsageException(ALIAS + " is set and " + KEYSTORE + " is not: set both, or neither");
        }
        if (spec.model().riskClass().regulated() && !keys.passwordFromEnvironment()) {
            throw new UsageException("risk class "
                    + spec.model().riskClass().name().toLowerCase(Locale.ROOT)
                    + " needs a signing key whose password does not lie on this disk: set " + KeyHome.PASSWORD
                    + " (any password at first use makes the key), set " + KEYSTORE + " too, or name a key in"
                    + " evidence.signing");
        }
        return keys.machineSigner();
    }

    private static Signer lent(Path file, Optional<String> alias, KeyHome keys) throws IOException, UsageException {
        if (!Files.isRegularFile(file)) {
            throw new UsageException(KEYSTORE + " names " + file + ", which is not there or is no file");
        }
        try {
            return keys.openKeystore(file, alias);
        } catch (IOException e) {
            throw new IOException(e.getMessage() + "; the keystore is the one that " + KEYSTORE + " names", e);
        }
    }

    private static Optional<String> variable(String name, Map<String, String> environment) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
    }

    private static Signer named(Signing named, Spec spec, KeyHome keys, Map<String, String> environment)
            throws IOException {
        if (named.kms().isPresent()) {
            return KmsSigner.open(
                    named.kms().get(), AwsAccess.of(spec, environment).environment());
        }
        if (named.keystore().isPresent()) {
            return keys.openKeystore(spec.resolve(named.keystore().get()), named.alias());
        }
        return keys.open(spec.resolve(named.key().orElseThrow()));
    }
}
