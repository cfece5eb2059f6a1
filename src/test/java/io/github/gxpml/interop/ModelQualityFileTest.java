// SPDX-License-Identifier: MIT
package io.github.gxpml.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.gxpml.interop.ModelQuality.Alarm;
import io.github.gxpml.interop.ModelQuality.Figure;
import io.github.gxpml.interop.ModelQuality.Limit;
import io.github.gxpml.interop.ModelQuality.Limits;
import io.github.gxpml.interop.ModelQuality.Problem;
import io.github.gxpml.interop.ModelQuality.Violation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelQualityFileTest {
    @Test
    void shouldMakeTheNumbersOfTheDocumentation() throws Exception {
        // model-monitor-model-quality-metrics: one true negative, two false positives, one true positive
        ModelQuality quality = ModelQualityCheck.binary(1, 2, 1, 0, Optional.of(1.0));

        assertThat(ModelQualityFile.write(quality))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(Documents.text("model_quality_statistics.json"));
    }

    @Test
    void shouldReadWhatItWrites() throws Exception {
        ModelQuality quality = ModelQualityCheck.binary(1, 2, 1, 0, Optional.of(1.0));

        assertThat(ModelQualityFile.read("s", ModelQualityFile.write(quality))).isEqualTo(quality);
    }

    @Test
    void shouldHaveNoNumberWhereNothingIsDividedBy() throws Exception {
        ModelQuality quality = ModelQualityCheck.binary(0, 0, 3, 0, Optional.empty());

        assertThat(quality.metrics().get("recall").value()).isEmpty();
        assertThat(quality.metrics().get("f2").value()).isEmpty();
        assertThat(ModelQualityFile.write(quality)).asString().contains("\"value\" : \"NaN\"");
        assertThat(ModelQualityFile.read("s", ModelQualityFile.write(quality))).isEqualTo(quality);
    }

    @Test
    void shouldReadOtherProblemsAndPassOverCurves() throws Exception {
        ModelQuality regression = read("""
                {"regression_metrics": {"mae": {"value": 0.37, "standard_deviation": 0.003}}}
                """);
        ModelQuality multiclass = read("""
                {"version": 0.0, "multiclass_classification_metrics": {
                  "confusion_matrix": {"0": {"0": 1180, "1": 510}, "1": {"0": 268, "1": 138}},
                  "curve": {"false_positive_rates": [0.0]},
                  "weighted_f1": {"value": 0.657, "standard_deviation": "NaN"}}}
                """);

        assertThat(regression.problem()).isEqualTo(Problem.REGRESSION);
        assertThat(regression.metrics()).containsEntry("mae", new Figure(Optional.of(0.37), Optional.of(0.003)));
        assertThat(multiclass.problem()).isEqualTo(Problem.MULTICLASS);
        assertThat(multiclass.confusion().get("0")).containsEntry("1", 510L);
        assertThat(multiclass.metrics()).containsOnlyKeys("weighted_f1");
    }

    @Test
    void shouldSuggestLimitsOnTheBadSide() throws Exception {
        Limits limits = ModelQualityCheck.suggest(ModelQualityCheck.binary(1, 2, 1, 0, Optional.of(1.0)));

        assertThat(limits.limits())
                .containsEntry("recall", new Limit(1.0, Alarm.LESS_THAN))
                .containsEntry("false_positive_rate", new Limit(2.0 / 3, Alarm.GREATER_THAN));
        assertThat(ModelQualityFile.limits("c", ModelQualityFile.write(limits))).isEqualTo(limits);
        assertThat(ModelQualityFile.write(limits)).asString().startsWith("""
                {
                  "version" : 0.0,
                  "binary_classification_constraints" : {
                    "recall" : {
                      "threshold" : 1.0,
                      "comparison_operator" : "LessThanThreshold"
                    },
                """);
    }

    @Test
    void shouldJudgeByLimits() throws Exception {
        ModelQuality quality = ModelQualityCheck.binary(1, 2, 1, 0, Optional.empty());
        var limits = new Limits(
                Problem.BINARY,
                Map.of(
                        "f2", new Limit(0.8, Alarm.LESS_THAN),
                        "recall", new Limit(1.0, Alarm.LESS_THAN),
                        "auc", new Limit(0.5, Alarm.LESS_THAN)));

        var outcome = ModelQualityCheck.of(limits, quality);

        assertThat(outcome.violations())
                .containsExactly(new Violation(
                        "f2", Alarm.LESS_THAN, "Metric f2 with 0.7142857142857143 was LessThanThreshold 0.8"));
        assertThat(outcome.undecided()).containsExactly("metric auc has a limit but no number");
        assertThat(ModelQualityFile.write(outcome.violations()))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("""
                {
                  "violations" : [ {
                    "constraint_check_type" : "LessThanThreshold",
                    "description" : "Metric f2 with 0.7142857142857143 was LessThanThreshold 0.8",
                    "metric_name" : "f2"
                  } ]
                }
                """);
        assertThat(ModelQualityCheck.of(new Limits(Problem.REGRESSION, Map.of()), quality)
                        .undecided())
                .containsExactly("the limits are for another kind of problem");
        assertThat(ModelQualityFile.write(List.of())).asString().contains("\"violations\" : [ ]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'binary_classification_metrics': {}}|has no constraints of metrics of a model",
                "{'binary_classification_constraints': {'f1': {'threshold': 'NaN', 'comparison_operator': 'x'}}}"
                        + "|must be a finite number",
                "{'binary_classification_constraints': {'f1': {'threshold': 1, 'comparison_operator': 'x'}}}"
                        + "|must be LessThanThreshold or GreaterThanThreshold",
                "{'binary_classification_constraints': {'f1': {'threshold': 1}}}|comparison_operator is missing",
                "{'version': 1, 'binary_classification_constraints': {}}|version is 1, it must be 0",
            })
    void shouldRefuseInOneSentence(String document, String reason) {
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> ModelQualityFile.limits(
                        "c.json", document.replace('\'', '"').getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining("`c.json`")
                .withMessageContaining(reason);
    }

    private static ModelQuality read(String document) throws FormatException {
        return ModelQualityFile.read("s.json", document.getBytes(StandardCharsets.UTF_8));
    }
}
