// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gxp.GxpResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerParserTest {
    @Test
    void shouldReadWhatTheEngineSays() throws Exception {
        StageReport report = AnswerParser.report(AnswerTexts.good());

        assertThat(report.model()).isEqualTo("m");
        assertThat(report.version()).isEqualTo(7);
        assertThat(report.verdict()).isEqualTo("FAIL");
        assertThat(report.waived()).containsExactly("train/x/t");
        assertThat(report.missing()).containsExactly("quality (1)");
        assertThat(report.bundleSha256()).isEqualTo(AnswerTexts.DIGEST);
        assertThat(report.isStopped()).isTrue();
        assertThat(report.gates()).singleElement().satisfies(gate -> {
            assertThat(gate.getId()).isEqualTo("validate/roc_auc/t");
            assertThat(gate.value()).isEqualTo(0.5);
            assertThat(gate.getInterval()).isEqualTo("[0.4000, 0.6000]");
            assertThat(gate.getLimit()).isEqualTo(">= 0.8000");
            assertThat(gate.getRows()).isEqualTo(9);
        });
    }

    @Test
    void shouldTakeAMissingNumberForNone() throws Exception {
        StageReport report = AnswerParser.report(AnswerTexts.good().replace("\"value\":0.5,", ""));

        assertThat(report.gates().get(0).value()).isNull();
        assertThat(report.gates().get(0).getValue()).isEqualTo("-");
        assertThat(new GxpResult(report).getMetrics()).isEmpty();
    }

    @Test
    void shouldTakeALimitOfZeroForALimit() throws Exception {
        assertThat(AnswerParser.report(AnswerTexts.good().replace("\"min\":0.8", "\"max\":0.0"))
                        .gates()
                        .get(0)
                        .getLimit())
                .isEqualTo("<= 0.000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"verdict\":\"FAIL\",\"exit\" | \"verdict\":\"OK\",\"exit\" | its verdict is none of",
                "\"state\":\"BLOCKED\"         | \"state\":\"FINE\"          | its state is none of",
                "\"exit\":1                    | \"exit\":\"1\"              | no whole number exit",
                "\"exit\":1                    | \"exit\":4294967297         | no whole number exit",
                "\"version\":7                 | \"version\":-7              | no whole number version",
                "\"gates\":[                   | \"other\":[                 | no list gates",
                "\"model\":\"m\"               | \"model\":[\"m\"]           | no text model",
                "\"model\":\"m\"               | \"model\":\"m\",\"model\":\"n\" | Duplicate field 'model'",
                "\"sha256\":\"0                | \"sha256\":\"X              | the digest in it is none",
                "\"id\":\"validate/roc_auc/t\",| ''                          | no text id",
            })
    void shouldRefuseWhatTheEngineNeverSays(String good, String bad, String message) {
        assertThat(AnswerTexts.good()).contains(good);

        assertThatThrownBy(() -> AnswerParser.report(AnswerTexts.good().replace(good, bad)))
                .isInstanceOf(AnswerParser.UnreadableException.class)
                .hasMessageContaining(message);
    }

    @Test
    void shouldRefuseTwoGatesOfOneName() {
        String gate = AnswerTexts.good()
                .substring(
                        AnswerTexts.good().indexOf("{\"id\""),
                        AnswerTexts.good().indexOf("],\"missing\""));

        assertThatThrownBy(() -> AnswerParser.report(AnswerTexts.good().replace(gate, gate + "," + gate)))
                .hasMessageContaining("validate/roc_auc/t twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "1",
                "\"x\"",
                "{",
                "{}{}",
                "NaN",
                "<html>",
                "{\"a\":1}",
                "{\"model\":{\"@class\":\"java.lang.Runtime\"}}"
            })
    void shouldRefuseWhatIsNoReport(String json) {
        assertThatThrownBy(() -> AnswerParser.report(json)).isInstanceOf(AnswerParser.UnreadableException.class);
    }

    @Test
    void shouldRefuseWhatGoesTooDeepOrTooFar() {
        assertThatThrownBy(() -> AnswerParser.report("{\"a\":" + "[".repeat(100_000)))
                .isInstanceOf(AnswerParser.UnreadableException.class);
        assertThatThrownBy(() -> AnswerParser.report(AnswerTexts.good().replace("0.5", "1" + "0".repeat(100_000))))
                .isInstanceOf(AnswerParser.UnreadableException.class);
        assertThatThrownBy(() -> AnswerParser.report(AnswerTexts.good().replace("too low", "x".repeat(1 << 20))))
                .isInstanceOf(AnswerParser.UnreadableException.class);
    }

    @Test
    void shouldTakeAnInfiniteNumberForNone() throws Exception {
        assertThat(AnswerParser.report(AnswerTexts.good().replace("0.5", "1e999"))
                        .gates()
                        .get(0)
                        .value())
                .isNull();
    }

    @Test
    void shouldCutLongTexts() throws Exception {
        assertThat(AnswerParser.report(AnswerTexts.good().replace("too low", "x".repeat(10_000)))
                        .gates()
                        .get(0)
                        .getReason())
                .hasSize(4_001);
    }

    @Test
    void shouldReplaceWhatNoBuildCanKeep() throws Exception {
        String hostile = "a\\u0000b\\ud800c\\uffffd\\u001be\\ud83d\\ude00\\n";
        StageReport report = AnswerParser.report(
                AnswerTexts.good().replace("too low", hostile).replace("train/x/t", "w\\u0001"));

        assertThat(report.gates().get(0).getReason()).isEqualTo("a\ufffdb\ufffdc\ufffdd\ufffde\ud83d\ude00\n");
        assertThat(report.waived()).containsExactly("w\ufffd");
    }

    @Test
    void shouldReadWhyNothingWasDone() {
        assertThat(AnswerParser.error("{\"error\":{\"message\":\"no disk\",\"problems\":[]},\"exit\":4}"))
                .hasValue("no disk");
        assertThat(AnswerParser.error(AnswerTexts.good())).isEmpty();
        assertThat(AnswerParser.error("rubbish")).isEmpty();
    }
}
