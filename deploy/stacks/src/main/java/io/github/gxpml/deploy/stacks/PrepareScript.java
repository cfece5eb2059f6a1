// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.stacks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The script of the Glue job that lies in {@code deploy/glue}. */
final class PrepareScript {
    private PrepareScript() {}

    static String sha256() {
        try (InputStream in = PrepareScript.class.getResourceAsStream("/prepare.py")) {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
