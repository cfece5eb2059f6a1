// SPDX-License-Identifier: MIT
package io.github.gxpml.port;

import java.io.IOException;
import java.util.Optional;

/** Keeps the frozen baseline of each released version. */
public interface BaselineStore {
    /**
     * Freezes a baseline. Repeating the call with equal bytes changes nothing.
     *
     * @param model name
     * @param version number of the version it belongs to
     * @param document the baseline as JSON
     * @throws IOException if it cannot be kept, or another one is already frozen for the version
     */
    void freeze(String model, int version, byte[] document) throws IOException;

    /**
     * Finds a baseline, after checking that it is the one that was frozen.
     *
     * @param model name
     * @param version number
     * @return the bytes, if one was frozen
     * @throws IOException if it cannot be read or was changed since
     */
    Optional<byte[]> find(String model, int version) throws IOException;
}
