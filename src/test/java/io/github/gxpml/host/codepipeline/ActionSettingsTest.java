// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActionSettingsTest {
    @Test
    void shouldReadEveryProperty() throws OrderException {
        ActionSettings settings = ActionSettings.of(Map.of(
                "Queue", "models",
                "Stage", " register ",
                "Config", "models/risk/gxp.yaml",
                "Source", "Code",
                "Bundle", "Evidence",
                "Model", "Model",
                "ApprovalAction", "Model/Approve",
                "QualityGates", "[]",
                "Parameters", "{\"SEED\": \"7\"}",
                "OfAnotherProgram", "x"));

        assertThat(settings.stage()).isEqualTo("register");
        assertThat(settings.config()).isEqualTo("models/risk/gxp.yaml");
        assertThat(settings.source()).contains("Code");
        assertThat(settings.bundle()).contains("Evidence");
        assertThat(settings.model()).contains("Model");
        assertThat(settings.approvalAction()).contains("Model/Approve");
        assertThat(settings.qualityGates()).contains("[]");
        assertThat(settings.parameters()).containsExactly(Map.entry("SEED", "7"));
    }

    @Test
    void shouldTakeWhatIsBlankForWhatIsNotSet() throws OrderException {
        ActionSettings settings =
                ActionSettings.of(Map.of("Stage", "register", "Config", " ", "ApprovalAction", " ", "Parameters", ""));

        assertThat(settings.config()).isEqualTo("gxp.yaml");
        assertThat(settings.approvalAction()).isEmpty();
        assertThat(settings.parameters()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Train", "run", "train;rm", "\u001b[31mtrain", "status --format text"})
    void shouldRefuseWhatIsNoStage(String stage) {
        assertThatThrownBy(() -> ActionSettings.of(Map.of("Stage", stage)))
                .isInstanceOf(OrderException.class)
                .hasMessageContaining("must be one of train, validate, register, status, monitor")
                .message()
                .doesNotContain("\u001b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "..",
                "../gxp.yaml",
                "a/../../gxp.yaml",
                "a/..",
                "a\\..\\gxp.yaml",
                "C:\\gxp.yaml",
                "a\u0000b",
                "a\nb",
                "a\n\n/../../gxp.yaml",
                "a\u0085b",
                "txt.\u202eyaml",
                "a\u2028/../../../other/gxp.yaml",
                ".gxp/runs/1/gxp.yaml",
                "./gxp.yaml",
                "a//gxp.yaml"
            })
    void shouldRefuseASpecOutsideOfTheSource(String config) {
        assertThatThrownBy(() -> ActionSettings.of(Map.of("Stage", "train", "Config", config)))
                .isInstanceOf(OrderException.class)
                .hasMessageContaining("must be a path within the source")
                .message()
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gxp.yaml", "a/b.c/gxp..yaml", "a b/\u00fc.yaml", "..a/gxp.yaml", "--gates"})
    void shouldTakeASpecWithinTheSource(String config) throws OrderException {
        assertThat(ActionSettings.of(Map.of("Stage", "train", "Config", config)).config())
                .isEqualTo(config);
    }

    @ParameterizedTest
    @CsvSource({"register,Approve", "register,a/b/c", "register,/Approve", "register,Model/", "train,Model/Approve"})
    void shouldRefuseAnApprovalThatIsNone(String stage, String approval) {
        assertThatThrownBy(() -> ActionSettings.of(Map.of("Stage", stage, "ApprovalAction", approval)))
                .isInstanceOf(OrderException.class)
                .hasMessageContaining("names a manual approval as stage/action");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2",
                "{\"hunter2\": \"hunter2\"",
                "{\"a\": \"hunter2\"} {\"b\": \"hunter2\"}",
                "{\"hunter2\": 7}",
                "{\"a\": {\"b\": \"hunter2\"}}",
                "{\"a\": [\"hunter2\"]}",
                "{\"a\": null, \"b\": \"hunter2\"}",
                "{\"a\": \"hunter2\", \"a\": \"hunter2\"}",
                "[\"hunter2\"]",
                "\"hunter2\"",
                "null"
            })
    void shouldSayNothingOfWhatParametersHold(String parameters) {
        var configuration = new TreeMap<>(Map.of("Stage", "train", "Parameters", parameters));

        assertThatThrownBy(() -> ActionSettings.of(configuration))
                .isInstanceOf(OrderException.class)
                .hasMessageContaining("write {\"name\": \"value\"}")
                .hasNoCause()
                .message()
                .doesNotContain("hunter2");
    }
}
