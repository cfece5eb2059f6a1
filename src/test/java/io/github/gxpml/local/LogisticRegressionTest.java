// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import io.github.gxpml.spec.DataSpec.Format;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference numbers come from R, see reference.R beside the tables. */
class LogisticRegressionTest {
    @Test
    void shouldComeCloseToIterativelyReweightedLeastSquares(@TempDir Path folder) throws Exception {
        var trained = create(folder).train();
        JsonNode reference = Json.read(Files.readAllBytes(resource("reference.json")), JsonNode.class);

        for (String table : List.of("train", "holdout")) {
            boolean[] positive = positive(table);
            var predictions = Predictions.read(trained.predictions().get(table));
            JsonNode expected = reference.get(table);
            assertThat(predictions.auc(positive)).isCloseTo(expected.get("auc").asDouble(), within(0.001));
            assertThat(predictions.brier(positive))
                    .isCloseTo(expected.get("brier").asDouble(), within(0.0005));
            assertThat(predictions.logLoss(positive))
                    .isCloseTo(expected.get("log_loss").asDouble(), within(0.001));
            assertThat(predictions.scores()[0]).isCloseTo(expected.get("first").asDouble(), within(0.01));
        }
        assertThat(trained.metrics().get("train_brier"))
                .isCloseTo(reference.get("train").get("brier").asDouble(), within(0.0005));
        assertThat(trained.notes())
                .containsExactly(
                        "creatinine: 879 of 4,500 values missing in train, filled with the training median 1.0");
    }

    static TrainingCase create(Path folder) throws URISyntaxException {
        return TrainingCase.in(folder)
                .withFeatures("age", "creatinine", "kappa", "mgus", "site")
                .withFile("train", Format.CSV, resource("train.csv"))
                .withFile("holdout", Format.CSV, resource("holdout.csv"));
    }

    static boolean[] positive(String table) throws IOException, URISyntaxException {
        List<String> lines = Files.readAllLines(resource(table + ".csv"));
        boolean[] positive = new boolean[lines.size() - 1];
        for (int row = 0; row < positive.length; row++) {
            positive[row] = lines.get(row + 1).split(",")[1].equals("1");
        }
        return positive;
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(LogisticRegressionTest.class
                .getResource("/local/logistic/" + name)
                .toURI());
    }
}
