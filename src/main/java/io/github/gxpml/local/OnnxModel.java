// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.gxpml.io.Json;
import io.github.gxpml.local.Preprocessing.Feature;
import io.github.gxpml.local.Preprocessing.NumberFeature;
import io.github.gxpml.local.Preprocessing.TextFeature;
import io.github.gxpml.local.Table.Kind;
import io.github.gxpml.local.Table.Numbers;
import io.github.gxpml.local.Table.Texts;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A model as an ONNX file that holds everything between a row of a table and its score: filling, standardising,
 * encoding, classifying. Inputs are one column per feature (double or string); the output is the probability of the
 * positive class (float, one column).
 */
final class OnnxModel implements AutoCloseable {
    private static final String INPUTS = "gxp.inputs";

    private final List<Input> inputs;
    private final OrtSession session;
    private final int batch;

    /**
     * One input.
     *
     * @param input name in the graph
     * @param column name in the table
     * @param kind what its values are
     * @param optional whether it may be missing
     */
    record Input(String input, String column, Kind kind, boolean optional) {}

    /** All inputs, in the order of the spec's features. */
    private record Inputs(List<Input> inputs) {}

    private OnnxModel(List<Input> inputs, OrtSession session, int batch) {
        this.inputs = List.copyOf(inputs);
        this.session = session;
        this.batch = batch;
    }

    /** Writes a model; equal arguments give equal bytes. */
    static byte[] write(Preprocessing preprocessing, Algorithm.Classifier classifier) {
        var graph = new OnnxGraph();
        var inputs = new ArrayList<Input>();
        var columns = new ArrayList<String>();
        for (Feature feature : preprocessing.features()) {
            boolean number = feature.kind() == Kind.NUMBER;
            String input =
                    graph.input(inputName(feature.name()), number ? OnnxGraph.Type.DOUBLE : OnnxGraph.Type.STRING);
            boolean optional = !(feature instanceof NumberFeature n) || n.fill().isPresent();
            inputs.add(new Input(input, feature.name(), feature.kind(), optional));
            columns.add(number ? input : oneHot(graph, input, ((TextFeature) feature).values()));
        }
        String matrix = graph.node("Concat", columns, List.of(OnnxGraph.attribute("axis", 1)));
        String score = classifier.write(graph, standardise(graph, fill(graph, matrix, preprocessing), preprocessing));
        graph.output("score", score, OnnxGraph.Type.FLOAT);
        return graph.bytes(Map.of(INPUTS, Json.compact(new Inputs(inputs))));
    }

    /** Other names pass through C strings on their way to the runtime, so they are kept to what survives that. */
    private static String inputName(String column) {
        return column.matches("[ -~]+") ? column : "feature";
    }

    private static String oneHot(OnnxGraph graph, String input, List<String> values) {
        String encoded = graph.node(
                "OneHotEncoder",
                List.of(input),
                List.of(OnnxGraph.strings("cats_strings", values), OnnxGraph.attribute("zeros", 1)));
        String flat = graph.node("Flatten", List.of(encoded), List.of(OnnxGraph.attribute("axis", 1)));
        return graph.cast(flat, OnnxGraph.Type.DOUBLE);
    }

    private static String fill(OnnxGraph graph, String matrix, Preprocessing preprocessing) {
        double[] fills = row(preprocessing, 0, feature -> feature.fill().orElse(0));
        boolean none = preprocessing.features().stream()
                .noneMatch(feature ->
                        feature instanceof NumberFeature n && n.fill().isPresent());
        if (none) {
            return matrix;
        }
        String constant = graph.constant("fill", fills, 1, fills.length);
        return graph.node("Where", List.of(graph.node("IsNaN", List.of(matrix)), constant, matrix));
    }

    private static String standardise(OnnxGraph graph, String matrix, Preprocessing preprocessing) {
        double[] means = row(preprocessing, 0, NumberFeature::mean);
        double[] deviations = row(preprocessing, 1, NumberFeature::deviation);
        if (Arrays.stream(means).allMatch(x -> x == 0)
                && Arrays.stream(deviations).allMatch(x -> x == 1)) {
            return matrix;
        }
        String centred = graph.node("Sub", List.of(matrix, graph.constant("mean", means, 1, means.length)));
        return graph.node("Div", List.of(centred, graph.constant("deviation", deviations, 1, deviations.length)));
    }

    private static double[] row(Preprocessing preprocessing, double others, ToDoubleFunction<NumberFeature> value) {
        double[] row = new double[preprocessing.width()];
        Arrays.fill(row, others);
        int at = 0;
        for (Feature feature : preprocessing.features()) {
            if (feature instanceof NumberFeature number) {
                row[at] = value.applyAsDouble(number);
            }
            at += feature.width();
        }
        return row;
    }

    /**
     * Loads a model.
     *
     * @param bytes what {@link #write} returned
     * @param batch rows that the runtime gets at once; a last batch is filled up, because the runtime's kernels may
     *     round the last rows of a shorter one differently
     */
    static OnnxModel load(byte[] bytes, int batch) throws IOException {
        try {
            List<Input> inputs = inputs(ModelProto.parseFrom(bytes));
            var environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            environment.setTelemetry(false);
            try (var options = new OrtSession.SessionOptions()) {
                options.setIntraOpNumThreads(1);
                options.setInterOpNumThreads(1);
                options.setDeterministicCompute(true);
                options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.EXTENDED_OPT);
                return new OnnxModel(inputs, environment.createSession(bytes, options), batch);
            }
        } catch (InvalidProtocolBufferException e) {
            throw new IOException("it is not an ONNX model: " + e.getMessage(), e);
        } catch (OrtException e) {
            throw new IOException("the ONNX runtime refuses it: " + e.getMessage(), e);
        } catch (LinkageError e) {
            throw new IOException(
                    "the ONNX runtime's library cannot be loaded on " + System.getProperty("os.name") + " "
                            + System.getProperty("os.arch") + " from the folder for temporary files, "
                            + System.getProperty("java.io.tmpdir")
                            + "; give Java another one with -Djava.io.tmpdir",
                    e);
        }
    }

    private static List<Input> inputs(ModelProto model) throws IOException {
        for (StringStringEntryProto entry : model.getMetadataPropsList()) {
            if (entry.getKey().equals(INPUTS)) {
                return Json.read(entry.getValue().getBytes(StandardCharsets.UTF_8), Inputs.class)
                        .inputs();
            }
        }
        throw new IOException("it was not written by the embedded trainer, its metadata lacks " + INPUTS);
    }

    /** Returns what the model reads. */
    List<Input> inputs() {
        return inputs;
    }

    /** Returns the probability of the positive class of some rows of a table. */
    float[] score(Table table, int from, int to) throws IOException {
        var tensors = new LinkedHashMap<String, OnnxTensor>();
        try {
            for (Input input : inputs) {
                tensors.put(input.input(), tensor(table.columns().get(input.column()), from, to));
            }
            try (OrtSession.Result result = session.run(tensors)) {
                float[] scores = new float[to - from];
                ((OnnxTensor) result.get(0)).getFloatBuffer().get(scores);
                return scores;
            }
        } catch (OrtException e) {
            throw new IOException("the ONNX runtime failed: " + e.getMessage(), e);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    private OnnxTensor tensor(Table.Column column, int from, int to) throws OrtException {
        var environment = OrtEnvironment.getEnvironment();
        long[] shape = {batch, 1};
        if (column instanceof Numbers numbers) {
            double[] values = Arrays.copyOfRange(numbers.values(), from, from + batch);
            Arrays.fill(values, to - from, batch, 0);
            return OnnxTensor.createTensor(environment, DoubleBuffer.wrap(values), shape);
        }
        String[] values = Arrays.copyOfRange(((Texts) column).values(), from, from + batch);
        Arrays.fill(values, to - from, batch, "");
        return OnnxTensor.createTensor(environment, values, shape);
    }

    /** Returns how many rows {@link #score} takes at most. */
    int batch() {
        return batch;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the ONNX runtime cannot close a session: " + e.getMessage(), e);
        }
    }
}
