// SPDX-License-Identifier: MIT
package io.github.gxpml.port;

import java.io.IOException;

/** An authority that confirms when something existed (RFC 3161). */
public interface TimeStamper {
    /**
     * Returns whom is asked.
     *
     * @return an address, without user and password
     */
    String authority();

    /**
     * Asks for a time stamp over the SHA-256 of some bytes, with the authority's certificate in it.
     *
     * @param bytes what is to be stamped; only the digest leaves the machine
     * @return the authority's answer, DER, about exactly these bytes and this call; who signed it is not checked here
     * @throws IOException if there is none, or it is about something else
     */
    byte[] stamp(byte[] bytes) throws IOException;
}
