// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.engine;

import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import jenkins.MasterToSlaveFileCallable;

/** Computes the SHA-256 digest of a file where it lies; empty if there is no such file. */
public final class FileDigest extends MasterToSlaveFileCallable<String> {
    private static final long serialVersionUID = 1;

    @Override
    public String invoke(File file, VirtualChannel channel) throws IOException {
        if (!file.isFile()) {
            return "";
        }
        try (InputStream in = Files.newInputStream(file.toPath())) {
            return of(in);
        }
    }

    /**
     * Computes the digest of what a stream holds.
     *
     * @param in read to its end, and not closed
     * @return 64 hexadecimal digits
     * @throws IOException if it cannot be read
     */
    public static String of(InputStream in) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("this Java has no SHA-256", e);
        }
    }
}
