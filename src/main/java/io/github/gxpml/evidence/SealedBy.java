// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.port.Signer;
import io.github.gxpml.port.TimeStamper;
import java.util.Optional;

/**
 * What a seal is made with.
 *
 * @param signer whose key
 * @param stamping who confirms when; absent if nobody is asked
 */
public record SealedBy(Signer signer, Optional<Stamping> stamping) {
    /**
     * A time-stamp authority.
     *
     * @param stamper the authority
     * @param roots that its certificate must lead to; if it trusts none, that is left to whoever verifies
     * @param required whether there is no seal without a stamp
     */
    public record Stamping(TimeStamper stamper, TrustStore roots, boolean required) {}

    /**
     * Seals without a time stamp.
     *
     * @param signer whose key
     * @return the means
     */
    public static SealedBy key(Signer signer) {
        return new SealedBy(signer, Optional.empty());
    }
}
