// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.s3;

import java.util.zip.Checksum;

/**
 * CRC-64/NVME, which S3 gives to objects whose writer chose no checksum: NVM Express NVM Command Set Specification,
 * section 5.2.1.3.4, bits reflected. The SDK has it only in native code.
 */
final class Crc64Nvme implements Checksum {
    private static final long POLYNOMIAL = 0x9a6c9329ac4bc9b5L;
    private static final long[] TABLE = table();

    private long crc = -1;

    private static long[] table() {
        long[] table = new long[256];
        for (int i = 0; i < table.length; i++) {
            long value = i;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                value = (value & 1) == 0 ? value >>> 1 : value >>> 1 ^ POLYNOMIAL;
            }
            table[i] = value;
        }
        return table;
    }

    @Override
    public void update(int b) {
        crc = TABLE[(int) (crc ^ b) & 0xff] ^ crc >>> Byte.SIZE;
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            update(bytes[i]);
        }
    }

    @Override
    public long getValue() {
        return ~crc;
    }

    @Override
    public void reset() {
        crc = -1;
    }
}
