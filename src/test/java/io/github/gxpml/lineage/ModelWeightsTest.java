// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelWeightsTest {
    @TempDir
    Path folder;

    @Test
    void shouldNotCountTheTimeAndTheProducer() throws IOException {
        ModelWeights first =
                write("a.onnx", model(1, 2, 3).setProducerVersion("1").build());
        ModelWeights other = write(
                "b.onnx",
                model(1, 2, 3)
                        .setProducerVersion("2")
                        .setDocString("made on a Monday")
                        .addMetadataProps(StringStringEntryProto.newBuilder()
                                .setKey("date")
                                .setValue("2026-11-23"))
                        .build());

        assertThat(first.digests()).isEqualTo(other.digests()).containsOnlyKeys("graph", "node fit/coefs", "tensor w");
        assertThat(first.difference(other)).isEmpty();
    }

    @Test
    void shouldNameTensorIndexAndValues() throws IOException {
        ModelWeights first = write("a.onnx", model(1, 2, 3).build());
        ModelWeights other = write("b.onnx", model(1, 2.5f, 3).build());

        assertThat(first.digests()).isNotEqualTo(other.digests());
        assertThat(first.difference(other)).contains("node fit/coefs, index 1, 2.0 and 2.5");
    }

    @Test
    void shouldReadATensorHoweverItIsStored() throws IOException {
        ByteBuffer raw = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(0.5)
                .putDouble(-1);
        TensorProto.Builder typed = TensorProto.newBuilder()
                .setName("w")
                .setDataType(TensorProto.DataType.DOUBLE.getNumber())
                .addDims(2);
        ModelWeights first = write(
                "a.onnx",
                model(1).setGraph(GraphProto.newBuilder()
                                .addInitializer(typed.clone().addDoubleData(0.5).addDoubleData(-1)))
                        .build());
        ModelWeights other = write(
                "b.onnx",
                model(1).setGraph(GraphProto.newBuilder()
                                .addInitializer(typed.clone().setRawData(ByteString.copyFrom(raw.array()))))
                        .build());
        ModelWeights shape = write(
                "c.onnx",
                model(1).setGraph(GraphProto.newBuilder()
                                .addInitializer(typed.clone()
                                        .addDims(1)
                                        .addDoubleData(0.5)
                                        .addDoubleData(-1)))
                        .build());

        assertThat(first.digests()).isEqualTo(other.digests()).isNotEqualTo(shape.digests());
        assertThat(first.difference(shape)).contains("tensor w, type and shape 11 [2] and 11 [2, 1]");
    }

    @Test
    void shouldTakeAnyOtherFileWhole() throws IOException {
        for (String name : List.of("model.pkl", "model.onnx")) {
            Path file = Files.writeString(folder.resolve(name), "no model");
            assertThat(ModelWeights.of(file).digests()).containsOnlyKeys("file " + name);
        }
    }

    private ModelWeights write(String name, ModelProto model) throws IOException {
        return ModelWeights.of(Files.write(folder.resolve(name), model.toByteArray()));
    }

    private static ModelProto.Builder model(float... coefficients) {
        var attribute = AttributeProto.newBuilder().setName("coefs").setType(AttributeProto.AttributeType.FLOATS);
        for (float coefficient : coefficients) {
            attribute.addFloats(coefficient);
        }
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .setGraph(GraphProto.newBuilder()
                        .setName("graph of today")
                        .addNode(NodeProto.newBuilder()
                                .setOpType("LinearRegressor")
                                .setName("fit")
                                .addAttribute(attribute))
                        .addInitializer(TensorProto.newBuilder()
                                .setName("w")
                                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                                .addFloatData(1)));
    }
}
