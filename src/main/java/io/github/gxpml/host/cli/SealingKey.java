// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.aws.KmsSigner;
import io.github.gxpml.local.CertifiedSigner;
import io.github.gxpml.local.KeyHome;
import io.github.gxpml.port.Signer;
import io.github.gxpml.spec.EvidenceSpec.Signing;
import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds the key that seals bundles: the one that the spec names, else the machine's own. */
final class SealingKey {
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

    /** Opens the key of this machine, whatever key the spec names. */
    static Signer ofMachine(Spec spec, Map<String, String> environment) throws IOException, UsageException {
        KeyHome keys = Wiring.keys(environment);
        if (spec.model().riskClass().regulated() && !keys.passwordFromEnvironment()) {
            throw new UsageException("risk class "
                    + spec.model().riskClass().name().toLowerCase(Locale.ROOT)
                    + " needs a signing key whose password does not lie on this disk: set " + KeyHome.PASSWORD
                    + " (any password at first use makes the key), or name a key in evidence.signing");
        }
        return keys.machineSigner();
    }

    private static Signer named(Signing named, Spec spec, KeyHome keys, Map<String, String> environment)
            throws IOException {
        if (named.kms().isPresent()) {
            return KmsSigner.open(named.kms().get(), environment);
        }
        if (named.keystore().isPresent()) {
            return keys.openKeystore(spec.resolve(named.keystore().get()), named.alias());
        }
        return keys.open(spec.resolve(named.key().orElseThrow()));
    }
}
