// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionsFileTest {
    @Test
    void shouldWriteTheShortestDecimalThatTellsAFloatFromItsNeighbours() {
        assertThat(PredictionsFile.decimal(0f).toPlainString()).isEqualTo("0");
        assertThat(PredictionsFile.decimal(1f).toPlainString()).isEqualTo("1");
        assertThat(PredictionsFile.decimal(0.1f).toPlainString()).isEqualTo("0.1");
        assertThat(PredictionsFile.decimal(1f / 3).toPlainString()).isEqualTo("0.33333334");
        assertThat(PredictionsFile.decimal(Math.nextDown(1f)).toPlainString()).isEqualTo("0.99999994");
        assertThat(PredictionsFile.decimal(1e-10f).toPlainString()).isEqualTo("0.0000000001");
        // Java 17 itself writes 2.0E-45 and 1.4E-45 for the second and the first float above 0
        assertThat(PredictionsFile.decimal(Float.MIN_VALUE)).isEqualByComparingTo("1E-45");
    }

    @Test
    void shouldReadBackEveryScore() {
        var random = new Random(42);
        for (int i = 0; i < 100_000; i++) {
            float score = (float) Math.pow(random.nextFloat(), 1 + random.nextInt(9));
            BigDecimal decimal = PredictionsFile.decimal(score);
            assertThat(decimal.floatValue()).isEqualTo(score);
            assertThat(decimal.precision()).isLessThanOrEqualTo(9);
        }
    }

    @Test
    void shouldPredictPositiveFromTheThresholdOn(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("p.csv");
        BigDecimal[] scores = {PredictionsFile.decimal(0.1f), new BigDecimal("0.099999994"), BigDecimal.ONE};

        PredictionsFile.write(file, "id", new String[] {"a", "b", "c,d"}, scores, 0.1);

        assertThat(file).hasContent("id,score,predicted\na,0.1,1\nb,0.099999994,0\n\"c,d\",1,1\n");
    }
}
