// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.stacks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The templates as they are checked in. */
final class Templates {
    static final Path FOLDER = Path.of("..", "templates");

    private Templates() {}

    /** A resource of a stack. */
    record Resource(String stack, String id, JsonNode node) {
        JsonNode at(String path) {
            return node.path("Properties").at(path);
        }

        @Override
        public String toString() {
            return stack + "/" + id;
        }
    }

    /** A statement of a policy, and whose it is. */
    record Statement(Resource owner, JsonNode node) {
        boolean allows() {
            return node.path("Effect").textValue().equals("Allow");
        }

        List<String> actions() {
            return texts(node.path("Action"));
        }

        boolean everywhere() {
            return texts(node.path("Resource")).contains("*");
        }

        @Override
        public String toString() {
            return owner + ": " + node;
        }
    }

    static String text(String stack) {
        try {
            return Files.readString(FOLDER.resolve(stack + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Resource> all() {
        List<Resource> found = new ArrayList<>();
        for (String stack : Architectures.NAMES) {
            try {
                new ObjectMapper()
                        .readTree(text(stack))
                        .path("Resources")
                        .properties()
                        .forEach(entry -> found.add(new Resource(stack, entry.getKey(), entry.getValue())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found;
    }

    static List<Resource> of(String type) {
        return all().stream()
                .filter(resource -> resource.node().path("Type").textValue().equals(type))
                .toList();
    }

    /** Returns the statements of every policy in all stacks, whatever it belongs to. */
    static List<Statement> statements() {
        List<Statement> found = new ArrayList<>();
        for (Resource resource : all()) {
            for (JsonNode statements : resource.node().findValues("Statement")) {
                statements.forEach(each -> found.add(new Statement(resource, each)));
            }
        }
        return found;
    }

    static List<String> texts(JsonNode node) {
        return node.isArray()
                ? Stream.iterate(0, i -> i < node.size(), i -> i + 1)
                        .map(i -> node.get(i).asText())
                        .toList()
                : List.of(node.asText());
    }
}
