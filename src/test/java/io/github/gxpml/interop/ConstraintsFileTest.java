// SPDX-License-Identifier: MIT
package io.github.gxpml.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.github.gxpml.metric.constraint.Constraints;
import io.github.gxpml.metric.constraint.Constraints.Feature;
import io.github.gxpml.metric.constraint.InferredType;
import io.github.gxpml.metric.constraint.Settings;
import io.github.gxpml.metric.constraint.Settings.CategoryMethod;
import io.github.gxpml.metric.constraint.Settings.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConstraintsFileTest {
    @Test
    void shouldReadEveryField() throws Exception {
        Constraints constraints = Documents.constraints();

        assertThat(constraints.features())
                .extracting(Feature::name, Feature::type)
                .containsExactly(
                        tuple("age", InferredType.INTEGRAL),
                        tuple("creatinine", InferredType.FRACTIONAL),
                        tuple("sex", InferredType.STRING));
        assertThat(constraints.features().get(0).completeness()).contains(0.9);
        assertThat(constraints.features().get(0).nonNegative()).contains(true);
        assertThat(constraints.features().get(2).domain()).contains(List.of("F", "M"));
        assertThat(constraints.settings()).isEqualTo(Settings.SUGGESTED);
        assertThat(constraints.settings(constraints.features().get(1)).compare())
                .contains(false);
        assertThat(constraints.settings(constraints.features().get(1)).threshold())
                .contains(0.1);
    }

    @Test
    void shouldWriteWhatItReads() throws Exception {
        assertThat(ConstraintsFile.write(Documents.constraints()))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(Documents.text("constraints.json"));
    }

    @Test
    void shouldKeepHostileNamesAndValues() throws Exception {
        String name = "a\"b'; DROP TABLE t; -- \u202e \n\t{}";
        var feature = new Feature(
                name,
                InferredType.STRING,
                Optional.of(0.0),
                Optional.empty(),
                Optional.of(List.of("", "null", "\u0000")),
                Settings.NONE);
        var constraints = new Constraints(List.of(feature), Settings.NONE);

        assertThat(ConstraintsFile.read("c.json", ConstraintsFile.write(constraints)))
                .isEqualTo(constraints);
    }

    @Test
    void shouldReadWhatOlderAndOtherToolsWrite() throws Exception {
        // the schema page of 2020 spells comparion_method; the newest one names the methods linf_simple, linf_robust;
        // Amazon's Python library puts overrides into string_constraints
        Constraints constraints = read("""
                {"features": [{"name": "a", "inferred_type": "String", "string_constraints": {
                   "domains": [1, true, "x"],
                   "monitoring_config_overrides": {"evaluate_constraints": "Disabled"}},
                   "monitoringConfigOverrides": {"domain_content_threshold": 0.5}, "mine": {"too": []}}],
                 "monitoring_config": {"distribution_constraints": {"comparion_method": "Simple",
                   "categorical_drift_method": "ChiSquared", "comparison_threshold": 0}},
                 "other": null}
                """);

        assertThat(constraints.settings().method()).contains(Method.SIMPLE);
        assertThat(constraints.settings().threshold()).contains(0.0);
        assertThat(constraints.settings().categoryMethod()).contains(CategoryMethod.CHI_SQUARED);
        assertThat(constraints.features().get(0).domain()).contains(List.of("1", "true", "x"));
        assertThat(constraints.features().get(0).overrides().evaluate()).contains(false);
        assertThat(constraints.features().get(0).overrides().domainShare()).contains(0.5);
        assertThat(read("{'version':0,'features':[],'monitoring_config':{'distribution_constraints':".replace('\'', '"')
                                + "{\"comparison_method\":\"linf_robust\"}}}")
                        .settings()
                        .method())
                .contains(Method.ROBUST);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[]|is no JSON object",
                "{}|has no list of features, so it holds no constraints of data quality",
                "{'binary_classification_constraints': {}}|(it holds binary_classification_constraints)",
                "{'features': {}}|features is an object, it must be a list",
                "{'version': 2, 'features': []}|version is 2, it must be 0, the version that can be read here",
                "{'version': 'latest', 'features': []}|version is \"latest\", it must be 0",
                "{'features': [1]}|features[0] is 1, it must be an object",
                "{'features': [{'inferred_type': 'String'}]}|features[0].name is missing, it must be a text",
                "{'features': [{'name': 7, 'inferred_type': 'String'}]}|features[0].name is 7, it must be a text",
                "{'features': [{'name': 'a'}]}|features[0].inferred_type is missing, it must be a text",
                "{'features': [{'name': 'a', 'inferred_type': 'Int'}]}|must be Integral, Fractional, String or Unknown",
                "{'features': [{'name': 'a', 'inferred_type': 'String', 'completeness': 1.5}]}|share from 0 to 1",
                "{'features': [{'name': 'a', 'inferred_type': 'String', 'completeness': 'NaN'}]}|share from 0 to 1",
                "{'features': [{'name': 'a', 'inferred_type': 'String', 'completeness': NaN}]}|share from 0 to 1",
                "{'features': [{'name': 'a', 'inferred_type': 'String', 'completeness': '1'}]}|must be a number",
                "{'features': [{'name': 'a', 'inferred_type': 'String', 'num_constraints': {'is_non_negative': 'no'}}]}"
                        + "|is_non_negative is \"no\", it must be true or false",
                "{'features': [{'name': 'a', 'inferred_type': 'String', 'string_constraints': {'domains': [[]]}}]}"
                        + "|domains[0] is a list, it must be a text",
                "{'features': [], 'monitoring_config': {'evaluate_constraints': true}}|must be a text",
                "{'features': [], 'monitoring_config': {'evaluate_constraints': 'enabled'}}|must be Enabled or Disabled",
                "{'features': [], 'monitoring_config': {'datatype_check_threshold': 100}}|share from 0 to 1",
                "{'features': [], 'monitoring_config': {'distribution_constraints': {'comparison_threshold': -1}}}"
                        + "|must not be negative",
                "{'features': [], 'monitoring_config': {'distribution_constraints': {'comparison_method': 'Best'}}}"
                        + "|must be Simple or Robust",
                "{'features': [], 'features': []}|is not valid JSON in line 1: Duplicate field 'features'",
                "{'features': []} {}|is not valid JSON",
            })
    void shouldRefuseInOneSentence(String document, String reason) {
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> read(document.replace('\'', '"')))
                .withMessageContaining("`c.json`")
                .withMessageContaining(reason.replace('\'', reason.contains("Duplicate") ? '\'' : '"'))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(250));
    }

    @Test
    void shouldRefuseOneNameTwice() {
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> read("{\"features\":[{\"name\":\"a\",\"inferred_type\":\"String\"},"
                        + "{\"name\":\"a\",\"inferred_type\":\"String\"}]}"))
                .withMessage("`c.json`: features[1].name is \"a\", it must be another name: it was there before");
    }

    @Test
    void shouldRefuseDepthWithoutOverflow() {
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> read("[".repeat(100_000)))
                .withMessageContaining("is not valid JSON");
    }

    @Test
    void shouldNameAFileThatIsNotThere() {
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> ConstraintsFile.read(Path.of("none", "constraints.json")))
                .withMessage("`constraints.json` is not there or cannot be read - check none/constraints.json");
    }

    private static Constraints read(String document) throws FormatException {
        return ConstraintsFile.read("c.json", document.getBytes(StandardCharsets.UTF_8));
    }
}
