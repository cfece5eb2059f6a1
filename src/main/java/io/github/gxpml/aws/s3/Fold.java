// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.s3;

import io.github.gxpml.io.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/** A checksum of one of the kinds that S3 keeps, over bytes that arrive in pieces. */
interface Fold {
    void update(byte[] bytes, int from, int length);

    byte[] value();

    /** Kinds of checksums. */
    enum Kind {
        SHA256,
        CRC32,
        CRC32C,
        CRC64NVME,
        MD5;

        Fold begin() {
            return switch (this) {
                case SHA256 -> of(Sha256.digest());
                case MD5 -> of(md5());
                case CRC32 -> of(new CRC32(), Integer.BYTES);
                case CRC32C -> of(new CRC32C(), Integer.BYTES);
                case CRC64NVME -> of(new Crc64Nvme(), Long.BYTES);
            };
        }
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5"); // what S3 calls an ETag, not a protection
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks MD5, which every Java runtime must have", e);
        }
    }

    private static Fold of(MessageDigest digest) {
        return new Fold() {
            @Override
            public void update(byte[] bytes, int from, int length) {
                digest.update(bytes, from, length);
            }

            @Override
            public byte[] value() {
                return digest.digest();
            }
        };
    }

    private static Fold of(Checksum checksum, int bytes) {
        return new Fold() {
            @Override
            public void update(byte[] content, int from, int length) {
                checksum.update(content, from, length);
            }

            @Override
            public byte[] value() {
                byte[] eight = ByteBuffer.allocate(Long.BYTES)
                        .putLong(checksum.getValue())
                        .array();
                return java.util.Arrays.copyOfRange(eight, Long.BYTES - bytes, Long.BYTES);
            }
        };
    }
}
