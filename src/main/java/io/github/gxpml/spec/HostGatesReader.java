// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import io.github.gxpml.spec.HostGates.Entry;
import io.github.gxpml.spec.HostGates.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the gates of a host: a JSON file of at most 1 MiB whose entries are checked and bound as those of the spec's
 * stage, by the same checks, with the spec's tables, facets and columns.
 */
public final class HostGatesReader {
    /** Most gates that a file may hold. */
    static final int MOST = 500;

    private static final int LONGEST_FROM = 500;
    private static final String FROM = "from";
    private static final String GATES = "gates";
    private static final String LIST = "qualityGates";
    private static final String EXAMPLE =
            "write {\"from\": \"Jenkinsfile of build ...\", \"gates\": [{\"metric\": \"roc_auc\", \"min\": 0.8}]}";

    private final String file;
    private final Problems problems;
    private final List<Problem> found = new ArrayList<>();

    private HostGatesReader(String file) {
        this.file = file;
        this.problems = new Problems(file);
    }

    /**
     * Reads gates beside a spec.
     *
     * @param bytes the file
     * @param name as messages shall name it
     * @param spec the bytes of a spec without problems
     * @param stage the stage that the gates are for: validate, or monitor if the spec has that section
     * @param metricIds ids of the catalogue of metrics; empty takes ids as they are
     * @return the gates, with every problem found
     * @throws SpecException if the spec itself has problems
     */
    public static Reading read(byte[] bytes, String name, byte[] spec, String stage, Optional<Set<String>> metricIds)
            throws SpecException {
        var specProblems = new Problems("the spec");
        Optional<Value> root =
                SpecText.of(spec).decode(specProblems).flatMap(text -> YamlReader.read(text, specProblems));
        if (root.isEmpty() || !specProblems.isEmpty()) {
            throw new SpecException(specProblems.inOrderOfFile());
        }
        return new HostGatesReader(name).read(bytes, (Value.Mapping) root.get(), stage, metricIds);
    }

    private Reading read(byte[] bytes, Value.Mapping spec, String stage, Optional<Set<String>> metricIds) {
        Optional<Value> tree = SpecText.of(bytes)
                .decode(problems)
                .filter(this::isJson)
                // a tab that is no part of a text is white space in JSON, and an error in YAML
                .flatMap(text -> YamlReader.read(text.replace('\t', ' '), problems));
        found.addAll(problems.inOrderOfFile());
        if (tree.isEmpty() || !found.isEmpty()) {
            return new Reading(new HostGates("", "", List.of()), found);
        }
        Part whole = Part.of(tree.get());
        String from = from(whole);
        List<Part> written = gates(whole);
        Value root = HostGatesPlaces.within(spec, stage, LIST, whole.at(GATES));
        var inEntries = new Problems(file);
        SchemaCheck.check(root, inEntries);
        Semantics.check(root, metricIds, inEntries);
        Set<Integer> bad = HostGatesPlaces.tell(inEntries.inOrderOfFile(), written, found);
        var binder =
                new GateBinder(new Facets(Part.of(spec).at("data", "facets").items()));
        List<Entry> entries = new ArrayList<>();
        for (int number = 1; number <= written.size(); number++) {
            if (!bad.contains(number)) {
                entries.add(new Entry(number, binder.one(written.get(number - 1))));
            }
        }
        return new Reading(new HostGates(from, new String(bytes, StandardCharsets.UTF_8), entries), found);
    }

    private boolean isJson(String text) {
        try {
            Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
            return true;
        } catch (JsonProcessingException e) {
            Place at = e.getLocation() == null
                    ? Place.START
                    : new Place(
                            Math.max(1, e.getLocation().getLineNr()),
                            Math.max(1, e.getLocation().getColumnNr()));
            problems.add(
                    at,
                    "it is not one JSON document: "
                            + e.getOriginalMessage().lines().findFirst().orElse(""),
                    EXAMPLE);
        } catch (IOException e) {
            problems.add(Place.START, "it is not one JSON document: " + e.getMessage(), EXAMPLE);
        }
        return false;
    }

    private String from(Part whole) {
        Set<String> allowed = Set.of(FROM, GATES);
        whole.keys().forEach((key, place) -> {
            if (!allowed.contains(key)) {
                add(place, "unknown key " + Words.name(key), "write `from` and `gates` alone");
            }
        });
        Optional<String> from =
                whole.at(FROM).scalar().filter(s -> s.kind() == Value.Kind.TEXT).map(Value.Scalar::text);
        boolean usable = from.isPresent()
                && !from.get().isBlank()
                && from.get().length() <= LONGEST_FROM
                && from.get().chars().noneMatch(Character::isISOControl);
        if (!usable) {
            add(
                    whole.key(FROM),
                    "`from` must say in one line, of at most " + LONGEST_FROM
                            + " characters, where the gates are written",
                    EXAMPLE);
        }
        return from.orElse("");
    }

    private List<Part> gates(Part whole) {
        Part gates = whole.at(GATES);
        boolean list = gates.value().filter(Value.Sequence.class::isInstance).isPresent();
        if (!list) {
            add(whole.key(GATES), "`gates` must be a list", EXAMPLE);
        } else if (gates.items().size() > MOST) {
            add(whole.key(GATES), "there are more than " + MOST + " gates", "leave out those of the spec");
        }
        return gates.items();
    }

    private void add(Place at, String message, String remedy) {
        found.add(new Problem(file, at.line(), at.column(), message, remedy));
    }
}
