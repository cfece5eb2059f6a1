// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.expressions.Aggregator;

/** Counts of numbers by point: of those equal to it, or of those up to it and above the one before. */
final class SparkHistogram extends Aggregator<Double, byte[], byte[]> {
    private static final long serialVersionUID = 1;

    private final double[] points;
    private final boolean exact;

    SparkHistogram(List<Double> points, boolean exact) {
        // 0 and -0 are one number
        this.points = points.stream().mapToDouble(point -> point + 0.0).toArray();
        this.exact = exact;
    }

    /** Reads the result: counts by point. */
    static Map<Double, Long> counts(byte[] result) {
        Map<Double, Long> counts = new HashMap<>();
        ByteBuffer bytes = ByteBuffer.wrap(result);
        while (bytes.hasRemaining()) {
            counts.put(bytes.getDouble(), bytes.getLong());
        }
        return counts;
    }

    @Override
    public byte[] zero() {
        return new byte[Long.BYTES * points.length];
    }

    @Override
    public byte[] reduce(byte[] counts, Double number) {
        if (number != null) {
            int found = Arrays.binarySearch(points, number + 0.0);
            int at = found >= 0 || exact ? found : -found - 1;
            if (at >= 0 && at < points.length) {
                add(counts, at, 1);
            }
        }
        return counts;
    }

    @Override
    public byte[] merge(byte[] counts, byte[] others) {
        ByteBuffer other = ByteBuffer.wrap(others);
        for (int i = 0; i < points.length; i++) {
            add(counts, i, other.getLong(Long.BYTES * i));
        }
        return counts;
    }

    private static void add(byte[] counts, int at, long more) {
        ByteBuffer bytes = ByteBuffer.wrap(counts);
        bytes.putLong(Long.BYTES * at, bytes.getLong(Long.BYTES * at) + more);
    }

    @Override
    public byte[] finish(byte[] counts) {
        ByteBuffer result = ByteBuffer.allocate((Double.BYTES + Long.BYTES) * points.length);
        for (int i = 0; i < points.length; i++) {
            result.putDouble(points[i]).putLong(ByteBuffer.wrap(counts).getLong(Long.BYTES * i));
        }
        return result.array();
    }

    @Override
    public Encoder<byte[]> bufferEncoder() {
        return Encoders.BINARY();
    }

    @Override
    public Encoder<byte[]> outputEncoder() {
        return Encoders.BINARY();
    }
}
