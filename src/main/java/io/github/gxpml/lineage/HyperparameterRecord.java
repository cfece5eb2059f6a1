// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import io.github.gxpml.io.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which hyperparameters were given and which are defaults, and what was different in the last release.
 *
 * @param values everything that the training depended on, defaults included
 * @param given names that the spec gives; all others are defaults, or set elsewhere in the spec
 * @param before the version in use when this one was trained; absent if there was none, or it cannot be read
 * @param note why there is nothing to compare with; empty if there is
 */
public record HyperparameterRecord(
        Map<String, Object> values, List<String> given, Optional<Before> before, String note) {
    /** Copies the collections. */
    public HyperparameterRecord {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
        given = List.copyOf(given);
    }

    /**
     * The last release.
     *
     * @param version number of the run that trained it
     * @param model SHA-256 of its artifact
     * @param values its hyperparameters, defaults included
     */
    public record Before(int version, String model, Map<String, Object> values) {
        /** Copies the values. */
        public Before {
            values = Collections.unmodifiableMap(new TreeMap<>(values));
        }
    }

    /**
     * A hyperparameter with another value than in the last release.
     *
     * @param name its name
     * @param before its value then, as JSON; empty if it had none
     * @param now its value now, as JSON; empty if it has none
     */
    public record Change(String name, String before, String now) {}

    /**
     * Compares two sets of hyperparameters.
     *
     * @param before values by name
     * @param now values by name
     * @return in order of names, those that differ
     */
    public static List<Change> changes(Map<String, Object> before, Map<String, Object> now) {
        var names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        List<Change> changes = new ArrayList<>();
        for (String name : names) {
            String then = text(before, name);
            String today = text(now, name);
            if (!then.equals(today)) {
                changes.add(new Change(name, then, today));
            }
        }
        return List.copyOf(changes);
    }

    /**
     * Compares with the last release.
     *
     * @return what differs; empty too if there is no last release
     */
    public List<Change> changes() {
        return before.map(release -> changes(release.values(), values)).orElse(List.of());
    }

    private static String text(Map<String, Object> values, String name) {
        return values.containsKey(name) ? Json.compact(values.get(name)) : "";
    }
}
