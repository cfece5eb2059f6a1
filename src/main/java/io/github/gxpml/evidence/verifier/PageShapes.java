// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.verifier;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Tells the page what our documents look like, from the records that they are read into, so that page and software
 * cannot come to differ: each record's fields with their types, {@code ?} optional, {@code [} list, {@code {} map,
 * {@code =} one of, {@code @} record, {@code ~} empty where absent.
 */
final class PageShapes {
    private static final Map<Class<?>, String> SCALARS = Map.of(
            int.class, "int",
            Integer.class, "int",
            long.class, "long",
            Long.class, "long",
            double.class, "double",
            Double.class, "double",
            boolean.class, "boolean",
            String.class, "text",
            Instant.class, "instant");
    /** Fields that documents of earlier versions lack, and that are then empty. */
    private static final Set<String> MAY_BE_ABSENT =
            Set.of("Gate.category", "Gate.against", "SourceRecord.found", "Training.jobs");

    private final Map<String, Class<?>> types = new TreeMap<>();
    private final Map<String, Map<String, String>> shapes = new TreeMap<>();

    private PageShapes() {}

    /**
     * Describes records and everything in them.
     *
     * @param records the documents
     * @return shapes by the record's simple name
     */
    static Map<String, Map<String, String>> of(List<Class<?>> records) {
        var found = new PageShapes();
        records.forEach(found::add);
        return found.shapes;
    }

    private void add(Class<?> type) {
        Class<?> known = types.putIfAbsent(type.getSimpleName(), type);
        if (known == type) {
            return;
        }
        if (known != null) {
            throw new IllegalStateException("two records are called " + type.getSimpleName() + ": " + known.getName()
                    + " and " + type.getName());
        }
        Map<String, String> fields = new LinkedHashMap<>();
        shapes.put(type.getSimpleName(), fields);
        for (RecordComponent component : type.getRecordComponents()) {
            String absent = MAY_BE_ABSENT.contains(type.getSimpleName() + "." + component.getName()) ? "~" : "";
            fields.put(name(component), absent + text(component.getGenericType()));
        }
    }

    private static String name(RecordComponent component) {
        JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named == null ? component.getName() : named.value();
    }

    private String text(Type type) {
        if (type instanceof ParameterizedType generic) {
            return container(generic);
        }
        Class<?> plain = (Class<?>) type;
        if (SCALARS.containsKey(plain)) {
            return SCALARS.get(plain);
        }
        if (plain == Object.class || plain == JsonNode.class) {
            return "any";
        }
        if (plain.isEnum()) {
            return "="
                    + Arrays.stream(plain.getEnumConstants())
                            .map(constant -> ((Enum<?>) constant).name())
                            .collect(Collectors.joining("|"));
        }
        if (!plain.isRecord()) {
            throw new IllegalStateException("the page does not know how to read a " + plain.getName());
        }
        add(plain);
        return "@" + plain.getSimpleName();
    }

    private String container(ParameterizedType type) {
        Type[] arguments = type.getActualTypeArguments();
        String inner = text(arguments[arguments.length - 1]);
        if (type.getRawType() == Optional.class) {
            return "?" + inner;
        }
        if (type.getRawType() == List.class) {
            return "[" + inner;
        }
        if (type.getRawType() == Map.class && arguments[0] == String.class) {
            return "{" + inner;
        }
        throw new IllegalStateException("the page does not know how to read a " + type.getTypeName());
    }
}
