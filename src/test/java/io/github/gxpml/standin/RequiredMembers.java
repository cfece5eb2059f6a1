// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** Which members a request must have, at any depth, by the services' own models. */
final class RequiredMembers {
    private static final Map<String, List<String>> REQUIRED = load();

    private RequiredMembers() {}

    private static Map<String, List<String>> load() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                RequiredMembers.class.getResourceAsStream("required-members.txt"), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .collect(Collectors.toMap(
                            words -> key(words[0], words[1]),
                            words -> Arrays.asList(words).subList(2, words.length)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Classes and shapes differ in capital letters alone: {@code VPC}, {@code Vpc}. */
    private static String key(String service, String shape) {
        return service + " " + shape.toLowerCase(Locale.ROOT);
    }

    static List<String> of(Class<?> shape) {
        String[] names = shape.getName().split("\\.");
        return REQUIRED.getOrDefault(key(names[names.length - 3], names[names.length - 1]), List.of());
    }

    /** Refuses a request that lacks one. */
    static void check(SdkPojo shape) {
        check(shape, "");
    }

    private static void check(SdkPojo shape, String at) {
        List<String> required = of(shape.getClass());
        for (SdkField<?> field : shape.sdkFields()) {
            String path = at + field.memberName();
            Optional<Object> value = SdkFields.value(field, shape);
            if (value.isEmpty() && required.contains(field.memberName())) {
                throw new Refusal(
                        Refusal.Reason.MISSING_MEMBER,
                        "1 validation error detected: Value at '" + path
                                + "' failed to satisfy constraint: Member must not be null");
            }
            value.ifPresent(one -> shapes(one).forEach(inner -> check(inner, path + ".")));
        }
    }

    private static Stream<SdkPojo> shapes(Object value) {
        if (value instanceof SdkPojo shape) {
            return Stream.of(shape);
        }
        if (value instanceof List<?> list) {
            return list.stream().flatMap(RequiredMembers::shapes);
        }
        return value instanceof Map<?, ?> map ? map.values().stream().flatMap(RequiredMembers::shapes) : Stream.empty();
    }
}
