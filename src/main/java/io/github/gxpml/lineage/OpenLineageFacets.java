// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import io.github.gxpml.io.Json;
import io.github.gxpml.lineage.Graph.Kind;
import io.github.gxpml.lineage.Graph.Node;
import io.github.gxpml.lineage.Graph.Relation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The facets of OpenLineage that a graph gives: those of the standard where it has one, else one of our own. */
final class OpenLineageFacets {
    private static final String STANDARD = "https://openlineage.io/spec/facets/";
    private static final String OWN = "https://gxpml.github.io/openlineage/";

    private final Graph graph;

    OpenLineageFacets(Graph graph) {
        this.graph = graph;
    }

    String producer() {
        return "https://gxpml.github.io/" + graph.product().replaceAll("[^A-Za-z0-9._-]+", "/");
    }

    Map<String, Object> job(Node activity) {
        Map<String, Object> facets = new TreeMap<>();
        facets.put(
                "jobType",
                facet(
                        STANDARD + "2-0-4/JobTypeJobFacet.json#/$defs/JobTypeJobFacet",
                        Map.of(
                                "processingType",
                                "BATCH",
                                "integration",
                                "GXP",
                                "jobType",
                                activity.kind().name())));
        activity.fact("command")
                .ifPresent(command -> facets.put(
                        "documentation",
                        facet(
                                STANDARD + "1-1-0/DocumentationJobFacet.json#/$defs/DocumentationJobFacet",
                                Map.of("description", command))));
        graph.from(activity.id(), Relation.USED)
                .filter(node -> node.kind() == Kind.CODE)
                .findFirst()
                .flatMap(this::location)
                .ifPresent(location -> facets.put("sourceCodeLocation", location));
        return facets;
    }

    private Optional<Map<String, Object>> location(Node code) {
        Optional<String> address = code.fact("origin").filter(OpenLineageFacets::isAddress);
        if (address.isEmpty() || !code.name().matches("[0-9a-f]{40,64}")) {
            return Optional.empty();
        }
        Map<String, Object> values = new TreeMap<>();
        values.put("type", "git");
        values.put("url", address.get());
        values.put("repoUrl", address.get());
        values.put("version", code.name());
        code.fact("branch").ifPresent(branch -> values.put("branch", branch));
        code.fact("tags").ifPresent(tags -> values.put("tag", tags.split(", ")[0]));
        return Optional.of(
                facet(STANDARD + "1-1-0/SourceCodeLocationJobFacet.json#/$defs/SourceCodeLocationJobFacet", values));
    }

    private static boolean isAddress(String text) {
        try {
            return new URI(text).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    Map<String, Object> run(Node stage, Map<String, Object> parent) {
        Map<String, Object> facets = new TreeMap<>();
        facets.put("parent", facet(STANDARD + "1-2-0/ParentRunFacet.json#/$defs/ParentRunFacet", parent));
        facets.put(
                "processing_engine",
                facet(
                        STANDARD + "1-1-1/ProcessingEngineRunFacet.json#/$defs/ProcessingEngineRunFacet",
                        Map.of("name", "gxp", "version", graph.product())));
        facets.put("gxp_facts", facet(OWN + "FactsRunFacet.json", new TreeMap<>(stage.facts())));
        return facets;
    }

    Map<String, Object> dataset(Node node) {
        Map<String, Object> facets = new TreeMap<>();
        node.sha256()
                .ifPresent(digest -> facets.put(
                        "version",
                        facet(
                                STANDARD + "1-0-1/DatasetVersionDatasetFacet.json#/$defs/DatasetVersionDatasetFacet",
                                Map.of("datasetVersion", "sha256:" + digest))));
        List<Map<String, Object>> fields = fields(node);
        if (!fields.isEmpty()) {
            facets.put(
                    "schema",
                    facet(
                            STANDARD + "1-2-0/SchemaDatasetFacet.json#/$defs/SchemaDatasetFacet",
                            Map.of("fields", fields)));
        }
        Map<String, Object> facts = new TreeMap<>(node.facts());
        facts.remove("columns");
        facts.put("kind", node.kind().name());
        facts.put("label", node.name());
        facets.put("gxp_facts", facet(OWN + "FactsDatasetFacet.json", facts));
        return facets;
    }

    private static List<Map<String, Object>> fields(Node node) {
        List<Map<String, Object>> fields = new ArrayList<>();
        node.fact("columns").ifPresent(columns -> {
            try {
                for (Object column : Json.read(columns.getBytes(StandardCharsets.UTF_8), List.class)) {
                    fields.add(Map.of("name", column.toString()));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the columns of " + node.id() + " are no list", e);
            }
        });
        return fields;
    }

    Map<String, Object> read(Node node) {
        return counted(
                node,
                "inputStatistics",
                "1-0-0/InputStatisticsInputDatasetFacet.json#/$defs/InputStatisticsInputDatasetFacet");
    }

    Map<String, Object> written(Node node) {
        return counted(
                node,
                "outputStatistics",
                "1-0-2/OutputStatisticsOutputDatasetFacet.json#/$defs/OutputStatisticsOutputDatasetFacet");
    }

    private static Map<String, Object> number(Node node) {
        Map<String, Object> numbers = new TreeMap<>();
        node.fact("rows").ifPresent(rows -> numbers.put("rowCount", Long.parseLong(rows)));
        node.fact("bytes").ifPresent(bytes -> numbers.put("size", Long.parseLong(bytes)));
        return numbers;
    }

    private Map<String, Object> counted(Node node, String name, String schema) {
        Map<String, Object> numbers = number(node);
        return numbers.isEmpty() ? Map.of() : Map.of(name, facet(STANDARD + schema, numbers));
    }

    private Map<String, Object> facet(String schema, Map<String, Object> values) {
        Map<String, Object> facet = new TreeMap<>(values);
        facet.put("_producer", producer());
        facet.put("_schemaURL", schema);
        return facet;
    }
}
