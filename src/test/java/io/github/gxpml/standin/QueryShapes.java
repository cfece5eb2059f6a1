// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/** Shapes of the SDK out of the flat parameters of a form: {@code Tags.member.1.Key}, in EC2 {@code Tag.1.Key}. */
final class QueryShapes {
    private final TreeMap<String, String> left;
    private final boolean ec2;

    QueryShapes(Map<String, String> parameters, boolean ec2) {
        left = new TreeMap<>(parameters);
        this.ec2 = ec2;
    }

    /** Fills a builder; refuses parameters that are none of the operation's. */
    void read(SdkPojo builder) {
        shape(builder, "");
        if (!left.isEmpty()) {
            throw new Refusal(Refusal.Reason.UNREADABLE, "no such parameters: " + left.keySet());
        }
    }

    private void shape(SdkPojo builder, String prefix) {
        for (SdkField<?> field : builder.sdkFields()) {
            value(field, prefix + field.locationName()).ifPresent(value -> field.set(builder, value));
        }
    }

    private Optional<Object> value(SdkField<?> field, String path) {
        return switch (field.marshallingType().getKnownType()) {
            case SDK_POJO -> {
                if (!has(path)) {
                    yield Optional.empty();
                }
                SdkPojo inner = field.constructor().get();
                shape(inner, path + ".");
                yield Optional.of(SdkFields.build(inner));
            }
            case LIST -> list(field, path);
            case MAP -> map(field.getTrait(MapTrait.class), path);
            default -> Optional.ofNullable(left.remove(path)).map(text -> Scalars.parse(field, text, Format.ISO_8601));
        };
    }

    /** A shape without members is sent as nothing at all. */
    private boolean has(String path) {
        String next = left.ceilingKey(path + ".");
        return next != null && next.startsWith(path + ".");
    }

    private Optional<Object> list(SdkField<?> field, String path) {
        ListTrait trait = field.getTrait(ListTrait.class);
        SdkField<?> member = trait.memberFieldInfo();
        String prefix = path + (ec2 || trait.isFlattened() ? "." : "." + member.locationName() + ".");
        List<Object> found = new ArrayList<>();
        Optional<Object> one = value(member, prefix + 1);
        while (one.isPresent()) {
            found.add(one.get());
            one = value(member, prefix + (found.size() + 1));
        }
        return emptyOr(found, path);
    }

    private Optional<Object> map(MapTrait trait, String path) {
        String prefix = path + (trait.isFlattened() ? "." : ".entry.");
        Map<String, Object> found = new LinkedHashMap<>();
        for (int i = 1; left.containsKey(prefix + i + "." + trait.keyLocationName()); i++) {
            String entry = prefix + i + ".";
            String key = left.remove(entry + trait.keyLocationName());
            value(trait.valueFieldInfo(), entry + trait.valueLocationName()).ifPresent(value -> found.put(key, value));
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    /** A list that is there without a member is sent as its bare name. */
    private Optional<Object> emptyOr(Collection<?> found, String path) {
        boolean bare = left.containsKey(path) && left.get(path).isEmpty();
        if (bare) {
            left.remove(path);
        }
        return found.isEmpty() && !bare ? Optional.empty() : Optional.of(found);
    }
}
