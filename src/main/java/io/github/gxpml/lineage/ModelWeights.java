// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a model has learnt, without what its file format adds. Of an ONNX file the tensors, the lists of numbers in its
 * nodes and the graph count; names of producers, descriptions and metadata do not. A file of any other format, one with
 * its tensors elsewhere, and one above 512 MiB, is taken whole.
 */
public final class ModelWeights {
    /** What the graph without its numbers is called among the parts. */
    static final String GRAPH = "graph";

    private static final long LARGEST = 512L << 20;
    private static final int MOST_PARTS = 5000;

    private final Map<String, Tensor> tensors;
    private final Map<String, String> digests;

    private ModelWeights(Map<String, Tensor> tensors, Map<String, String> digests) {
        this.tensors = tensors;
        this.digests = Collections.unmodifiableMap(digests);
    }

    /**
     * Reads a model.
     *
     * @param model the file
     * @return its weights
     * @throws IOException if it cannot be read
     */
    public static ModelWeights of(Path model) throws IOException {
        String name = model.getFileName().toString();
        boolean onnx = name.toLowerCase(Locale.ROOT).endsWith(".onnx") && Files.size(model) <= LARGEST;
        Optional<ModelWeights> taken = onnx ? apart(Files.readAllBytes(model)) : Optional.empty();
        return taken.isPresent()
                ? taken.get()
                : new ModelWeights(Map.of(), new TreeMap<>(Map.of("file " + name, Sha256.of(model))));
    }

    private static Optional<ModelWeights> apart(byte[] bytes) {
        try {
            ModelProto model = ModelProto.parseFrom(bytes);
            boolean elsewhere = model.getGraph().getInitializerList().stream()
                    .anyMatch(tensor -> tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL);
            return !model.hasGraph() || elsewhere ? Optional.empty() : Optional.of(of(model));
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    private static ModelWeights of(ModelProto model) {
        var tensors = new TreeMap<String, Tensor>();
        GraphProto.Builder graph =
                model.getGraph().toBuilder().clearName().clearDocString().clearInitializer();
        for (TensorProto tensor : model.getGraph().getInitializerList()) {
            tensors.put("tensor " + tensor.getName(), Tensor.of(tensor));
        }
        for (int i = 0; i < graph.getNodeCount(); i++) {
            graph.setNode(i, bare(graph.getNode(i), i, tensors));
        }
        var structure = ModelProto.newBuilder()
                .setIrVersion(model.getIrVersion())
                .addAllOpsetImport(model.getOpsetImportList())
                .addAllFunctions(model.getFunctionsList())
                .setGraph(graph);
        var digests = new TreeMap<String, String>();
        tensors.forEach((name, tensor) -> digests.put(name, tensor.sha256()));
        digests.put(GRAPH, Sha256.of(structure.build().toByteArray()));
        return new ModelWeights(tensors, digests);
    }

    /** Takes the lists of numbers and texts out of a node. */
    private static NodeProto bare(NodeProto node, int index, Map<String, Tensor> tensors) {
        String name = node.getName().isEmpty() ? node.getOpType() + " " + index : node.getName();
        NodeProto.Builder bare = node.toBuilder().clearDocString().clearAttribute();
        for (AttributeProto attribute : node.getAttributeList()) {
            Optional<Tensor> list = list(attribute);
            if (list.isPresent()) {
                tensors.put("node " + name + "/" + attribute.getName(), list.get());
            } else {
                bare.addAttribute(attribute.toBuilder().clearDocString());
            }
        }
        return bare.build();
    }

    private static Optional<Tensor> list(AttributeProto attribute) {
        return switch (attribute.getType()) {
            case FLOATS -> Optional.of(Tensor.floats(attribute.getFloatsList()));
            case INTS -> Optional.of(Tensor.longs(attribute.getIntsList()));
            case STRINGS -> Optional.of(Tensor.texts(attribute.getStringsList()));
            case TENSOR -> Optional.of(Tensor.of(attribute.getT()));
            default -> Optional.empty();
        };
    }

    /**
     * Returns the digest of every tensor.
     *
     * @return SHA-256 by name; of a model with more than 5000 tensors one digest of all of them
     */
    public Map<String, String> digests() {
        return digests.size() <= MOST_PARTS
                ? digests
                : Map.of("all tensors", TrainingRecord.Output.of(digests).sha256());
    }

    /**
     * Says where two models part.
     *
     * @param other another model
     * @return tensor, index and two values; empty if the models cannot be taken apart or do not differ in a tensor
     */
    public Optional<String> difference(ModelWeights other) {
        List<String> names = new ArrayList<>(tensors.keySet());
        names.retainAll(other.tensors.keySet());
        return names.stream()
                .filter(name -> !digests.get(name).equals(other.digests.get(name)))
                .findFirst()
                .map(name -> name + ", " + tensors.get(name).difference(other.tensors.get(name)));
    }
}
