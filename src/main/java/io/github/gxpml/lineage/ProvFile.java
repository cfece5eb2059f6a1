// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import io.github.gxpml.io.Json;
import io.github.gxpml.lineage.Graph.Edge;
import io.github.gxpml.lineage.Graph.Kind;
import io.github.gxpml.lineage.Graph.Node;
import io.github.gxpml.lineage.Graph.Role;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a graph as W3C PROV in its JSON form (<a href="https://www.w3.org/submissions/prov-json/">PROV-JSON</a>).
 * Equal graphs give equal bytes.
 */
public final class ProvFile {
    private static final String BASE = "https://gxpml.github.io/";

    private ProvFile() {}

    /**
     * Writes a graph.
     *
     * @param graph the graph
     * @return canonical JSON, UTF-8
     */
    public static byte[] of(Graph graph) {
        Map<String, Object> document = new TreeMap<>();
        document.put(
                "prefix",
                Map.of(
                        "run",
                        BASE + "run/" + encoded(graph.model()) + "/" + graph.run() + "/",
                        "gxp",
                        BASE + "terms/"));
        for (Role role : Role.values()) {
            Map<String, Object> nodes = new TreeMap<>();
            graph.of(role).forEach(node -> nodes.put(name(node.id()), attributes(node)));
            document.put(role.name().toLowerCase(Locale.ROOT), nodes);
        }
        int number = 0;
        for (Edge edge : graph.edges()) {
            Ends ends = Ends.of(edge);
            @SuppressWarnings("unchecked")
            var relations = (Map<String, Object>)
                    document.computeIfAbsent(ends.relation, unused -> new TreeMap<String, Object>());
            relations.put(
                    String.format(Locale.ROOT, "_:e%05d", ++number),
                    Map.of(ends.later, name(edge.from()), ends.earlier, name(edge.to())));
        }
        return Json.pretty(document);
    }

    /** What PROV-JSON calls a relation and its two ends. */
    private record Ends(String relation, String later, String earlier) {
        static Ends of(Edge edge) {
            return switch (edge.relation()) {
                case USED -> new Ends("used", "prov:activity", "prov:entity");
                case GENERATED -> new Ends("wasGeneratedBy", "prov:entity", "prov:activity");
                case DERIVED -> new Ends("wasDerivedFrom", "prov:generatedEntity", "prov:usedEntity");
                case ASSOCIATED -> new Ends("wasAssociatedWith", "prov:activity", "prov:agent");
                case ATTRIBUTED -> new Ends("wasAttributedTo", "prov:entity", "prov:agent");
            };
        }
    }

    private static Map<String, Object> attributes(Node node) {
        Map<String, Object> attributes = new TreeMap<>();
        attributes.put("prov:label", node.name());
        attributes.put("prov:type", Map.of("$", type(node.kind()), "type", "prov:QUALIFIED_NAME"));
        node.sha256().ifPresent(digest -> attributes.put("gxp:sha256", digest));
        node.facts().forEach((name, value) -> {
            switch (name) {
                case "startedAt" -> attributes.put("prov:startTime", value);
                case "finishedAt" -> attributes.put("prov:endTime", value);
                default -> attributes.put("gxp:" + name, value);
            }
        });
        return attributes;
    }

    private static String type(Kind kind) {
        return switch (kind) {
            case PERSON -> "prov:Person";
            case SOFTWARE -> "prov:SoftwareAgent";
            default -> "gxp:" + kind.name().charAt(0) + kind.name().substring(1).toLowerCase(Locale.ROOT);
        };
    }

    private static String name(String id) {
        return "run:" + encoded(id);
    }

    /** A local name of PROV-N: letters, digits, underscore, dash and slash stay, every other byte is escaped. */
    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
            char letter = (char) (unit & 0xff);
            boolean plain = letter < 0x80 && (Character.isLetterOrDigit(letter) || "_-/".indexOf(letter) >= 0);
            encoded.append(plain ? String.valueOf(letter) : String.format(Locale.ROOT, "%%%02X", (int) letter));
        }
        return encoded.toString();
    }
}
