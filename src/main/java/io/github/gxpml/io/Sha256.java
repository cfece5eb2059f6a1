// SPDX-License-Identifier: MIT
package io.github.gxpml.io;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 digests in lower-case hexadecimal, the identity of everything that this product records. */
public final class Sha256 {
    private static final int BUFFER = 1 << 16;

    private Sha256() {}

    /**
     * Returns the digest of bytes.
     *
     * @param bytes the content
     * @return 64 hexadecimal digits
     */
    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    /**
     * Returns the digest of a text in UTF-8.
     *
     * @param text the content
     * @return 64 hexadecimal digits
     */
    public static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns the digest of a file's content, read once in constant memory.
     *
     * @param file an existing file
     * @return 64 hexadecimal digits
     * @throws IOException if the file cannot be read
     */
    public static String of(Path file) throws IOException {
        // clearing a large buffer for each small file would take as long as its digest
        int buffer = (int) Math.min(BUFFER, Files.size(file) + 1);
        try (InputStream in = Files.newInputStream(file)) {
            return of(in, new byte[buffer]);
        }
    }

    /**
     * Returns the digest of a stream, read to its end in constant memory.
     *
     * @param in the stream; not closed
     * @return 64 hexadecimal digits
     * @throws IOException if the stream cannot be read
     */
    public static String of(InputStream in) throws IOException {
        return of(in, new byte[BUFFER]);
    }

    private static String of(InputStream in, byte[] buffer) throws IOException {
        MessageDigest digest = digest();
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            digest.update(buffer, 0, n);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Returns a fresh digest for content that arrives in pieces.
     *
     * @return the digest
     */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256, which every Java runtime must have", e);
        }
    }

    /** A stream that is digested and counted while it is read; to be read to its end. */
    public static final class Counting extends FilterInputStream {
        private final MessageDigest digest = digest();
        private long bytes;

        /**
         * Begins.
         *
         * @param in the stream; closed with this one
         */
        public Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            if (n > 0) {
                digest.update(buffer, offset, n);
                bytes += n;
            }
            return n;
        }

        @Override
        public long skip(long n) throws IOException {
            throw new IOException("what is digested cannot be skipped");
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        /**
         * Returns how much was read.
         *
         * @return number of bytes
         */
        public long bytes() {
            return bytes;
        }

        /**
         * Returns the digest of what was read; ends the digest.
         *
         * @return 64 hexadecimal digits
         */
        public String sha256() {
            return HexFormat.of().formatHex(digest.digest());
        }
    }
}
