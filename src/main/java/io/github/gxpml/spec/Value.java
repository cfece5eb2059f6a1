// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A part of a YAML document that knows where it stands. */
sealed interface Value {
    /** What a scalar is, by the YAML 1.2 core schema. */
    enum Kind {
        NOTHING,
        TRUTH,
        WHOLE,
        DECIMAL,
        TEXT
    }

    /** Returns where the part begins. */
    Place place();

    /**
     * Keys with values, in the order of the file.
     *
     * @param place where it begins
     * @param entries by key, as written
     */
    record Mapping(Place place, Map<String, Entry> entries) implements Value {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }
    }

    /**
     * One value of a mapping.
     *
     * @param key where the key stands
     * @param value the value
     */
    record Entry(Place key, Value value) {}

    /**
     * A list.
     *
     * @param place where it begins
     * @param items in the order of the file
     */
    record Sequence(Place place, List<Value> items) implements Value {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /**
     * A single value.
     *
     * @param place where it begins
     * @param text as written, without quotes
     * @param kind what it is
     */
    record Scalar(Place place, String text, Kind kind) implements Value {
        boolean isNumber() {
            return kind == Kind.WHOLE || kind == Kind.DECIMAL;
        }
    }

    /**
     * Something whose problem has been told already; nothing more is said about it.
     *
     * @param place where it begins
     */
    record Broken(Place place) implements Value {}
}
