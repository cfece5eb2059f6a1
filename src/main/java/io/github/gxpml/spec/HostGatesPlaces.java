// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Puts the entries of a host into a copy of a spec, so that the spec's own checks look at them, and back. */
final class HostGatesPlaces {
    /** Added to the lines of the host's file, which are so told from those of the spec. */
    private static final int BEYOND = 1 << 24;

    private HostGatesPlaces() {}

    /** Returns the spec with the host's gates in place of those of one stage. */
    static Value within(Value.Mapping spec, String stage, String list, Part gates) {
        Place none = new Place(BEYOND, 1);
        Map<String, Value.Entry> sections = new LinkedHashMap<>(spec.entries());
        Map<String, Value.Entry> section = new LinkedHashMap<>();
        if (sections.containsKey(stage) && sections.get(stage).value() instanceof Value.Mapping written) {
            section.putAll(written.entries());
        }
        List<Value> moved = gates.items().stream()
                .map(item -> moved(item.value().orElseThrow()))
                .toList();
        section.put(list, new Value.Entry(none, new Value.Sequence(none, moved)));
        sections.put(stage, new Value.Entry(none, new Value.Mapping(none, section)));
        return new Value.Mapping(spec.place(), sections);
    }

    private static Value moved(Value value) {
        if (value instanceof Value.Mapping mapping) {
            Map<String, Value.Entry> entries = new LinkedHashMap<>();
            mapping.entries()
                    .forEach((key, entry) ->
                            entries.put(key, new Value.Entry(moved(entry.key()), moved(entry.value()))));
            return new Value.Mapping(moved(mapping.place()), entries);
        }
        if (value instanceof Value.Sequence sequence) {
            return new Value.Sequence(
                    moved(sequence.place()),
                    sequence.items().stream().map(HostGatesPlaces::moved).toList());
        }
        return value instanceof Value.Scalar scalar
                ? new Value.Scalar(moved(scalar.place()), scalar.text(), scalar.kind())
                : new Value.Broken(moved(value.place()));
    }

    private static Place moved(Place place) {
        return new Place(place.line() + BEYOND, place.column());
    }

    /**
     * Adds the problems of entries to others, each with the number of the entry and its field; what is said of the spec
     * only because its own gates are not in the copy is left out.
     *
     * @return numbers of the entries with problems
     */
    static Set<Integer> tell(List<Problem> problems, List<Part> gates, List<Problem> told) {
        Map<Place, Named> names = new TreeMap<>();
        for (int number = 1; number <= gates.size(); number++) {
            name(gates.get(number - 1), number, "", names);
        }
        Set<Integer> bad = new HashSet<>();
        for (Problem problem : problems) {
            Named named = names.get(new Place(problem.line() - BEYOND, problem.column()));
            if (named != null) {
                bad.add(named.number());
                told.add(new Problem(
                        problem.file(),
                        problem.line() - BEYOND,
                        problem.column(),
                        named.text() + ": " + problem.message().replace("`qualityGates`", "`gates`"),
                        problem.remedy()));
            } else if (problem.line() > BEYOND) {
                throw new IllegalStateException("nothing of the gates stands where this does: " + problem);
            }
        }
        return bad;
    }

    /** What stands at a place: a gate, and which of its fields. */
    private record Named(int number, String field) {
        String text() {
            return "gate " + number + (field.isEmpty() ? "" : ", `" + field + "`");
        }
    }

    private static void name(Part part, int number, String field, Map<Place, Named> names) {
        names.putIfAbsent(part.place(), new Named(number, field));
        part.keys().forEach((key, place) -> names.put(place, new Named(number, field.isEmpty() ? key : field)));
        part.entries().forEach((key, value) -> name(value, number, field.isEmpty() ? key : field, names));
        part.items().forEach(item -> name(item, number, field, names));
    }
}
