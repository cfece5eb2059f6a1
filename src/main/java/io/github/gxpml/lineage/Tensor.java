// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import io.github.gxpml.io.Sha256;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Numbers or texts of a model, whichever of ONNX's several ways they are stored in.
 *
 * @param kind type and shape
 * @param width bytes of one element; 0 for texts
 * @param bytes all elements, least significant byte first; empty for texts
 * @param texts all elements if they are texts
 */
record Tensor(String kind, int width, byte[] bytes, List<ByteString> texts) {
    private static final int FLOATS = DataType.FLOAT.getNumber();

    static Tensor of(TensorProto proto) {
        String kind = proto.getDataType() + " " + proto.getDimsList();
        if (proto.getDataType() == DataType.STRING.getNumber()) {
            return texts(kind, proto.getStringDataList());
        }
        int width = width(proto.getDataType());
        return proto.getRawData().isEmpty()
                ? new Tensor(kind, width, typed(proto, width), List.of())
                : new Tensor(kind, width, proto.getRawData().toByteArray(), List.of());
    }

    static Tensor floats(List<Float> values) {
        ByteBuffer buffer = buffer(values.size() * Float.BYTES);
        values.forEach(buffer::putFloat);
        return new Tensor(FLOATS + " [" + values.size() + "]", Float.BYTES, buffer.array(), List.of());
    }

    static Tensor longs(List<Long> values) {
        ByteBuffer buffer = buffer(values.size() * Long.BYTES);
        values.forEach(buffer::putLong);
        String kind = DataType.INT64.getNumber() + " [" + values.size() + "]";
        return new Tensor(kind, Long.BYTES, buffer.array(), List.of());
    }

    static Tensor texts(List<ByteString> values) {
        return texts(DataType.STRING.getNumber() + " [" + values.size() + "]", values);
    }

    private static Tensor texts(String kind, List<ByteString> values) {
        return new Tensor(kind, 0, new byte[0], List.copyOf(values));
    }

    /** Numbers that are stored one by one stand in a list of the next larger type. */
    private static byte[] typed(TensorProto proto, int width) {
        int count = proto.getFloatDataCount()
                + proto.getDoubleDataCount()
                + proto.getInt64DataCount()
                + proto.getUint64DataCount();
        ByteBuffer buffer = buffer(count * Long.BYTES + proto.getInt32DataCount() * Long.BYTES);
        proto.getFloatDataList().forEach(buffer::putFloat);
        proto.getDoubleDataList().forEach(buffer::putDouble);
        proto.getInt64DataList().forEach(value -> putLow(buffer, value, width));
        proto.getUint64DataList().forEach(value -> putLow(buffer, value, width));
        proto.getInt32DataList().forEach(value -> putLow(buffer, value, width));
        byte[] used = new byte[buffer.position()];
        buffer.flip().get(used);
        return used;
    }

    private static void putLow(ByteBuffer buffer, long value, int width) {
        IntStream.range(0, width).forEach(i -> buffer.put((byte) (value >>> (Byte.SIZE * i))));
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int width(int type) {
        DataType known = DataType.forNumber(type);
        if (known == null) {
            return 1;
        }
        return switch (known) {
            case DOUBLE, INT64, UINT64, COMPLEX64 -> Long.BYTES;
            case FLOAT, INT32, UINT32 -> Float.BYTES;
            case FLOAT16, BFLOAT16, INT16, UINT16 -> Short.BYTES;
            default -> 1;
        };
    }

    String sha256() {
        MessageDigest digest = Sha256.digest();
        digest.update((kind + "\n").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
        texts.forEach(text -> {
            digest.update((text.size() + " ").getBytes(StandardCharsets.UTF_8));
            digest.update(text.toByteArray());
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Says where two tensors part: an index counted from 0 and the two values, or two shapes. */
    String difference(Tensor other) {
        if (!kind.equals(other.kind)) {
            return "type and shape " + kind + " and " + other.kind;
        }
        List<String> ours = elements();
        List<String> theirs = other.elements();
        for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
            if (!ours.get(i).equals(theirs.get(i))) {
                return "index " + i + ", " + ours.get(i) + " and " + theirs.get(i);
            }
        }
        return ours.size() + " and " + theirs.size() + " elements";
    }

    private List<String> elements() {
        var elements = new ArrayList<String>();
        if (width == 0) {
            texts.forEach(text -> elements.add(text.toStringUtf8()));
            return elements;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        boolean real = kind.startsWith(FLOATS + " ") || kind.startsWith(DataType.DOUBLE.getNumber() + " ");
        while (buffer.remaining() >= width) {
            elements.add(element(buffer, real));
        }
        return elements;
    }

    private String element(ByteBuffer buffer, boolean real) {
        if (real) {
            return width == Float.BYTES ? Float.toString(buffer.getFloat()) : Double.toString(buffer.getDouble());
        }
        return switch (width) {
            case Long.BYTES -> Long.toString(buffer.getLong());
            case Integer.BYTES -> Integer.toString(buffer.getInt());
            case Short.BYTES -> "0x" + Integer.toHexString(Short.toUnsignedInt(buffer.getShort()));
            default -> Byte.toString(buffer.get());
        };
    }
}
