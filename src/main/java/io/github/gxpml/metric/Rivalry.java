// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import java.util.Optional;

/**
 * How far a model can be compared with the version in use.
 *
 * @param nothing why nothing of it can be compared; empty if something can
 * @param noClasses why its predicted classes cannot be; empty if they can
 */
public record Rivalry(Optional<String> nothing, Optional<String> noClasses) {
    /** Everything can be compared. */
    public static final Rivalry FULL = new Rivalry(Optional.empty(), Optional.empty());

    /**
     * Nothing can be compared.
     *
     * @param reason why, and the way out
     * @return such a rivalry
     */
    public static Rivalry none(String reason) {
        return new Rivalry(Optional.of(reason), Optional.empty());
    }

    /**
     * Only the order of scores can be compared.
     *
     * @param reason why, and the way out
     * @return such a rivalry
     */
    public static Rivalry ofScores(String reason) {
        return new Rivalry(Optional.empty(), Optional.of(reason));
    }

    /**
     * Says why something cannot be compared.
     *
     * @param classes whether predicted classes are needed for it
     * @return the reason; empty if it can be
     */
    public Optional<String> missing(boolean classes) {
        return classes ? nothing.or(() -> noClasses) : nothing;
    }
}
