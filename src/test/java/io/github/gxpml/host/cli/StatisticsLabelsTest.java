// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code gxp metrics} and {@code gxp bias} on labels of several classes and numbers. */
class StatisticsLabelsTest extends StatisticsCase {
    private static final String STAGES = """
            stage,p,a,b,c,sex
            I,I,0.8,0.1,0.1,F
            I,II,0.4,0.5,0.1,F
            II,II,0.1,0.8,0.1,M
            II,II,0.2,0.7,0.1,F
            "III, late","III, late",0.1,0.1,0.8,M
            "III, late",II,0.1,0.5,0.4,F
            ,I,0.9,0.05,0.05,M
            I,I,0.7,0.2,0.1,M
            """;
    private static final String NUMBERS = "y,p,lo,hi,sex\n1,2,1,3,F\n2,2,1,3,M\n3,2,1,3,F\n4,6,5,7,M\n";
    private static final String SCORES = "I=a,II=b,\"III, late\"=c";

    private Cli.Outcome on(String command, String text, String label, String... more) throws Exception {
        List<String> call = new ArrayList<>(
                List.of(command, "--data", write("data.csv", text).toString(), "--label", label, "--format", "json"));
        call.addAll(Arrays.asList(more));
        return cli().run(call.toArray(String[]::new));
    }

    private static double value(JsonNode metrics, String id) {
        assertThat(metrics.at("/" + id + "/status").asText())
                .as(id + metrics.get(id))
                .isEqualTo("ok");
        return metrics.at("/" + id + "/value").asDouble();
    }

    @Test
    void shouldPrintSeveralClasses() throws Exception {
        JsonNode document =
                json(on("metrics", STAGES, "stage", "--task", "multiclass", "--prediction", "p", "--scores", SCORES));
        JsonNode metrics = document.get("metrics");
        assertThat(names(metrics))
                .containsExactlyInAnyOrder(
                        "accuracy",
                        "mcc",
                        "kappa",
                        "log_loss",
                        "macro_recall",
                        "macro_precision",
                        "macro_f1",
                        "weighted_recall",
                        "weighted_precision",
                        "weighted_f1");
        assertThat(value(metrics, "accuracy")).isCloseTo(5.0 / 7, within(PRINTED));
        assertThat(value(metrics, "macro_recall")).isCloseTo((2.0 / 3 + 1 + 0.5) / 3, within(PRINTED));
        assertThat(metrics.at("/accuracy/detail").asText()).contains("1 rows without a label");
        JsonNode classes = document.get("classes");
        assertThat(names(classes)).containsExactlyInAnyOrder("I", "II", "III, late");
        assertThat(value(classes.get("III, late").get("metrics"), "class_recall"))
                .isEqualTo(0.5);
        assertThat(value(classes.get("II").get("metrics"), "class_precision")).isEqualTo(0.5);
    }

    @Test
    void shouldPrintMetricsOfTwoClassesWhereSomeArePositive() throws Exception {
        String positive = "II,\"III, late\"";
        JsonNode document = json(on(
                "metrics",
                STAGES,
                "stage",
                "--task",
                "multiclass",
                "--prediction",
                "p",
                "--scores",
                SCORES,
                "--positive",
                positive));
        JsonNode metrics = document.get("metrics");
        assertThat(value(metrics, "recall")).isEqualTo(1);
        assertThat(value(metrics, "precision")).isEqualTo(0.8);
        assertThat(value(metrics, "accuracy")).isCloseTo(5.0 / 7, within(PRINTED));
        assertThat(value(metrics, "roc_auc")).isEqualTo(1);
        // 3 labels I with 0.2, 0.6, 0.3; 4 others with 0.9, 0.8, 0.9, 0.9
        assertThat(value(metrics, "brier"))
                .isCloseTo((0.04 + 0.36 + 0.09 + 0.01 + 0.04 + 0.01 + 0.01) / 7, within(1e-10));
        JsonNode bias = json(on(
                        "bias",
                        STAGES,
                        "stage",
                        "--task",
                        "multiclass",
                        "--prediction",
                        "p",
                        "--positive",
                        positive,
                        "--facet",
                        "sex=F"))
                .at("/facets/sex=F/metrics");
        // women: 2 of 4 labels positive, 3 of 4 predictions; men: 2 of 3 labels, 2 of 4 predictions
        assertThat(value(bias, "DPL")).isCloseTo(2.0 / 3 - 0.5, within(PRINTED));
        assertThat(value(bias, "DI")).isEqualTo(1.5);
    }

    @Test
    void shouldGiveTheSameForSeveralPositiveValuesOfABinaryLabel() throws Exception {
        String binary = "y,p,sex\n0,0,F\n0,1,F\n1,1,M\n1,1,F\n1,1,M\n1,1,F\n,0,M\n0,0,M\n";
        JsonNode one = json(on("metrics", binary, "y", "--positive", "1", "--prediction", "p"));
        JsonNode several = json(on("metrics", STAGES, "stage", "--positive", "II,\"III, late\"", "--prediction", "p"));
        for (String id : List.of("recall", "precision", "accuracy", "f1", "specificity")) {
            assertThat(value(several.get("metrics"), id)).as(id).isEqualTo(value(one.get("metrics"), id));
        }
    }

    @Test
    void shouldPrintNumbers() throws Exception {
        JsonNode metrics = json(on(
                        "metrics",
                        NUMBERS,
                        "y",
                        "--task",
                        "regression",
                        "--prediction",
                        "p",
                        "--lower",
                        "lo",
                        "--upper",
                        "hi",
                        "--interval-level",
                        "0.9"))
                .get("metrics");
        assertThat(names(metrics))
                .containsExactlyInAnyOrder(
                        "mae", "rmse", "mean_error", "mape", "r2", "interval_coverage", "interval_coverage_error");
        assertThat(value(metrics, "mae")).isEqualTo(1);
        assertThat(value(metrics, "r2")).isCloseTo(-0.2, within(PRINTED));
        assertThat(value(metrics, "interval_coverage")).isEqualTo(0.75);
        assertThat(value(metrics, "interval_coverage_error")).isCloseTo(-0.15, within(PRINTED));
        JsonNode plain = json(on("metrics", NUMBERS, "y", "--task", "regression", "--prediction", "p"))
                .get("metrics");
        undefined(plain, "interval_coverage", "--lower and --upper");
        assertThat(value(plain, "mape")).isCloseTo(11.0 / 24, within(PRINTED));
    }

    @Test
    void shouldCollapseNumbersAtALimit() throws Exception {
        JsonNode metrics = json(on(
                        "metrics", NUMBERS, "y", "--task", "regression", "--prediction", "p", "--positive", ">2"))
                .get("metrics");
        assertThat(value(metrics, "recall")).isEqualTo(0.5);
        assertThat(value(metrics, "mae")).isEqualTo(1);
        assertThat(names(metrics)).doesNotContain("roc_auc", "brier", "ece");
        JsonNode binary = json(on("metrics", NUMBERS, "y", "--prediction", "p", "--positive", ">2"))
                .get("metrics");
        assertThat(value(binary, "recall")).isEqualTo(0.5);
        JsonNode bias = json(on(
                        "bias",
                        NUMBERS,
                        "y",
                        "--task",
                        "regression",
                        "--prediction",
                        "p",
                        "--positive",
                        "> 2",
                        "--facet",
                        "sex=F"))
                .at("/facets/sex=F/metrics");
        assertThat(value(bias, "DPL")).isEqualTo(0);
        assertThat(value(bias, "DPPL")).isEqualTo(0.5);
    }

    @Test
    void shouldTakeATextThatOnlyLooksLikeALimitForAClass() throws Exception {
        String text = "y,p\n>50K,>50K\n<=50K,>50K\n>50K,<=50K\n>7,>50K\n";
        JsonNode metrics = json(on("metrics", text, "y", "--prediction", "p", "--positive", ">50K"))
                .get("metrics");
        assertThat(value(metrics, "recall")).isEqualTo(0.5);
        refused(on("metrics", text, "y", "--prediction", "p", "--positive", ">7"), "the label is to be a number");
        assertThat(value(
                        json(on("metrics", text, "y", "--prediction", "p", "--positive", "\">7\""))
                                .get("metrics"),
                        "specificity"))
                .isEqualTo(1);
    }

    @Test
    void shouldReadForPeople() throws Exception {
        Path file = write("data.csv", STAGES);
        Cli.Outcome outcome = cli().run(
                        "metrics",
                        "--data",
                        file.toString(),
                        "--label",
                        "stage",
                        "--task",
                        "multiclass",
                        "--prediction",
                        "p");
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .contains(
                        "macro_f1", "\nclass III, late\n", "class_recall", "no columns of scores are named (--scores");
    }

    @Test
    void shouldSayWhatOfThePredictionsCannotBeUsed() throws Exception {
        String bad = STAGES.replace("I,I,0.8,0.1,0.1,F", "I,,0.8,0.3,0.1,F");
        JsonNode metrics = json(on(
                        "metrics", bad, "stage", "--task", "multiclass", "--prediction", "p", "--scores", SCORES))
                .get("metrics");
        undefined(metrics, "macro_f1", "1 of 8 rows have no valid `p`");
        undefined(metrics, "log_loss", "1 of 8 rows have no valid `a` + `b` + `c`: it must be 1 in sum");
        JsonNode numbers = json(on(
                        "metrics",
                        NUMBERS.replace("2,2,1,3", "2,2,3,1").replace("4,6,", "4,x,"),
                        "y",
                        "--task",
                        "regression",
                        "--prediction",
                        "p",
                        "--lower",
                        "lo",
                        "--upper",
                        "hi"))
                .get("metrics");
        undefined(numbers, "mae", "1 of 4 rows have no valid `p`: it must be a finite number");
        undefined(numbers, "interval_coverage", "1 of 4 rows have no valid");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--prediction p|nothing says what is positive: give --positive V",
                "--prediction p --positive II --scores I=a|--scores is for --task multiclass, not for binary",
                "--prediction p --positive II --lower a|--lower is for --task regression, not for binary",
                "--task multiclass|give --prediction, --scores, or both",
                "--task multiclass --prediction p --score a|--score is for --task binary",
                "--task multiclass --prediction p --scores I|is no list of pairs",
                "--task multiclass --prediction p --scores I=a,I=b|`I` stands twice",
                "--task multiclass --prediction p --scores I=a,II=z|no column `z`",
                "--task multiclass --prediction p --positive IV|no row of column `stage` has the positive class `IV`",
                "--task multiclass --prediction p --positive >2|of several classes it must be some of them",
                "--task multiclass --prediction p --threshold 0.5|--threshold is for --task binary",
                "--task regression --prediction p|the label is to be a number, but column `stage` holds",
                "--task regression|there is nothing to measure: give --prediction",
                "--task regression --prediction a --lower a|a prediction interval has two bounds",
                "--task regression --prediction a --interval-level 0.9|is the level of --lower and --upper",
                "--task regression --prediction a --positive I|it must be a limit such as '>50'",
                "--task ordinal --prediction p|--task"
            })
    void shouldRefuseWhatDoesNotFitTheTask(String options, String reason) throws Exception {
        refused(on("metrics", STAGES, "stage", options.split(" ")), reason);
    }

    @Test
    void shouldAskForWhatIsPositiveInBias() throws Exception {
        refused(
                on("bias", STAGES, "stage", "--task", "multiclass", "--prediction", "p", "--facet", "sex=F"),
                "bias is measured of what is positive");
    }
}
