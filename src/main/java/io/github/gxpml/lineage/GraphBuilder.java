// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import io.github.gxpml.lineage.Graph.Edge;
import io.github.gxpml.lineage.Graph.Kind;
import io.github.gxpml.lineage.Graph.Node;
import io.github.gxpml.lineage.Graph.Relation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collects nodes and edges. Adding a node again adds to its facts; an edge to a node that is not there is dropped. */
public final class GraphBuilder {
    private static final Comparator<Edge> ORDER =
            Comparator.comparing(Edge::from).thenComparing(Edge::relation).thenComparing(Edge::to);

    private final Map<String, Node> nodes = new TreeMap<>();
    private final TreeSet<Edge> edges = new TreeSet<>(ORDER);

    /**
     * Adds a node.
     *
     * @param id its id
     * @param kind what it is
     * @param name for people
     * @param sha256 digest, if it is known
     * @param facts alternately names and values; one with an empty value is left out
     * @return the id
     */
    public String node(String id, Kind kind, String name, Optional<String> sha256, String... facts) {
        Node before = nodes.get(id);
        var all = new TreeMap<String, String>(before == null ? Map.of() : before.facts());
        for (int i = 0; i + 1 < facts.length; i += 2) {
            if (!facts[i + 1].isEmpty()) {
                all.put(facts[i], facts[i + 1]);
            }
        }
        Optional<String> digest = sha256.or(() -> before == null ? Optional.empty() : before.sha256());
        nodes.put(
                id,
                new Node(
                        id, before == null ? kind : before.kind(), before == null ? name : before.name(), digest, all));
        return id;
    }

    /**
     * Adds an edge.
     *
     * @param from id of the later node
     * @param relation how
     * @param to id of the earlier node
     */
    public void edge(String from, Relation relation, String to) {
        edges.add(new Edge(from, relation, to));
    }

    /**
     * Tells whether a node was added.
     *
     * @param id its id
     * @return true if it is there
     */
    public boolean has(String id) {
        return nodes.containsKey(id);
    }

    /**
     * Returns the graph.
     *
     * @param model name of the model
     * @param run number of the run
     * @param product name and version of this software
     * @return nodes and edges in a fixed order
     */
    public Graph build(String model, int run, String product) {
        List<Edge> whole = new ArrayList<>();
        for (Edge edge : edges) {
            if (has(edge.from()) && has(edge.to())) {
                whole.add(edge);
            }
        }
        return new Graph(model, run, product, List.copyOf(nodes.values()), whole);
    }
}
