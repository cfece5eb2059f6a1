// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.List;
import org.tribuo.classification.Label;
import org.tribuo.common.tree.LeafNode;
import org.tribuo.common.tree.Node;
import org.tribuo.common.tree.SplitNode;

/** Trees as the parallel arrays of ONNX's TreeEnsembleRegressor; leaves hold the probability of the positive class. */
final class OnnxTrees {
    private final List<Long> treeIds = new ArrayList<>();
    private final List<Long> nodeIds = new ArrayList<>();
    private final List<Long> columns = new ArrayList<>();
    private final List<String> modes = new ArrayList<>();
    private final List<Double> limits = new ArrayList<>();
    private final List<Long> trueIds = new ArrayList<>();
    private final List<Long> falseIds = new ArrayList<>();
    private final List<Long> leafTrees = new ArrayList<>();
    private final List<Long> leafNodes = new ArrayList<>();
    private final List<Double> leafWeights = new ArrayList<>();
    private long trees;
    private long next;

    /** Adds a tree; Tribuo goes to its "less than or equal" child as ONNX's BRANCH_LEQ goes to its true child. */
    void add(Node<Label> root) {
        next = 0;
        node(root);
        trees++;
    }

    private long node(Node<Label> node) {
        long id = next++;
        int at = nodeIds.size();
        treeIds.add(trees);
        nodeIds.add(id);
        boolean leaf = node.isLeaf();
        modes.add(leaf ? "LEAF" : "BRANCH_LEQ");
        columns.add(leaf ? 0L : (long) ((SplitNode<Label>) node).getFeatureID());
        limits.add(leaf ? 0.0 : ((SplitNode<Label>) node).splitValue());
        trueIds.add(0L);
        falseIds.add(0L);
        if (leaf) {
            leafTrees.add(trees);
            leafNodes.add(id);
            leafWeights.add(probability((LeafNode<Label>) node));
        } else {
            trueIds.set(at, node(((SplitNode<Label>) node).getLessThanOrEqual()));
            falseIds.set(at, node(((SplitNode<Label>) node).getGreaterThan()));
        }
        return id;
    }

    private static double probability(LeafNode<Label> leaf) {
        Label positive = leaf.getDistribution().get(TrainingRows.POSITIVE.getLabel());
        return positive == null ? 0 : positive.getScore();
    }

    /** Adds the trees to a graph; doubles throughout, so that no split falls to the other side by rounding. */
    String write(OnnxGraph graph, String matrix) {
        List<AttributeProto> attributes = List.of(
                OnnxGraph.attribute("n_targets", 1),
                OnnxGraph.attribute("aggregate_function", "AVERAGE"),
                OnnxGraph.attribute("post_transform", "NONE"),
                OnnxGraph.longs("nodes_treeids", treeIds),
                OnnxGraph.longs("nodes_nodeids", nodeIds),
                OnnxGraph.longs("nodes_featureids", columns),
                OnnxGraph.strings("nodes_modes", modes),
                OnnxGraph.doubles("nodes_values_as_tensor", limits),
                OnnxGraph.longs("nodes_truenodeids", trueIds),
                OnnxGraph.longs("nodes_falsenodeids", falseIds),
                OnnxGraph.longs("target_treeids", leafTrees),
                OnnxGraph.longs("target_nodeids", leafNodes),
                OnnxGraph.longs("target_ids", leafTrees.stream().map(any -> 0L).toList()),
                OnnxGraph.doubles("target_weights_as_tensor", leafWeights));
        return graph.node("TreeEnsembleRegressor", List.of(matrix), attributes);
    }
}
