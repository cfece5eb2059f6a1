// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Types of resources as AWS publishes them; see NOTICE.txt beside the file. */
final class ResourceTypes {
    private static final Path FILE =
            Path.of("src/test/resources/io/github/gxpml/host/codepipeline/cloudformation-types.json");

    private final JsonNode types;
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);

    private ResourceTypes(JsonNode types) {
        this.types = types;
    }

    static ResourceTypes read() {
        try {
            return new ResourceTypes(Json.read(Files.readAllBytes(FILE), JsonNode.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean knows(String type) {
        return types.has(type);
    }

    boolean hasAttribute(String type, String attribute) {
        for (JsonNode known : types.path(type).path("attributes")) {
            if (known.asText().equals(attribute)) {
                return true;
            }
        }
        return false;
    }

    /** Returns what is wrong with the properties of a resource. */
    List<String> check(String type, JsonNode properties) {
        return registry.getSchema(types.path(type).path("schema")).validate(properties).stream()
                .map(Object::toString)
                .toList();
    }
}
