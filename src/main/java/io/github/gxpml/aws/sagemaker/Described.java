// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import io.github.gxpml.port.command.SecretMask;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** Turns answers of a service into plain trees for the evidence, named as the service names them, without secrets. */
final class Described {
    private static final Pattern SOUNDS_SECRET = Pattern.compile(
            "SECRET|TOKEN|PASSW|PASSPHRASE|CREDENTIAL|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY", Pattern.CASE_INSENSITIVE);
    private static final String STRUCK = "***";

    private final SecretMask mask;

    Described(Map<String, String> environment) {
        this.mask = new SecretMask(environment);
    }

    /** Returns everything that an answer says. */
    Map<String, Object> tree(SdkPojo answer) {
        var tree = new TreeMap<String, Object>();
        for (SdkField<?> field : answer.sdkFields()) {
            Object value = field.getValueOrDefault(answer);
            if (value != null && !empty(value)) {
                tree.put(field.memberName(), plain(value));
            }
        }
        return named(tree);
    }

    /** Some lists hold entries of a name and a value, which are to be struck as those of a map are. */
    private static Map<String, Object> named(Map<String, Object> tree) {
        for (String name : List.of("Name", "Key", "ParameterName")) {
            if (tree.get(name) instanceof String text
                    && SOUNDS_SECRET.matcher(text).find()) {
                tree.replaceAll((field, value) -> field.endsWith("Value") ? STRUCK : value);
            }
        }
        return tree;
    }

    /** Makes a text of the service fit to be shown. */
    String clean(String text) {
        return mask.clean(text);
    }

    /** The SDK makes up collections that were not sent. */
    private static boolean empty(Object value) {
        return value instanceof List<?> list && list.isEmpty() || value instanceof Map<?, ?> map && map.isEmpty();
    }

    private Object plain(Object value) {
        if (value instanceof SdkPojo nested) {
            return tree(nested);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::plain).toList();
        }
        if (value instanceof Map<?, ?> map) {
            var entries = new TreeMap<String, Object>();
            map.forEach((name, entry) -> entries.put(
                    mask.mask(name.toString()),
                    SOUNDS_SECRET.matcher(name.toString()).find() ? STRUCK : plain(entry)));
            return entries;
        }
        if (value instanceof SdkBytes bytes) {
            return bytes.asByteArray().length + " bytes";
        }
        boolean finite = value instanceof Number number && Double.isFinite(number.doubleValue());
        return finite || value instanceof Boolean ? value : mask.mask(value.toString());
    }
}
