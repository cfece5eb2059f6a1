// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.spec.Spec;
import io.github.gxpml.spec.SpecLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model gets the rows of the table that the spec names, as they are. */
class ScoringRowsTest {
    @TempDir
    Path folder;

    @Test
    void shouldReadOneFileWhateverItIsCalled() throws Exception {
        Path file = Files.writeString(folder.resolve("r[ab]w*.csv"), "id,a,b\n1,2,x\n");
        Files.writeString(folder.resolve("raw-other.csv"), "id,a,b\n2,3,y\n");

        assertThat(features(file)).isEqualTo("2,x\n");
    }

    @Test
    void shouldGuessAtNothing() throws Exception {
        Path file = Files.writeString(
                folder.resolve("rows.csv"), "id,a,b\n1;x,007;1,'p;q'\n2;x,008;2,'r;s'\n3;x,\"009;\"\"3\",\n");

        assertThat(features(file)).isEqualTo("007;1,'p;q'\n008;2,'r;s'\n\"009;\"\"3\",\n");
        assertThat(keys(file)).isEqualTo("\"id\",score,predicted\n\"1;x\",0.1,0\n\"2;x\",0.9,1\n\"3;x\",0.2,0\n");
    }

    @Test
    void shouldReadJsonLines() throws Exception {
        Path file = Files.writeString(
                folder.resolve("rows.jsonl"),
                "{\"id\": \"1\", \"a\": 2.5, \"b\": \"2020-01-01T00:00:00\"}\n{\"id\": \"2\", \"b\": \"y\"}\n");

        assertThat(features(file)).isEqualTo("2.5,2020-01-01T00:00:00\n,y\n");
        assertThat(Container.fileName(spec(file), "live")).isEqualTo("live.jsonl");
        assertThat(Container.tables(spec(file), Map.of("live", file)).get("live"))
                .hasToString("/opt/ml/input/data/live/live.jsonl");
    }

    private String features(Path file) throws Exception {
        Path features = folder.resolve("features.csv");
        new ScoringRows(spec(file), "live", file).write(features);
        return Files.readString(features);
    }

    private String keys(Path file) throws Exception {
        Path answers = Files.writeString(folder.resolve("answers"), "0.1\n0.9\n0.2\n");
        Path predictions = folder.resolve("predictions.csv");
        new ScoringRows(spec(file), "live", file).assemble(answers, predictions);
        return Files.readString(predictions);
    }

    private Spec spec(Path file) throws Exception {
        return SpecLoader.load(Files.writeString(folder.resolve("gxp.yaml"), """
                gxp: 1
                model: {name: small, intendedUse: Tests., riskClass: research}
                data:
                  key: id
                  label: {column: y, positive: 1}
                  features: [a, b]
                  tables: {train: {path: train.csv}, live: {path: '%s'}}
                train: {with: embedded, algorithm: logistic-regression, seed: 7}
                """.formatted(file.getFileName())));
    }
}
