// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.io.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * A file as it goes into a zip, packed in memory.
 *
 * @param found what it was; empty if it is too large to be held
 * @param crc checksum of its content, as a zip wants it
 * @param packed its content, deflated
 */
record PackedFile(Contents.Found found, long crc, byte[] packed) {
    private static final int LARGEST = 1 << 20;
    private static final PackedFile TOO_LARGE = new PackedFile(new Contents.Found(0, ""), 0, new byte[0]);

    static PackedFile of(SealedFile file) throws IOException {
        if (file.size() > LARGEST) {
            return TOO_LARGE;
        }
        byte[] content;
        try (var in = file.open()) {
            content = in.readNBytes(LARGEST + 1);
        }
        if (content.length > LARGEST) {
            return TOO_LARGE;
        }
        CRC32 crc = new CRC32();
        crc.update(content);
        return new PackedFile(new Contents.Found(content.length, Sha256.of(content)), crc.getValue(), deflate(content));
    }

    private static byte[] deflate(byte[] content) throws IOException {
        var packed = new ByteArrayOutputStream(content.length / 2 + 64);
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try (var out = new DeflaterOutputStream(packed, deflater)) {
            out.write(content);
        } finally {
            deflater.end();
        }
        return packed.toByteArray();
    }

    boolean tooLarge() {
        return this == TOO_LARGE;
    }
}
