// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.RequiredTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.Buildable;

/** What the SDK's own model says of a shape: which members it has, and which of them must be there. */
final class SdkFields {
    private SdkFields() {}

    /** Returns a member's value; empty if it was not set, as the SDK sees it. */
    static Optional<Object> value(SdkField<?> field, SdkPojo of) {
        Object value = field.getValueOrDefault(of);
        return value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap
                ? Optional.empty()
                : Optional.ofNullable(value);
    }

    /** Builds what a member's builder has been filled with. */
    static Object build(SdkPojo builder) {
        return ((Buildable) builder).build();
    }

    static SdkField<?> member(SdkField<?> list) {
        return list.getTrait(ListTrait.class).memberFieldInfo();
    }

    static SdkField<?> mapped(SdkField<?> map) {
        return map.getTrait(MapTrait.class).valueFieldInfo();
    }

    /** Refuses a shape that lacks a required member, at any depth. */
    static void checkRequired(SdkPojo shape, Function<SdkField<?>, String> names) {
        checkRequired(shape, "", names);
    }

    private static void checkRequired(SdkPojo shape, String at, Function<SdkField<?>, String> names) {
        for (SdkField<?> field : shape.sdkFields()) {
            String path = at + (at.isEmpty() ? "" : ".") + names.apply(field);
            Optional<Object> value = value(field, shape);
            if (value.isEmpty() && field.containsTrait(RequiredTrait.class)) {
                throw new Refusal(
                        Refusal.Reason.MISSING_MEMBER,
                        "1 validation error detected: Value at '" + path
                                + "' failed to satisfy constraint: Member must not be null");
            }
            value.ifPresent(one -> shapes(one).forEach(inner -> checkRequired(inner, path, names)));
        }
    }

    private static Stream<SdkPojo> shapes(Object value) {
        if (value instanceof SdkPojo shape) {
            return Stream.of(shape);
        }
        if (value instanceof List<?> list) {
            return list.stream().flatMap(SdkFields::shapes);
        }
        return value instanceof Map<?, ?> map
                ? map.values().stream().flatMap(SdkFields::shapes)
                : Stream.empty();
    }
}
