// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gxpml.port.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the example of docs/process-trainer.md. */
@Timeout(60)
class ProcessTrainerDocsTest {
    @Test
    void shouldRunTheExample(@TempDir Path folder) throws Exception {
        assumeTrue(Programs.find("python3", folder, System.getenv()).isPresent(), "needs a python3");
        String page = Files.readString(Path.of("docs/process-trainer.md"));
        Files.writeString(folder.resolve("train.py"), page.replaceAll("(?s).*```python\n(.*?)```.*", "$1"));
        var training = LogisticRegressionTest.create(folder)
                .withHyperparameters(Map.of("bins", 8))
                .withCommand("python3", "train.py")
                .withScoreCommand("python3", "train.py");
        var trainer = new ProcessTrainer(new ProcessRunner());

        var trained = trainer.train(training.spec(), training.tables, training.folder("output"), Progress.SILENT);
        Path again = folder.resolve("again.csv");
        trainer.score(
                training.spec(), trained.model(), "holdout", training.tables.get("holdout"), again, Progress.SILENT);

        var predictions = Predictions.read(trained.predictions().get("holdout"));
        assertThat(predictions.auc(LogisticRegressionTest.positive("holdout"))).isCloseTo(0.73, within(0.02));
        assertThat(trained.metrics()).containsOnlyKeys("share");
        assertThat(again).hasSameBinaryContentAs(trained.predictions().get("holdout"));
    }
}
