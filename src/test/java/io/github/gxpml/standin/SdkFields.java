// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.Buildable;

/** What the SDK's own model says of a shape. */
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
}
