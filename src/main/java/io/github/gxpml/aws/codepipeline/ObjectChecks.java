// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.codepipeline;

import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * What S3 says of an object, for comparison with what arrived. A checksum of an upload in parts (it has a hyphen) is
 * one of checksums, not of the content, and compared with nothing.
 */
record ObjectChecks(String eTag, long size, String sha256, String crc32, String crc32c) {
    static final ObjectChecks NOTHING_KNOWN = new ObjectChecks("", 0, "", "", "");

    static ObjectChecks of(GetObjectResponse response) {
        return new ObjectChecks(
                Objects.requireNonNullElse(response.eTag(), ""),
                response.contentLength(),
                ofContent(response.checksumSHA256()),
                ofContent(response.checksumCRC32()),
                ofContent(response.checksumCRC32C()));
    }

    private static String ofContent(String checksum) {
        return checksum == null || checksum.contains("-") ? "" : checksum;
    }

    /** Says what differs; empty if nothing does. */
    String difference(Path file) throws IOException {
        if (!sha256.isEmpty()) {
            String found = encode(HexFormat.of().parseHex(Sha256.of(file)));
            return found.equals(sha256) ? "" : "its checksum is another one";
        }
        if (!crc32.isEmpty() && !crc(new CRC32(), file).equals(crc32)
                || !crc32c.isEmpty() && !crc(new CRC32C(), file).equals(crc32c)) {
            return "its checksum is another one";
        }
        return "";
    }

    private static String crc(Checksum checksum, Path file) throws IOException {
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                checksum.update(buffer, 0, n);
            }
        }
        return encode(ByteBuffer.allocate(Integer.BYTES)
                .putInt((int) checksum.getValue())
                .array());
    }

    private static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
