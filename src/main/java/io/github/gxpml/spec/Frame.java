// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import io.github.gxpml.spec.Value.Entry;
import io.github.gxpml.spec.Value.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A list or mapping that is being read. */
final class Frame {
    private final Place place;
    private final boolean mapping;
    private final boolean broken;
    private final Problems problems;
    private final List<Value> items = new ArrayList<>();
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private boolean valueIsNext;
    private Optional<Scalar> key = Optional.empty();

    Frame(Place place, boolean mapping, boolean broken, Problems problems) {
        this.place = place;
        this.mapping = mapping;
        this.broken = broken;
        this.problems = problems;
    }

    /** Takes the next item, key or value. */
    void accept(Value value) {
        if (!mapping) {
            items.add(value);
            return;
        }
        if (valueIsNext) {
            key.ifPresent(k -> entries.put(k.text(), new Entry(k.place(), value)));
        } else {
            key = key(value);
        }
        valueIsNext = !valueIsNext;
    }

    /** Returns what was read. */
    Value close() {
        if (broken) {
            return new Value.Broken(place);
        }
        return mapping ? new Value.Mapping(place, entries) : new Value.Sequence(place, items);
    }

    private Optional<Scalar> key(Value value) {
        if (value instanceof Value.Broken) {
            return Optional.empty();
        }
        if (!(value instanceof Scalar scalar) || scalar.text().isEmpty()) {
            problems.add(value.place(), "a key must be a text on one line", "write `name: value`");
            return Optional.empty();
        }
        if (scalar.text().equals("<<")) {
            problems.add(value.place(), "merge keys (`<<`) are not part of a spec", "write the keys out at each place");
            return Optional.empty();
        }
        Entry first = entries.get(scalar.text());
        if (first != null) {
            int line = value.place().line();
            String where = first.key().line() == line
                    ? "in line " + line
                    : "in lines " + first.key().line() + " and " + line;
            problems.add(
                    value.place(),
                    "the key " + Words.name(scalar.text()) + " stands twice, " + where,
                    "keep one of them");
            return Optional.empty();
        }
        return Optional.of(scalar);
    }
}
