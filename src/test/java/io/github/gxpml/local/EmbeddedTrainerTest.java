// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.gxpml.port.Progress;
import io.github.gxpml.port.Trainer.Trained;
import io.github.gxpml.port.TrainingException;
import io.github.gxpml.spec.DataSpec.ColumnSpec;
import io.github.gxpml.spec.DataSpec.Format;
import io.github.gxpml.spec.TrainSpec.Impute;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedTrainerTest {
    private static final String ROWS = "id,y,x\na,1,4\nb,0,1\nc,1,5\nd,0,2\ne,1,1\n";

    @ParameterizedTest
    @ValueSource(strings = {"logistic-regression", "random-forest"})
    void shouldWriteTheSameBytesAgain(String algorithm, @TempDir Path folder) throws Exception {
        var training = LogisticRegressionTest.create(folder)
                .withAlgorithm(algorithm)
                .withHyperparameters(algorithm.equals("random-forest") ? Map.of("trees", 20) : Map.of("epochs", 5));
        Trained first = training.train("first");
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        Trained second;
        try {
            second = training.train("second");
        } finally {
            Locale.setDefault(before);
        }

        assertThat(second.model()).hasSameBinaryContentAs(first.model());
        assertThat(first.predictions()).containsOnlyKeys("train", "holdout");
        first.predictions()
                .forEach((table, file) ->
                        assertThat(second.predictions().get(table)).hasSameBinaryContentAs(file));
        assertThat(second.metrics()).isEqualTo(first.metrics());
        assertThat(second.notes()).isEqualTo(first.notes());
    }

    @Test
    void shouldRecordEveryHyperparameter(@TempDir Path folder) throws Exception {
        Trained trained =
                create(folder).withHyperparameters(Map.of("epochs", 3)).train();

        assertThat(trained.hyperparameters())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "algorithm",
                        "logistic-regression",
                        "epochs",
                        3L,
                        "impute",
                        "median",
                        "learningRate",
                        0.1,
                        "minibatchSize",
                        32L,
                        "seed",
                        42L));
        assertThat(trained.metrics()).containsEntry("train_rows", 5.0).containsEntry("train_positives", 3.0);
    }

    @Test
    void shouldScoreAsTheTrainingDid(@TempDir Path folder) throws Exception {
        var training = LogisticRegressionTest.create(folder);
        Trained trained = training.train();
        Path again = folder.resolve("again.csv");

        new OnnxScorer()
                .score(
                        training.spec(),
                        trained.model(),
                        "holdout",
                        training.tables.get("holdout"),
                        again,
                        Progress.SILENT);

        assertThat(again).hasSameBinaryContentAs(trained.predictions().get("holdout"));
    }

    @Test
    void shouldNotDependOnTheRowsAround(@TempDir Path folder) throws Exception {
        var training = LogisticRegressionTest.create(folder).withThreshold(0.3);
        Trained trained = training.train();
        List<String> lines = new ArrayList<>(Files.readAllLines(training.tables.get("holdout")));
        List<String> rows = new ArrayList<>(lines.subList(1, lines.size()));
        Collections.reverse(rows);
        rows = rows.subList(3, 700);
        rows.add(0, lines.get(0));
        Path some = Files.write(folder.resolve("some.csv"), rows);
        Path scored = folder.resolve("scored.csv");

        new OnnxScorer().score(training.spec(), trained.model(), "some", some, scored, Progress.SILENT);

        assertThat(Files.readAllLines(trained.predictions().get("holdout"))).containsAll(Files.readAllLines(scored));
        assertThat(Predictions.read(scored).predicted()).contains(0, 1).hasSize(697);
    }

    @Test
    void shouldKeepKeysAndTheirOrder(@TempDir Path folder) throws Exception {
        String csv =
                "the \"\"id,y,x\n007,1,4\n\"a,\"\"b\",0,1\n\" lead\",1,5\nZ\u00e9,0,2\n\"two\nlines\",1,1\n1e5,0,1\n";
        Trained trained =
                create(folder).withKey("the \"\"id").withTable("train", csv).train();

        String text = Files.readString(trained.predictions().get("train"));
        assertThat(text.replaceAll(",0\\.?[0-9]*,[01]\n", ";"))
                .isEqualTo("\"the \"\"\"\"id\",score,predicted\n007;\"a,\"\"b\";\" lead\";Z\u00e9;\"two\nlines\";1e5;");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "score",
                "Add",
                "x'); DROP TABLE y; --",
                "a.b c",
                "gr\u00f6\u00dfe",
                "\ud83d\ude00",
                "weights",
                "\\",
                "rows",
                "x\ty"
            })
    void shouldTakeAnyColumnName(String name, @TempDir Path folder) throws Exception {
        Trained trained = create(folder)
                .withFeatures(name, "other")
                .withTable("train", "id,y,\"" + name + "\",other\na,1,4,k\nb,0,1,l\nc,1,5,k\nd,0,,l\n")
                .train();

        assertThat(Predictions.read(trained.predictions().get("train")).predicted())
                .containsExactly(1, 0, 1, 0);
        assertThat(trained.notes())
                .containsExactly(name + ": 1 of 4 values missing in train, filled with the training median 4.0");
    }

    @Test
    void shouldReadTextsOfEveryScript(@TempDir Path folder) throws Exception {
        String csv = IntStream.range(0, 40)
                .mapToObj(i -> "k" + i + "," + (i % 2) + "," + (i % 2 == 1 ? "\u4e2d \u00e9" : "\u4e2d e\u0301"))
                .collect(Collectors.joining("\n", "id,y,x\n", "\n"));
        var training =
                create(folder).withTable("train", csv).withTable("live", "id,x\na,\u4e2d \u00e9\nb,\ud83d\ude00\nc,\n");

        Trained trained = training.train();

        double[] live = Predictions.read(trained.predictions().get("live")).scores();
        assertThat(Predictions.read(trained.predictions().get("train")).predicted())
                .startsWith(0, 1, 0, 1);
        assertThat(live[0])
                .isEqualTo(Predictions.read(trained.predictions().get("train")).scores()[1])
                .isGreaterThan(0.8);
        assertThat(live[1]).isEqualTo(live[2]).isBetween(0.3, 0.7);
    }

    @Test
    void shouldReadJsonLinesAndBooleans(@TempDir Path folder) throws Exception {
        Trained trained = create(folder)
                .withFeatures("x", "flag")
                .withLabel("y", "true")
                .withTable("train", Format.JSONL, """
                        {"id": 1, "y": true, "x": 4, "flag": true}
                        {"id": 2, "y": false, "x": 1.5, "flag": false}
                        {"id": 3, "y": true, "flag": true}
                        {"id": 4, "y": null, "x": 1, "flag": null}
                        """)
                .train();

        assertThat(Predictions.read(trained.predictions().get("train")).keys()).containsExactly("1", "2", "3", "4");
        assertThat(trained.notes())
                .containsExactly(
                        "y: 1 of 4 labels missing in train, these rows were left out of training",
                        "x: 1 of 3 values missing in train, filled with the training median 2.75");
    }

    @Test
    void shouldReadDeclaredTextAsText(@TempDir Path folder) throws Exception {
        Trained trained = create(folder)
                .withColumn("x", ColumnSpec.Type.TEXT)
                .withTable("train", "id,y,x\na,1,01\nb,0,1\nc,1,01\nd,0,1\n")
                .withTable("live", "id,x\na,01\nb,1\nc,2\n")
                .train();

        assertThat(Predictions.read(trained.predictions().get("live")).scores()[0])
                .isGreaterThan(0.5);
        assertThat(Predictions.read(trained.predictions().get("live")).scores()[1])
                .isLessThan(0.5);
    }

    @Test
    void shouldFillColumnsThatAreEmptyElsewhere(@TempDir Path folder) throws Exception {
        Trained trained = create(folder)
                .withTable("train", ROWS)
                .withTable("live", "id,x\na,\nb,2\n")
                .withTable("none", "id,x\n")
                .train();

        double[] scores = Predictions.read(trained.predictions().get("live")).scores();
        assertThat(scores[0]).isEqualTo(scores[1]);
        assertThat(trained.predictions().get("none")).hasContent("id,score,predicted\n");
    }

    @Test
    void shouldRefuseMissingNumbersIfNothingIsImputed(@TempDir Path folder) throws Exception {
        var training =
                create(folder).withImpute(Impute.NONE).withTable("train", ROWS).withTable("live", "id,x\na,\nb,2\n");

        assertFails(training, "table live: column x is missing in 1 of 2 rows and `impute: none` forbids that");
        assertFails(training.withTable("train", ROWS + "f,0,\n"), "table train: column x is missing in 1 of 6 rows");
    }

    @Test
    void shouldNameWhatIsWrongWithTheTable(@TempDir Path folder) {
        assertFails(create(folder).withTable("train", ""), "train");
        assertFails(create(folder).withTable("train", "id,y,x\n"), "has no row with a label");
        assertFails(create(folder).withTable("train", "id,y\na,1\n"), "has no column x; it has id, y");
        assertFails(create(folder).withTable("train", "id,Y,X\na,1,2\n"), "has no column y, x; it has id, Y, X");
        assertFails(create(folder).withTable("train", "id,y,x\na,1,2\nb,1,3\n"), "one class only, every row is 1");
        assertFails(create(folder).withTable("train", "id,y,x\na,0,2\nb,2,3\n"), "one class only, no row is 1");
        assertFails(create(folder).withTable("train", "id,y,x\na,0,\nb,1,\n"), "column x has no value");
        assertFails(create(folder).withTable("train", "id,y,x\na,0,1\n,1,2\n"), "row 2 has no key in column id");
        assertFails(
                create(folder).withColumn("x", ColumnSpec.Type.NUMBER).withTable("train", "id,y,x\na,0,inf\nb,1,2\n"),
                "row 1 has \"inf\"");
        assertFails(
                create(folder).withTable("train", "id,y,x\na,0,1\nb,1,2\nc,0,n/a\n"),
                "column x holds numbers, but also \"n/a\"");
        assertFails(create(folder).withTable("train", "id,y,x\na,0,2024-01-31\nb,1,2024-02-01\n"), "has type DATE");
        assertFails(create(folder).withFile("train", Format.CSV, folder.resolve("none")), "does not exist");
        assertFails(create(folder).withFile("train", Format.PARQUET, folder.resolve("table0")), "cannot be read");
        assertFails(create(folder).withTable("train", Format.JSONL, "{\"id\":"), "cannot be read");
        assertFails(create(folder).withFeatures(), "no feature to train on");
        assertFails(
                create(folder).withTable("live", "id,x\na,high\n"),
                "table live: column x must hold finite numbers, but row 1 has \"high\"");
        assertFails(create(folder).withTable("train", "id,y,x\na,0,k\nb,1,\ud83d\ude00\n"), "beyond U+FFFF");
        String many = IntStream.range(0, 101)
                .mapToObj(i -> "k" + i + "," + (i % 2) + ",city " + i)
                .collect(Collectors.joining("\n"));
        assertFails(create(folder).withTable("train", "id,y,x\n" + many), "text column x has 101 different values");
    }

    @Test
    void shouldNameWhatIsWrongWithTheSpec(@TempDir Path folder) {
        assertFails(create(folder).withAlgorithm("deep"), "knows logistic-regression, random-forest");
        assertFails(
                create(folder).withHyperparameters(Map.of("epoch", 5)),
                "unknown hyperparameter epoch: logistic-regression knows epochs, learningRate, minibatchSize");
        assertFails(create(folder).withHyperparameters(Map.of("epochs", 0)), "a whole number from 1 to 100000");
        assertFails(create(folder).withHyperparameters(Map.of("epochs", 1.5)), "epochs is 1.5");
        assertFails(create(folder).withHyperparameters(Map.of("learningRate", "fast")), "learningRate is fast");
        assertFails(create(folder).withHyperparameters(Map.of("learningRate", Double.NaN)), "learningRate is NaN");
        assertFails(
                create(folder).withKey("score").withTable("train", "score,y,x\na,1,2\nb,0,1\n"),
                "key column is called");
        assertThatThrownBy(() -> new EmbeddedTrainer()
                        .train(create(folder).spec(), Map.of("live", folder), folder, Progress.SILENT))
                .isInstanceOf(TrainingException.class)
                .hasMessage("there is no table `train` to train on; the tables are live");
    }

    @ParameterizedTest
    @ValueSource(strings = {"logistic-regression", "random-forest"})
    void shouldStopAtTheLimit(String algorithm, @TempDir Path folder) throws Exception {
        String name = algorithm.equals("random-forest") ? "trees" : "epochs";
        assertFails(
                LogisticRegressionTest.create(folder)
                        .withAlgorithm(algorithm)
                        .withHyperparameters(Map.of(name, 10_000))
                        .withLimit(Duration.ofMillis(50)),
                "was stopped after its limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"logistic-regression", "random-forest"})
    void shouldStopWhenInterrupted(String algorithm, @TempDir Path folder) throws Exception {
        String name = algorithm.equals("random-forest") ? "trees" : "epochs";
        var training = LogisticRegressionTest.create(folder)
                .withAlgorithm(algorithm)
                .withHyperparameters(Map.of(name, 10_000));
        var thrown = new AtomicReference<Throwable>();
        var thread = new Thread(() -> thrown.set(catchThrowable(training::train)));
        thread.start();
        Thread.sleep(1000);
        thread.interrupt();
        thread.join(20_000);

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class).hasMessageContaining("interrupted");
    }

    @Test
    void shouldRefuseAForeignModel(@TempDir Path folder) throws Exception {
        var training = create(folder);
        Path model = Files.write(folder.resolve("model.onnx"), "x".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> new OnnxScorer()
                        .score(
                                training.spec(),
                                model,
                                "train",
                                training.tables.get("train"),
                                folder.resolve("p"),
                                Progress.SILENT))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining(model + " cannot be used");
    }

    private static void assertFails(TrainingCase training, String message) {
        assertThatThrownBy(training::train)
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
    }

    private static TrainingCase create(Path folder) {
        return TrainingCase.in(folder).withTable("train", ROWS);
    }
}
