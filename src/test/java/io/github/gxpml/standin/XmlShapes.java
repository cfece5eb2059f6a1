// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/** Shapes of the SDK as the XML that Query services answer with. */
final class XmlShapes {
    private final StringBuilder xml = new StringBuilder();

    private XmlShapes() {}

    /** Renders the members of a shape, without an element around them. */
    static String of(SdkPojo shape) {
        XmlShapes out = new XmlShapes();
        out.members(shape);
        return out.xml.toString();
    }

    private void members(SdkPojo shape) {
        for (SdkField<?> field : shape.sdkFields()) {
            SdkFields.value(field, shape).ifPresent(value -> member(field.unmarshallLocationName(), field, value));
        }
    }

    private void member(String name, SdkField<?> field, Object value) {
        if (value instanceof List<?> list) {
            ListTrait trait = field.getTrait(ListTrait.class);
            element(
                    name,
                    !trait.isFlattened(),
                    () -> list.forEach(one -> member(
                            trait.isFlattened() ? name : trait.memberFieldInfo().unmarshallLocationName(),
                            trait.memberFieldInfo(),
                            one)));
        } else if (value instanceof Map<?, ?> map) {
            MapTrait trait = field.getTrait(MapTrait.class);
            element(
                    name,
                    !trait.isFlattened(),
                    () -> map.forEach((key, one) -> element(trait.isFlattened() ? name : "entry", true, () -> {
                        element(trait.keyLocationName(), true, () -> xml.append(escaped(key.toString())));
                        member(trait.valueLocationName(), trait.valueFieldInfo(), one);
                    })));
        } else if (value instanceof SdkPojo inner) {
            element(name, true, () -> members(inner));
        } else {
            element(name, true, () -> xml.append(escaped(Scalars.text(field, value, Format.ISO_8601))));
        }
    }

    private void element(String name, boolean there, Runnable content) {
        if (there) {
            xml.append('<').append(name).append('>');
        }
        content.run();
        if (there) {
            xml.append("</").append(name).append('>');
        }
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("\r", "&#xD;");
    }
}
