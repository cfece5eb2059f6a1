// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import io.github.gxpml.spec.Value.Mapping;
import io.github.gxpml.spec.Value.Scalar;
import io.github.gxpml.spec.Value.Sequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A part of a spec as far as it can be understood: what is missing or of the wrong type reads as absent, so that checks
 * can go on in a file with problems.
 *
 * @param value the part, or nothing
 */
record Part(Optional<Value> value) {
    private static final Part ABSENT = new Part(Optional.empty());

    static Part of(Value value) {
        return new Part(Optional.of(value));
    }

    /** Returns the part at a path of keys. */
    Part at(String... keys) {
        Part at = this;
        for (String key : keys) {
            at = at.entries().getOrDefault(key, ABSENT);
        }
        return at;
    }

    /** Returns the entries of a mapping, in the order of the file. */
    Map<String, Part> entries() {
        var parts = new LinkedHashMap<String, Part>();
        mapping().ifPresent(m -> m.entries().forEach((key, entry) -> parts.put(key, of(entry.value()))));
        return parts;
    }

    /** Returns where each key of a mapping stands. */
    Map<String, Place> keys() {
        var places = new LinkedHashMap<String, Place>();
        mapping().ifPresent(m -> m.entries().forEach((key, entry) -> places.put(key, entry.key())));
        return places;
    }

    /** Returns where a key of this mapping stands; the mapping's own place if it has no such key. */
    Place key(String key) {
        return Optional.ofNullable(keys().get(key)).orElseGet(this::place);
    }

    /** Returns the items of a list. */
    List<Part> items() {
        return value.filter(Sequence.class::isInstance)
                .map(v -> ((Sequence) v).items().stream().map(Part::of).toList())
                .orElse(List.of());
    }

    /** Returns the items of a list, or the part itself if it is a single value. */
    List<Part> itemOrItems() {
        return scalar().isPresent() ? List.of(this) : items();
    }

    /** Returns the texts of a list, as written; items that are no scalars are left out. */
    List<String> texts() {
        return items().stream().flatMap(item -> item.text().stream()).toList();
    }

    /** Returns the text of a scalar, as written. */
    Optional<String> text() {
        return scalar().map(Scalar::text);
    }

    /** Returns the text of a scalar, or what holds where there is none. */
    String text(String otherwise) {
        return text().orElse(otherwise);
    }

    /** Returns the number of a scalar that is one. */
    Optional<Double> number() {
        return scalar().filter(Scalar::isNumber).map(s -> Numbers.decimal(s.text()));
    }

    /** Returns the number of a scalar that is a whole one of at most 64 bits. */
    Optional<Long> whole() {
        return scalar().filter(Scalar::isNumber).flatMap(s -> Numbers.exact(s.text()));
    }

    /** Returns the constant of an enum that a scalar names in kebab-case. */
    <E extends Enum<E>> E constant(Class<E> type, String otherwise) {
        return Enum.valueOf(type, text(otherwise).toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    Optional<Scalar> scalar() {
        return value.filter(Scalar.class::isInstance)
                .map(Scalar.class::cast)
                .filter(s -> s.kind() != Value.Kind.NOTHING);
    }

    /** Returns where it begins; the head of the file if it is absent. */
    Place place() {
        return value.map(Value::place).orElse(Place.START);
    }

    boolean isPresent() {
        return value.isPresent();
    }

    boolean isMapping() {
        return mapping().isPresent();
    }

    /** Tells whether it is certain that nothing stands here: absent or an empty list, and not something unreadable. */
    boolean isNothing() {
        return value.map(v -> v instanceof Sequence list && list.items().isEmpty())
                .orElse(true);
    }

    private Optional<Mapping> mapping() {
        return value.filter(Mapping.class::isInstance).map(Mapping.class::cast);
    }
}
