// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.signing;

import hudson.util.Secret;
import io.jenkins.plugins.gxp.engine.EngineCall;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The key that seals the evidence of a build. */
public final class SealingKey {
    private static final int PASSWORD_BYTES = 24;

    private SealingKey() {}

    /**
     * Gives the engine this Jenkins' own key, under a password that is used once.
     *
     * @param call of the engine
     * @throws IOException if the key cannot be made or kept
     */
    public static void give(EngineCall call) throws IOException {
        Secret password = password();
        call.variable(
                "GXP_SIGNING_KEYSTORE", "signing.p12", Authority.get().sealing().keystore(password));
        call.secret("GXP_KEY_PASSWORD", password);
    }

    private static Secret password() {
        var bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Secret.fromString(HexFormat.of().formatHex(bytes));
    }
}
