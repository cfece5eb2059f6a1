// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import io.github.gxpml.port.Progress;
import io.github.gxpml.port.Trainer.Trained;
import io.github.gxpml.port.TrainingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProcessTrainerTest {
    private static final String MODEL = "echo weights > $GXP_OUTPUT/model.txt; mkdir $GXP_OUTPUT/predictions; ";
    private static final String GOOD =
            MODEL + "for t in train live; do " + "echo 'id,score,predicted' > $GXP_OUTPUT/predictions/$t.csv; done; ";

    /** Writes down what it is told. */
    private static final class Recorder implements Progress {
        private final List<String> steps = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();

        @Override
        public void advance(long done, long total, String what) {
            steps.add(done + "/" + total + " " + what);
        }

        @Override
        public void note(String line) {
            notes.add(line);
        }
    }

    @Test
    void shouldCollectWhatTheCommandLeaves(@TempDir Path folder) throws Exception {
        var recorder = new Recorder();
        String script = GOOD + "echo 'GXP progress 1/2 first half'; echo 'GXP progress 2/2'; echo hello; "
                + "echo 'GXP metric auc=0.83'; echo 'GXP metric loss=nan'; echo 'GXP metric auc=0.84' >&2; "
                + "echo 'GXP progress many'; echo '{\"brier\": 0.1, \"loss\": 2}' > $GXP_OUTPUT/metrics.json";
        Trained trained = train(create(folder, script).withHyperparameters(Map.of("depth", 3)), recorder);

        assertThat(trained.model()).hasContent("weights").hasFileName("model.txt");
        assertThat(trained.predictions()).containsOnlyKeys("train", "live");
        assertThat(trained.predictions().get("live")).hasContent("id,score,predicted");
        assertThat(trained.metrics()).isEqualTo(Map.of("auc", trained.metrics().get("auc"), "brier", 0.1, "loss", 2.0));
        assertThat(trained.metrics().get("auc")).isIn(0.83, 0.84);
        assertThat(trained.hyperparameters()).isEqualTo(Map.of("depth", 3, "seed", 42L));
        assertThat(trained.notes()).containsExactly("metric loss was left out, its value nan is not a finite number");
        assertThat(recorder.steps).containsExactly("1/2 first half", "2/2 training");
        assertThat(recorder.notes).containsExactly("hello", "GXP progress many");
        assertThat(folder.resolve("output.log")).content().contains("GXP progress 1/2 first half\n", "hello\n");
    }

    @Test
    void shouldTellTheCommandWhatToDo(@TempDir Path folder) throws Exception {
        String script = GOOD + "echo \"$GXP_SEED $GXP_THRESHOLD $PYTHONHASHSEED $GXP_TABLE_LIVE\"; pwd; "
                + "cp $GXP_REQUEST $GXP_OUTPUT/request-seen; head -1 \"$GXP_TABLE_TRAIN\"";
        var training = create(folder, script)
                .withThreshold(0.25)
                .withFeatures("x", "the \"other\"")
                .withHyperparameters(Map.of("depth", 3, "names", List.of("a")));
        var recorder = new Recorder();
        train(training, recorder);

        Path root = folder.toAbsolutePath();
        assertThat(recorder.notes)
                .containsExactly(
                        "42 0.25 42 " + training.tables.get("live"),
                        root.toRealPath().toString(),
                        "id,y,x");
        JsonNode request = Json.read(Files.readAllBytes(root.resolve("output/request-seen")), JsonNode.class);
        assertThat(Json.compact(request))
                .isEqualTo(Json.compact(Map.ofEntries(
                        Map.entry("contract", 1),
                        Map.entry("model", "sample"),
                        Map.entry("key", "id"),
                        Map.entry("label", Map.of("column", "y", "positive", "1")),
                        Map.entry("features", List.of("x", "the \"other\"")),
                        Map.entry("seed", 42),
                        Map.entry("threshold", 0.25),
                        Map.entry("hyperparameters", Map.of("depth", 3, "names", List.of("a"))),
                        Map.entry("trainTable", "train"),
                        Map.entry(
                                "tables",
                                Map.of(
                                        "train", training.tables.get("train").toString(),
                                        "live", training.tables.get("live").toString())),
                        Map.entry("output", root.resolve("output").toString()))));
    }

    @Test
    void shouldSayHowTheCommandFailed(@TempDir Path folder) throws Exception {
        String log = "; its output is in " + folder.toAbsolutePath().resolve("output.log");
        assertFails(
                create(folder, "echo a; echo 'no such column: x' >&2; exit 3"),
                "the training command failed with exit code 3, it last said: no such column: x" + log);
        assertFails(create(folder, "exit 1"), "the training command failed with exit code 1, it said nothing" + log);
        assertFails(
                create(folder, "echo growing; kill -KILL $$"),
                "the training command was ended by SIGKILL (exit code 137), it last said: growing" + log);
        assertFails(
                create(folder, "echo waiting; sleep 1000").withLimit(Duration.ofSeconds(1)),
                "the training command was ended after its limit of 1 s (train.timeLimit), it last said: waiting" + log);
        assertFails(
                create(folder, "").withCommand("no-such-program"),
                "the training command could not be run: program `no-such-program` was not found, or is not executable");
        assertFails(create(folder, "").withCommand(), "there is no command to train with; set `train.command`");
    }

    @Test
    void shouldSayWhatTheCommandLeftOut(@TempDir Path folder) throws Exception {
        String out = "$GXP_OUTPUT/";
        assertFails(create(folder, "echo done"), "the training command left no model; it must write one file named");
        assertFails(create(folder, "echo x > " + out + "models; echo x > " + out + "my.model"), "left no model");
        assertFails(
                create(folder, GOOD + "echo x > " + out + "model"),
                "the training command left 2 models, model, model.txt; pack");
        assertFails(create(folder, "mkdir " + out + "model"), "is not a plain readable file");
        assertFails(create(folder, ": > " + out + "model.bin"), "model.bin is empty");
        assertFails(create(folder, "ln -s /etc/passwd " + out + "model"), "is not a plain readable file");
        assertFails(
                create(folder, MODEL + "echo x > " + out + "predictions/train.csv"),
                "the training command left no predictions for table live; it must write either predictions/live.csv");
        assertFails(
                create(folder, GOOD + "echo x > " + out + "predictions/live.parquet"),
                "left predictions twice for table live");
        assertFails(create(folder, GOOD + ": > " + out + "predictions/live.csv"), "live.csv is empty");
        for (String metrics : List.of(
                "[1]",
                "{\"a\": \"b\"}",
                "{\"a\": {}}",
                "{\"a\": 1, \"a\": 2}",
                "{\"a\": NaN}",
                "{",
                "{\"a\": 1e999}")) {
            assertFails(
                    create(folder, GOOD + "echo '" + metrics + "' > " + out + "metrics.json"),
                    "must be one flat JSON object of numbers, but ");
        }
    }

    @Test
    void shouldRefuseWhatWouldMislead(@TempDir Path folder) throws Exception {
        var stale = create(folder, GOOD);
        Files.writeString(stale.folder("output").resolve("model.old"), "x");

        assertThatThrownBy(() -> trainer().train(stale.spec(), stale.tables, folder.resolve("output"), Progress.SILENT))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("is not empty, it holds model.old");
        assertFails(create(folder, GOOD).withTable("out-of", "x").withTable("OUT_OF", "y"), "both become the variable");
        assertFails(create(folder, GOOD).withTable("../up", "x"), "cannot be part of a file name");
        assertFails(create(folder, GOOD).withTable("..", "x"), "cannot be part of a file name");
    }

    @Test
    void shouldBoundTheLog(@TempDir Path folder) throws Exception {
        train(create(folder, GOOD + "yes 012345678 | head -c 50000000"), Progress.SILENT);

        Path log = folder.resolve("output.log");
        assertThat(Files.size(log)).isBetween(10_000_000L, 11_000_000L);
        assertThat(log).content().endsWith("[39,514,240 more bytes in 3,951,424 lines were not kept]\n");
    }

    @Test
    void shouldScoreWithACommand(@TempDir Path folder) throws Exception {
        var scoring = create(folder, GOOD)
                .withScoreCommand(
                        "/bin/sh", "-c", "cat $GXP_MODEL; cp \"$GXP_TABLE\" \"$GXP_PREDICTIONS\"; cat $GXP_REQUEST");
        Path model = Files.writeString(folder.resolve("m"), "the model\n");
        Path target = folder.resolve("scores/live.csv");
        var recorder = new Recorder();

        trainer().score(scoring.spec(), model, "live", scoring.tables.get("live"), target, recorder);

        assertThat(target).hasSameTextualContentAs(scoring.tables.get("live"));
        assertThat(recorder.notes)
                .startsWith("the model")
                .anyMatch(line -> line.contains("\"artifact\"") && line.contains(model.toString()))
                .anyMatch(line -> line.contains("\"table\"") && line.contains("\"live\""));
    }

    @Test
    void shouldSayHowTheScoringFailed(@TempDir Path folder) throws Exception {
        var scoring = create(folder, GOOD);
        Path target = Files.writeString(folder.resolve("live.csv"), "stale");

        assertThatThrownBy(() -> trainer().score(scoring.spec(), folder, "live", folder, target, Progress.SILENT))
                .isInstanceOf(TrainingException.class)
                .hasMessage("there is no command to score table live with; set `train.scoreCommand`");
        scoring.withScoreCommand("true");
        assertThatThrownBy(() -> trainer().score(scoring.spec(), folder, "live", folder, target, Progress.SILENT))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("the scoring command left no predictions for table live");
        scoring.withScoreCommand("false");
        assertThatThrownBy(() -> trainer().score(scoring.spec(), folder, "live", folder, target, Progress.SILENT))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("the scoring command failed with exit code 1");
    }

    private static Trained train(TrainingCase training, Progress progress) throws Exception {
        return trainer().train(training.spec(), training.tables, training.folder("output"), progress);
    }

    private static void assertFails(TrainingCase training, String message) throws Exception {
        deleteAll(training.folder.resolve("output"));
        assertThatThrownBy(() -> train(training, Progress.SILENT))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
    }

    private static void deleteAll(Path folder) throws Exception {
        if (Files.exists(folder)) {
            try (var entries = Files.walk(folder)) {
                for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(entry);
                }
            }
        }
    }

    private static ProcessTrainer trainer() {
        return new ProcessTrainer(new ProcessRunner());
    }

    private static TrainingCase create(Path folder, String script) {
        return TrainingCase.in(folder)
                .withTable("train", "id,y,x\na,1,2\n")
                .withTable("live", "id,x\nb,3\n")
                .withCommand("/bin/sh", "-c", script);
    }
}
