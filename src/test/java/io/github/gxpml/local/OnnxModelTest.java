// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtEnvironment;
import io.github.gxpml.local.Algorithm.Classifier;
import io.github.gxpml.local.Preprocessing.Feature;
import io.github.gxpml.port.Progress;
import io.github.gxpml.port.TrainingException;
import io.github.gxpml.spec.Spec;
import io.github.gxpml.spec.TrainSpec.Impute;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxModelTest {
    /** A fitted classifier with the table it was fitted on. */
    private record Fitted(Table table, Preprocessing preprocessing, Classifier classifier) {
        OnnxModel model(int batch) throws IOException {
            return OnnxModel.load(OnnxModel.write(preprocessing, classifier), batch);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"logistic-regression", "random-forest"})
    void shouldScoreAsTheLibraryItself(String algorithm, @TempDir Path folder) throws Exception {
        Fitted fitted = create(algorithm, folder);

        try (OnnxModel model = fitted.model(OnnxScorer.BATCH)) {
            float[] scores = scores(model, fitted.table());
            for (int row = 0; row < scores.length; row++) {
                double expected =
                        fitted.classifier().probability(fitted.preprocessing().encode(fitted.table(), row));
                assertThat((double) scores[row]).as("row %d", row).isCloseTo(expected, within(1e-6));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"logistic-regression", "random-forest"})
    void shouldScoreARowAlikeInEveryBatch(String algorithm, @TempDir Path folder) throws Exception {
        Fitted fitted = create(algorithm, folder);

        float[] expected;
        try (OnnxModel model = fitted.model(OnnxScorer.BATCH)) {
            expected = scores(model, fitted.table());
        }
        for (int batch : new int[] {1, 7, 64, 4500}) {
            try (OnnxModel model = fitted.model(batch)) {
                float[] scores = scores(model, fitted.table(), Math.min(4500, 200 * batch));
                assertThat(scores).as("batches of %d", batch).isEqualTo(Arrays.copyOf(expected, scores.length));
            }
        }
    }

    @Test
    void shouldRefuseWhatItDidNotWrite() {
        assertThatThrownBy(() -> OnnxModel.load("not a model".getBytes(StandardCharsets.UTF_8), 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not an ONNX model");
        byte[] foreign = new OnnxGraph().bytes(Map.of("producer", "somebody"));
        assertThatThrownBy(() -> OnnxModel.load(foreign, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was not written by the embedded trainer");
        byte[] empty = new OnnxGraph().bytes(Map.of("gxp.inputs", "{\"inputs\":[]}"));
        assertThatThrownBy(() -> OnnxModel.load(empty, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the ONNX runtime refuses it");
    }

    @Test
    void shouldSayWhereTheRuntimeCannotBeLoadedFrom(@TempDir Path folder) throws Exception {
        Path none = folder.resolve("none");
        var output = new ArrayList<String>();
        new ProcessRunner()
                .run(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Djava.io.tmpdir=" + none,
                                "-cp",
                                System.getProperty("java.class.path"),
                                Loader.class.getName(),
                                folder.toString()),
                        folder,
                        Map.of(),
                        Duration.ofSeconds(30),
                        output::add);

        assertThat(output).anyMatch(line -> line.startsWith("table train (") && line.contains(none.toString()));
        assertThat(output).anyMatch(line -> line.startsWith("the ONNX runtime's library cannot be loaded on "));
    }

    /** A Java process that finds no folder for temporary files. */
    static final class Loader {
        private Loader() {}

        public static void main(String[] args) throws Exception {
            try {
                table(LogisticRegressionTest.create(Path.of(args[0])).spec());
            } catch (TrainingException e) {
                System.out.println(e.getMessage());
            }
            try {
                OnnxModel.load(new OnnxGraph().bytes(Map.of("gxp.inputs", "{\"inputs\":[]}")), 1);
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    /** From 1.29 on the official builds for Linux and macOS hold a library that sends usage data, switched on. */
    @Test
    void shouldUseARuntimeThatReportsToNobody() throws IOException {
        for (String file : List.of("linux-x64/libonnxruntime.so", "osx-aarch64/libonnxruntime.dylib")) {
            try (InputStream in = OrtEnvironment.class.getResourceAsStream("native/" + file)) {
                String library = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                assertThat(library.contains("onnxruntime::")).isTrue();
                assertThat(library.contains("PosixTelemetry") || library.contains("curl.se"))
                        .as(file)
                        .isFalse();
            }
        }
    }

    private static float[] scores(OnnxModel model, Table table) throws IOException {
        return scores(model, table, table.rows());
    }

    private static float[] scores(OnnxModel model, Table table, int rows) throws IOException {
        float[] scores = new float[rows];
        for (int from = 0; from < scores.length; from += model.batch()) {
            float[] some = model.score(table, from, Math.min(from + model.batch(), scores.length));
            System.arraycopy(some, 0, scores, from, some.length);
        }
        return scores;
    }

    private static Fitted create(String name, Path folder) throws Exception {
        Spec spec = LogisticRegressionTest.create(folder).spec();
        Table table = table(spec);
        Algorithm algorithm = Algorithm.find(name).orElseThrow();
        var preprocessing = Preprocessing.learn(table, spec.data().features(), Impute.MEDIAN, algorithm.standardises());
        assertThat(preprocessing.features()).extracting(Feature::width).containsExactly(1, 1, 1, 1, 3);
        TrainingRows rows = TrainingLabels.of(table, spec.data().label()).rows(preprocessing, table);
        var settings = Hyperparameters.of(name, algorithm.hyperparameters(), Map.of());
        var watch = new TrainingWatch(Progress.SILENT, name, Duration.ofMinutes(1));
        return new Fitted(table, preprocessing, algorithm.fit(rows, settings, 42, watch));
    }

    private static Table table(Spec spec) throws TrainingException {
        var features = new LinkedHashMap<String, Optional<Table.Kind>>();
        spec.data().features().forEach(feature -> features.put(feature, Optional.empty()));
        var train = spec.data().tables().get("train");
        return TableReader.read(new TableReader.Request(
                "train", Path.of(train.path()), train.format(), "id", Optional.of("y"), features));
    }
}
