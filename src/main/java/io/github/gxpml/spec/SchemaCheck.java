// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks a document against the JSON Schema and tells what is wrong in our words. */
final class SchemaCheck {
    private final Value root;
    private final Problems problems;
    private final SchemaIndex index;
    private final SchemaWords words;

    private SchemaCheck(Value root, SchemaIndex index, Problems problems) {
        this.root = root;
        this.problems = problems;
        this.index = index;
        this.words = new SchemaWords(index);
    }

    static void check(Value root, Problems problems) {
        JsonNode schema = schema();
        List<Error> errors = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(JsonTree.of(root));
        new SchemaCheck(root, new SchemaIndex(schema), problems).tell(errors);
    }

    private static JsonNode schema() {
        try {
            return Json.read(SpecSchema.bytes(), JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException("the schema in the program file is damaged - install the program again", e);
        }
    }

    private void tell(List<Error> errors) {
        Set<List<Object>> ofWrongType = errors.stream()
                .filter(error -> error.getKeyword().equals("type"))
                .map(error -> path(error.getInstanceLocation()))
                .collect(Collectors.toSet());
        var told = new HashSet<List<Object>>();
        for (Error error : errors) {
            List<Object> path = path(error.getInstanceLocation());
            boolean type = error.getKeyword().equals("type");
            if (type || !ofWrongType.contains(path)) {
                tell(error, path, told);
            }
        }
    }

    private void tell(Error error, List<Object> path, Set<List<Object>> told) {
        Located at = Located.find(root, path);
        switch (error.getKeyword()) {
            case "required" -> missing(error.getProperty(), path, at);
            case "additionalProperties" -> unknown(error.getProperty(), path, at);
            case "propertyNames" -> name(error.getProperty(), path, at);
            default -> {
                // one sentence about a value is enough: the first keyword that it breaks
                if (!(at.value() instanceof Value.Broken) && told.add(path)) {
                    SchemaWords.Sentence sentence = words.about(error.getKeyword(), path, at.value());
                    problems.add(at.value().place(), sentence.message(), sentence.remedy());
                }
            }
        }
    }

    private void missing(String key, List<Object> path, Located at) {
        if (isMisspelt(key, path, at)) {
            return;
        }
        String section = path.isEmpty() ? "the file" : words.subject(path);
        problems.add(at.anchor(), section + " has no " + Words.name(key), words.example(path, key));
    }

    /** A misspelt key is told as such; that the right one is missing goes without saying. */
    private boolean isMisspelt(String key, List<Object> path, Located at) {
        List<String> allowed = index.keys(path);
        return at.value() instanceof Value.Mapping mapping
                && mapping.entries().keySet().stream()
                        .filter(written -> !allowed.contains(written))
                        .anyMatch(written -> Suggestions.nearest(written, allowed)
                                .filter(key::equals)
                                .isPresent());
    }

    private void unknown(String key, List<Object> path, Located at) {
        problems.add(at.key(key), "unknown key " + Words.name(key), words.remedy(key, path));
    }

    private void name(String key, List<Object> path, Located at) {
        JsonNode hint = index.keyword(path, "propertyNames").path("patternErrorMessage");
        problems.add(at.key(key), Words.quoted(key) + " cannot be a name under " + words.subject(path), hint.asText());
    }

    private static List<Object> path(NodePath location) {
        var path = new ArrayList<>();
        for (int i = 0; i < location.getNameCount(); i++) {
            path.add(location.getElement(i));
        }
        return path;
    }

    /**
     * A value found by its path.
     *
     * @param value the value
     * @param anchor where to point if something is missing in it: its key, or the item, or the head of the file
     */
    private record Located(Value value, Place anchor) {
        static Located find(Value root, List<Object> path) {
            var at = new Located(root, Place.START);
            for (Object step : path) {
                at = at.step(step);
            }
            return at;
        }

        private Located step(Object step) {
            if (value instanceof Value.Mapping mapping && step instanceof String key) {
                Value.Entry entry = mapping.entries().get(key);
                return new Located(entry.value(), entry.key());
            }
            Value item = ((Value.Sequence) value).items().get((Integer) step);
            return new Located(item, item.place());
        }

        Place key(String key) {
            return ((Value.Mapping) value).entries().get(key).key();
        }
    }
}
