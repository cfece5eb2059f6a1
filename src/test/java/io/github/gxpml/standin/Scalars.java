// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.TimestampFormatTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;
import software.amazon.awssdk.utils.BinaryUtils;

/** Values that stand in text: in forms, XML, headers, paths. */
final class Scalars {
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    private Scalars() {}

    /** Returns how a member writes time: as its model says, else as the protocol does. */
    static Format format(SdkField<?> field, Format usual) {
        return field.getOptionalTrait(TimestampFormatTrait.class)
                .map(TimestampFormatTrait::format)
                .orElse(usual);
    }

    /** Reads a value of the member's type. */
    static Object parse(SdkField<?> field, String text, Format usual) {
        MarshallingKnownType type = field.marshallingType().getKnownType();
        try {
            return switch (type) {
                case STRING -> text;
                case INTEGER -> Integer.valueOf(text);
                case LONG -> Long.valueOf(text);
                case SHORT -> Short.valueOf(text);
                case BYTE -> Byte.valueOf(text);
                case FLOAT -> Float.valueOf(text);
                case DOUBLE -> Double.valueOf(text);
                case BIG_DECIMAL -> new BigDecimal(text);
                case BOOLEAN -> truth(text);
                case INSTANT -> time(text, format(field, usual));
                case SDK_BYTES -> SdkBytes.fromByteArray(BinaryUtils.fromBase64(text));
                default -> throw new UnsupportedOperationException(field.memberName() + " is a " + type);
            };
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new Refusal(Refusal.Reason.UNREADABLE, field.memberName() + " is no " + type + ": " + text, e);
        }
    }

    private static boolean truth(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(text);
        }
        return text.equals("true");
    }

    private static Instant time(String text, Format format) {
        return switch (format) {
            case ISO_8601 -> DateTimeFormatter.ISO_DATE_TIME.parse(text, Instant::from);
            case RFC_822 -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
            case UNIX_TIMESTAMP -> seconds(new BigDecimal(text));
            case UNIX_TIMESTAMP_MILLIS -> Instant.ofEpochMilli(Long.parseLong(text));
        };
    }

    static Instant seconds(BigDecimal seconds) {
        return Instant.ofEpochMilli(seconds.multiply(THOUSAND).longValue());
    }

    static BigDecimal seconds(Instant time) {
        return BigDecimal.valueOf(time.toEpochMilli()).divide(THOUSAND);
    }

    /** Writes a value of the member's type. */
    static String text(SdkField<?> field, Object value, Format usual) {
        if (value instanceof SdkBytes bytes) {
            return BinaryUtils.toBase64(bytes.asByteArray());
        }
        if (!(value instanceof Instant time)) {
            return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
        }
        return switch (format(field, usual)) {
            case ISO_8601 -> time.toString();
            case RFC_822 -> DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
            case UNIX_TIMESTAMP -> seconds(time).toPlainString();
            case UNIX_TIMESTAMP_MILLIS -> Long.toString(time.toEpochMilli());
        };
    }
}
