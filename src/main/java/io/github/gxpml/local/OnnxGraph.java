// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Builds an ONNX model node by node. Names and order depend on nothing but the calls, and no time is written, so that
 * equal calls give equal bytes.
 */
final class OnnxGraph {
    private static final String ML = "ai.onnx.ml";
    private static final Set<String> ML_OPERATORS = Set.of("OneHotEncoder", "TreeEnsembleRegressor");
    private static final String ROWS = "rows";

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("gxp");
    private final Set<String> names = new HashSet<>();

    /** Element types. */
    enum Type {
        FLOAT(TensorProto.DataType.FLOAT),
        DOUBLE(TensorProto.DataType.DOUBLE),
        STRING(TensorProto.DataType.STRING);

        private final int code;

        Type(TensorProto.DataType type) {
            code = type.getNumber();
        }
    }

    /** Adds an input with one column; returns its name, which is the wanted one unless that is taken. */
    String input(String wanted, Type type) {
        String name = unique(wanted);
        graph.addInput(value(name, type));
        return name;
    }

    /** Makes a value, which has one column, an output under the wanted name unless that is taken. */
    String output(String wanted, String value, Type type) {
        String name = unique(wanted);
        graph.addNode(
                NodeProto.newBuilder().setOpType("Identity").addInput(value).addOutput(name));
        graph.addOutput(value(name, type));
        return name;
    }

    /** Adds a matrix of doubles; returns its name. */
    String constant(String wanted, double[] values, long rows, long columns) {
        String name = unique(wanted);
        graph.addInitializer(tensor(values).setName(name).addDims(rows).addDims(columns));
        return name;
    }

    /** Adds a node without attributes; returns the name of its result. */
    String node(String operator, List<String> inputs) {
        return node(operator, inputs, List.of());
    }

    /** Adds a node; returns the name of its result. */
    String node(String operator, List<String> inputs, List<AttributeProto> attributes) {
        String name = unique(operator);
        var node = NodeProto.newBuilder()
                .setOpType(operator)
                .setName(name)
                .addAllInput(inputs)
                .addOutput(name);
        if (ML_OPERATORS.contains(operator)) {
            node.setDomain(ML);
        }
        graph.addNode(node.addAllAttribute(attributes));
        return name;
    }

    /** Converts the elements of a value. */
    String cast(String value, Type type) {
        return node("Cast", List.of(value), List.of(attribute("to", type.code)));
    }

    /** Finishes the model. */
    byte[] bytes(Map<String, String> metadata) {
        var model = ModelProto.newBuilder()
                .setIrVersion(8)
                .setProducerName("gxp-engine")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(17))
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(ML).setVersion(3))
                .setGraph(graph);
        new TreeMap<>(metadata)
                .forEach((key, value) -> model.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build().toByteArray();
    }

    static AttributeProto attribute(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto attribute(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    static AttributeProto longs(String name, List<Long> values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INTS)
                .addAllInts(values)
                .build();
    }

    static AttributeProto strings(String name, List<String> values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRINGS)
                .addAllStrings(values.stream().map(ByteString::copyFromUtf8).toList())
                .build();
    }

    static AttributeProto doubles(String name, List<Double> values) {
        double[] numbers = values.stream().mapToDouble(Double::doubleValue).toArray();
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.TENSOR)
                .setT(tensor(numbers).setName(name).addDims(numbers.length))
                .build();
    }

    private static TensorProto.Builder tensor(double[] values) {
        return TensorProto.newBuilder()
                .setDataType(Type.DOUBLE.code)
                .addAllDoubleData(Arrays.stream(values).boxed().toList());
    }

    private static ValueInfoProto value(String name, Type type) {
        var shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(ROWS))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(1));
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.code)
                                .setShape(shape)))
                .build();
    }

    private String unique(String wanted) {
        String name = wanted;
        for (int i = 1; !names.add(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }
}
