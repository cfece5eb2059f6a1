// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.io.Sha256;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A signature that a host took from a person, as it was handed over.
 *
 * @param name by which errors speak of it, for example the name of its file
 * @param envelope a DSSE envelope
 */
public record GivenSignature(String name, byte[] envelope) {
    /** Copies the bytes. */
    public GivenSignature {
        envelope = envelope.clone();
    }

    /** Returns a copy of the bytes. */
    @Override
    public byte[] envelope() {
        return envelope.clone();
    }

    /** Returns each envelope once, in the order in which they were given. */
    static Collection<GivenSignature> distinct(List<GivenSignature> given) {
        Map<String, GivenSignature> distinct = new LinkedHashMap<>();
        given.forEach(one -> distinct.putIfAbsent(Sha256.of(one.envelope), one));
        return distinct.values();
    }

    /** Refuses this signature. */
    StageException refused(String reason) {
        return new StageException(name + " is not taken in: " + reason);
    }
}
