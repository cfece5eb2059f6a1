// SPDX-License-Identifier: MIT
package io.github.gxpml.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** PEM text (RFC 7468) with exactly one block, as keys are kept in. */
public final class Pem {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private Pem() {}

    /**
     * Writes a block.
     *
     * @param label for example {@code PUBLIC KEY}
     * @param der the content
     * @return the text with a line feed at the end
     */
    public static String encode(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    /**
     * Reads the one block of a text.
     *
     * @param label the wanted label
     * @param text at most surrounded by white space
     * @return the content
     * @throws IOException if the text is not exactly one block with that label; the message does not repeat the text
     */
    public static byte[] decode(String label, String text) throws IOException {
        String begin = "-----BEGIN " + label + "-----";
        String end = "-----END " + label + "-----";
        String trimmed = text.strip();
        if (!trimmed.startsWith(begin) || !trimmed.endsWith(end) || trimmed.length() < begin.length() + end.length()) {
            throw new IOException("not a PEM file with one block that says " + begin);
        }
        String body = trimmed.substring(begin.length(), trimmed.length() - end.length());
        try {
            return Base64.getDecoder().decode(body.replaceAll("[\\r\\n]", "").strip());
        } catch (IllegalArgumentException e) {
            throw new IOException("the base64 text after " + begin + " is damaged", e);
        }
    }
}
