// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/** A growing exact sum of products of whole numbers that are not negative; it has room for 2^127. */
final class Wide {
    private long high;
    private long low;

    /** Adds a product of two numbers. */
    void add(long a, long b) {
        add128(Math.multiplyHigh(a, b), a * b);
    }

    /** Adds a product of three numbers that is less than 2^127. */
    void add(long a, long b, long c) {
        long bcHigh = Math.multiplyHigh(b, c);
        long bcLow = b * c;
        // the low half is a number without sign
        long carry = Math.multiplyHigh(a, bcLow) + (bcLow >> 63 & a);
        add128(a * bcHigh + carry, a * bcLow);
    }

    private void add128(long addedHigh, long addedLow) {
        low += addedLow;
        high += addedHigh + (Long.compareUnsigned(low, addedLow) < 0 ? 1 : 0);
    }

    /** Compares a product with another one. */
    static int compare(long a, long b, long c, long d) {
        int byHigh = Long.compare(Math.multiplyHigh(a, b), Math.multiplyHigh(c, d));
        return byHigh == 0 ? Long.compareUnsigned(a * b, c * d) : byHigh;
    }

    /** The sum. */
    BigInteger value() {
        return new BigInteger(
                ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array());
    }
}
