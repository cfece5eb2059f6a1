// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SpecSchemaTest {
    /** Every keyword that limits a value must have a sentence in SchemaWords or SchemaCheck. */
    private static final Set<String> KEYWORDS = Set.of(
            "$schema",
            "$id",
            "$ref",
            "$defs",
            "title",
            "description",
            "default",
            "examples",
            "patternErrorMessage",
            "type",
            "properties",
            "required",
            "additionalProperties",
            "propertyNames",
            "minProperties",
            "items",
            "minItems",
            "maxItems",
            "enum",
            "const",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "maxLength",
            "pattern");

    @Test
    void shouldBeAValidSchema() throws IOException {
        var meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(meta.validate(createSchema())).isEmpty();
        assertThat(SpecSchema.text()).startsWith("{").endsWith("}\n");
    }

    @Test
    void shouldUseKeywordsThatHaveASentence() throws IOException {
        var used = new TreeSet<String>();
        collectKeywords(createSchema(), used);

        assertThat(KEYWORDS).containsAll(used);
    }

    @Test
    void shouldExplainEveryProperty() throws IOException {
        var index = new SchemaIndex(createSchema());
        Map<String, JsonNode> properties = createProperties();

        assertThat(properties).hasSizeGreaterThan(70);
        properties.forEach((name, property) -> {
            assertThat(property.path("title").asText()).as(name + " title").isNotBlank();
            assertThat(property.path("description").asText())
                    .as(name + " description")
                    .endsWith(".");
            assertThat(property.path("examples").size()).as(name + " examples").isPositive();
        });
        assertThat(index.keys(List.of())).startsWith("gxp", "model", "data", "train");
    }

    @Test
    void shouldGiveExamplesAndDefaultsThatItAllows() throws IOException {
        JsonNode root = createSchema();
        createProperties().forEach((name, property) -> {
            ObjectNode schema = ((ObjectNode) property).deepCopy();
            schema.set("$defs", root.get("$defs"));
            var checked = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(schema);
            property.path("examples")
                    .forEach(example -> assertThat(checked.validate(example))
                            .as(name + ": " + example)
                            .isEmpty());
            boolean emptyMeansNone = property.path("default").asText("-").isEmpty()
                    || property.path("default").isArray();
            if (property.has("default") && !emptyMeansNone) {
                assertThat(checked.validate(property.get("default")))
                        .as(name + " default")
                        .isEmpty();
            }
        });
    }

    @Test
    void shouldAllowOnlyKnownKeys() throws IOException {
        createObjects(createSchema(), "", new LinkedHashMap<>()).forEach((path, object) -> {
            JsonNode more = object.path("additionalProperties");
            boolean closed = more.isBoolean() && !more.booleanValue();
            assertThat(closed || more.isObject()).as(path).isTrue();
        });
    }

    @Test
    void shouldHaveTheDefaultsOfTheCode() throws IOException {
        var defaults = new TreeMap<String, String>();
        createProperties().forEach((name, property) -> {
            JsonNode value = property.path("default");
            if (value.isValueNode() && !value.isMissingNode()) {
                defaults.put(name, value.asText());
            }
        });

        assertThat(defaults)
                .isEqualTo(new TreeMap<>(Map.ofEntries(
                        Map.entry("model.algorithm", Defaults.ALGORITHM),
                        Map.entry("data.label.type", Defaults.LABEL),
                        Map.entry("data.source.title", Defaults.WORDS),
                        Map.entry("data.source.citation", Defaults.WORDS),
                        Map.entry("data.source.licence", Defaults.WORDS),
                        Map.entry("data.source.owner", Defaults.WORDS),
                        Map.entry("data.source.excluded", Defaults.WORDS),
                        Map.entry("train.with", Defaults.TRAINER),
                        Map.entry("train.algorithm", Defaults.EMBEDDED_ALGORITHM),
                        Map.entry("train.table", Defaults.TRAIN_TABLE),
                        Map.entry("train.threshold", Double.toString(Defaults.THRESHOLD)),
                        Map.entry("train.impute", Defaults.IMPUTE),
                        Map.entry("train.timeLimit", Defaults.TRAIN_TIME_LIMIT),
                        Map.entry("reproducibility.retrain.runs", Long.toString(Defaults.RUNS)),
                        Map.entry("reproducibility.retrain.require", Defaults.REQUIRE),
                        Map.entry("reproducibility.unitTests.tag", Defaults.TAG),
                        Map.entry("reproducibility.unitTests.minimum", Long.toString(Defaults.MINIMUM_TESTS)),
                        Map.entry("reproducibility.unitTests.timeLimit", Defaults.TEST_TIME_LIMIT),
                        Map.entry("validate.level", Double.toString(Defaults.LEVEL)),
                        Map.entry("register.registry", Defaults.REGISTRY),
                        Map.entry("monitor.minimumRows", Long.toString(Defaults.MINIMUM_ROWS)),
                        Map.entry("monitor.endpoint.variant", Defaults.VARIANT),
                        Map.entry("monitor.endpoint.hours", Long.toString(Defaults.HOURS)),
                        Map.entry("evidence.store", Defaults.STORE),
                        Map.entry("evidence.retention", Defaults.WORDS),
                        Map.entry("evidence.profile", Defaults.WORDS),
                        Map.entry("$requirement.risk.id", Defaults.WORDS),
                        Map.entry("$columnDomain.required", Boolean.toString(Defaults.REQUIRED)),
                        Map.entry("$gate.criticality", Defaults.CRITICALITY),
                        Map.entry("evidence.timestamp.required", Boolean.toString(Defaults.STAMP_REQUIRED)),
                        Map.entry("train.sagemaker.instance", Defaults.INSTANCE),
                        Map.entry("train.sagemaker.instances", Long.toString(Defaults.INSTANCES)),
                        Map.entry("train.sagemaker.volume", Long.toString(Defaults.VOLUME)),
                        Map.entry("train.sagemaker.isolated", Boolean.toString(Defaults.ISOLATED)),
                        Map.entry("train.sagemaker.encryptTraffic", Boolean.toString(Defaults.ENCRYPT_TRAFFIC)),
                        Map.entry("train.sagemaker.predictions", Defaults.PREDICTIONS),
                        Map.entry("train.sagemaker.tuning.goal", Defaults.GOAL),
                        Map.entry("train.sagemaker.tuning.strategy", Defaults.STRATEGY),
                        Map.entry("train.sagemaker.tuning.parallel", Long.toString(Defaults.PARALLEL)),
                        Map.entry("$tuningRange.whole", Boolean.toString(Defaults.WHOLE)),
                        Map.entry("$tuningRange.scale", Defaults.SCALE),
                        Map.entry("register.waivers.longestDays", Long.toString(Defaults.WAIVER_DAYS)),
                        Map.entry("$approval.meaning", Defaults.MEANING),
                        Map.entry("$approval.count", Long.toString(Defaults.SIGNATURES)))));
    }

    private static JsonNode createSchema() throws IOException {
        return Json.read(SpecSchema.bytes(), JsonNode.class);
    }

    /** Returns every property by its path; those of definitions by {@code $definition.name}. */
    private static Map<String, JsonNode> createProperties() throws IOException {
        var found = new LinkedHashMap<String, JsonNode>();
        createObjects(createSchema(), "", new LinkedHashMap<>())
                .forEach((path, object) -> object.path("properties")
                        .fields()
                        .forEachRemaining(property -> found.put(path + property.getKey(), property.getValue())));
        return found;
    }

    private static Map<String, JsonNode> createObjects(JsonNode at, String path, Map<String, JsonNode> found) {
        if (at.path("type").asText().equals("object")) {
            found.put(path, at);
        }
        at.path("properties")
                .fields()
                .forEachRemaining(
                        property -> createObjects(property.getValue(), path + property.getKey() + ".", found));
        at.path("$defs")
                .fields()
                .forEachRemaining(def -> createObjects(def.getValue(), "$" + def.getKey() + ".", found));
        return found;
    }

    private static void collectKeywords(JsonNode schema, Set<String> used) {
        schema.fieldNames().forEachRemaining(used::add);
        for (String named : new String[] {"properties", "$defs"}) {
            schema.path(named).forEach(inner -> collectKeywords(inner, used));
        }
        for (String single : new String[] {"items", "propertyNames", "additionalProperties"}) {
            if (schema.path(single).isObject()) {
                collectKeywords(schema.get(single), used);
            }
        }
    }
}
