// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gxpml.port.TrainingException;
import io.github.gxpml.standin.SageMakerStandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scoring a table with a model that is in use: what went wrong once does not stay wrong for ever. */
class SageMakerScorerTest {
    private static final String ONE_ANSWER_A_ROW = "(?m)^.*$";

    @TempDir
    Path folder;

    private SageMakerCase scoring;
    private Path model;

    @BeforeEach
    void start() throws Exception {
        scoring = new SageMakerCase(folder);
        scoring.sageMaker.servesWith(rows -> rows.strip().replaceAll(ONE_ANSWER_A_ROW, "0.25") + "\n");
        model = Files.writeString(folder.resolve("model.json"), "{}");
    }

    @AfterEach
    void stop() {
        scoring.close();
    }

    @Test
    void shouldNotTakeAJobThatFailedOnceForAnAnswerToEveryLaterCall() throws Exception {
        scoring.sageMaker.failTransforms(1);
        assertThatThrownBy(this::score).isInstanceOf(TrainingException.class).hasMessageContaining("failed");

        Path predictions = score();

        assertThat(predictions).hasContent("\"id\",score,predicted\n\"1train\",0.25,0\n\"2\",0.25,0\n");
        assertThat(scoring.sageMaker.transforms().values()).containsExactlyInAnyOrder("Failed", "Completed");
    }

    @Test
    void shouldFindTheJobOfAnEarlierCallAgain() throws Exception {
        score();

        score();

        assertThat(scoring.calls("CreateTransformJob")).isEqualTo(1);
    }

    @Test
    void shouldScoreAgainWhereTheAnswersOfAnEarlierCallWereRemoved() throws Exception {
        score();
        String job = scoring.sageMaker.transforms().keySet().iterator().next();
        scoring.sageMaker.s3().remove(SageMakerStandIn.BUCKET, "small/jobs/" + job + "/train.csv.out");

        assertThat(score()).content().contains("0.25");
        assertThat(scoring.calls("CreateTransformJob")).isEqualTo(2);
    }

    @Test
    void shouldRefuseWhatAnEndpointAnsweredThatWasChangedMeanwhile() throws Exception {
        scoring.close();
        scoring = new SageMakerCase(folder, "    endpoint: small\n");
        scoring.submit();
        scoring.collect();
        scoring.sageMaker.servesWith(rows -> rows.replaceAll("(?m)^.+$", "0.25"));
        assertThat(score()).content().contains("\"2\",0.25,0");

        scoring.sageMaker.servesWith(rows -> {
            scoring.sageMaker.changeEndpoints();
            return rows.replaceAll("(?m)^.+$", "0.75");
        });

        assertThatThrownBy(this::score).hasMessageContaining("was changed while it scored");
        assertThat(folder.resolve("predictions.csv")).content().contains("0.25");
    }

    private Path score() throws Exception {
        Path predictions = folder.resolve("predictions.csv");
        scoring.scorer()
                .score(scoring.spec(), model, "train", scoring.tables.get("train"), predictions, scoring.progress());
        return predictions;
    }
}
