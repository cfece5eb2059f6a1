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
record ObjectChecks(String eTag, long size, String sha256, String crc32, String crc32c, String crc64Nvme) {
    static final ObjectChecks NOTHING_KNOWN = new ObjectChecks("", 0, "", "", "", "");

    static ObjectChecks of(GetObjectResponse response) {
        return new ObjectChecks(
                Objects.requireNonNullElse(response.eTag(), ""),
                response.contentLength(),
                ofContent(response.checksumSHA256()),
                ofContent(response.checksumCRC32()),
                ofContent(response.checksumCRC32C()),
                ofContent(response.checksumCRC64NVME()));
    }

    private static String ofContent(String checksum) {
        return checksum == null || checksum.contains("-") ? "" : checksum;
    }

    /** Says what differs; empty if nothing does. */
    String difference(Path file) throws IOException {
        boolean same = (sha256.isEmpty()
                        || encode(HexFormat.of().parseHex(Sha256.of(file))).equals(sha256))
                && (crc32.isEmpty() || encode(ofInt(crc(new CRC32(), file))).equals(crc32))
                && (crc32c.isEmpty() || encode(ofInt(crc(new CRC32C(), file))).equals(crc32c))
                && (crc64Nvme.isEmpty()
                        || encode(ofLong(crc(new Crc64Nvme(), file))).equals(crc64Nvme));
        return same ? "" : "its checksum is another one";
    }

    private static long crc(Checksum checksum, Path file) throws IOException {
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                checksum.update(buffer, 0, n);
            }
        }
        return checksum.getValue();
    }

    private static byte[] ofInt(long value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt((int) value).array();
    }

    private static byte[] ofLong(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    private static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
