// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the engine printed, or something that only looks like it. */
class EngineAnswerTest {
    private static final String DIGEST = "0123456789abcdef".repeat(4);
    private static final String PASSED = answer("RUNNING", "PASS", 0, "PASS");

    @Test
    void shouldReadAPass() {
        StageAnswer answer = read("train", PASSED).orElseThrow();

        assertThat(answer.exit()).isZero();
        assertThat(answer.verdict()).contains("PASS");
        assertThat(answer.goesOn()).isTrue();
        assertThat(answer.message()).isEmpty();
        assertThat(answer.metrics())
                .containsEntry("validate/roc_auc/validation", 0.86)
                .hasSize(1);
        assertThat(answer.run().orElseThrow())
                .isEqualTo(new StageAnswer.SealedRun(
                        "m",
                        7,
                        7,
                        "RUNNING",
                        Path.of("/w/m-7.zip"),
                        DIGEST,
                        Optional.of(new StageAnswer.Model(Path.of("/w/m.onnx"), DIGEST))));
    }

    /** A kill in the middle leaves the beginning of a document. */
    @Test
    void shouldTakeNoHalfDocumentForAnAnswer() {
        for (int length = 0; length < PASSED.stripTrailing().length(); length++) {
            assertThat(read("train", PASSED.substring(0, length)))
                    .as("%d characters", length)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[]", "null", "7", "{}", "{\"exit\": \"0\"}", "{\"exit\": 0.0}", "{\"exit\": 0} {\"exit\": 0}"})
    void shouldTakeNoOtherDocumentForAnAnswer(String text) {
        assertThat(read("train", text)).isEmpty();
    }

    @Test
    void shouldTakeNoBytesForAnAnswerThatAreNoText() {
        byte[] bytes = PASSED.replace("\"m\"", "\"~\"").getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '~' ? (byte) 0xff : bytes[i];
        }

        assertThat(EngineAnswer.read("train", bytes)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING,PASS,1,PASS",
        "RUNNING,PASS,3,PASS",
        "RUNNING,PASS,4,PASS",
        "RUNNING,FAIL,0,FAIL",
        "RUNNING,UNDECIDED,0,UNDECIDED",
        "RUNNING,UNDECIDED,1,UNDECIDED",
        "RUNNING,PASS,0,FAIL",
        "RUNNING,PASS,0,UNDECIDED",
        "RUNNING,PASS,0,''",
        "RUNNING,pass,0,PASS",
        "RUNNING,'',0,PASS",
        "DONE,PASS,0,PASS",
        "'',PASS,0,PASS"
    })
    void shouldNotPassWhatContradictsItself(String state, String verdict, int exit, String gate) {
        assertCannotBeUsed(answer(state, verdict, exit, gate));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"model\": \"m\"|\"model\": \" \"",
                "\"run\": 7|\"run\": 0",
                "\"run\": 7|\"run\": \"seven\"",
                "\"version\": 7|\"other\": 7",
                "/w/m-7.zip|m-7.zip",
                "/w/m-7.zip|/w/\\u0000",
                "/w/m-7.zip|",
                "/w/m.onnx|m.onnx",
                "\"/w/m.onnx\", \"sha256\"|\"/w/m.onnx\", \"md5\"",
                "0123456789abcdef0|x123456789abcdef0",
                "\"gates\": [|\"others\": [",
                "\"missing\": []|\"missing\": [\"quality (1)\"]"
            })
    void shouldNotPassWhatLacksSomething(String before, String after) {
        assertThat(PASSED).contains(before);

        assertCannotBeUsed(PASSED.replace(before, after == null ? "" : after));
    }

    @Test
    void shouldNotPassWithoutAnyGate() {
        assertCannotBeUsed(PASSED.replaceAll("\"gates\": \\[.*\\]", "\"gates\": []"));
    }

    @ParameterizedTest
    @CsvSource({"BLOCKED", "ERROR", "INTERRUPTED", "REJECTED"})
    void shouldNeverOpenInAStateThatIsAnEnd(String state) {
        for (String document : new String[] {
            answer(state, "PASS", 0, "PASS"),
            answer(state, "FAIL", 1, "FAIL"),
            answer(state, "UNDECIDED", 3, "UNDECIDED")
        }) {
            StageAnswer answer = read("register", document).orElseThrow();

            assertThat(answer.goesOn()).isFalse();
            assertThat(Answers.opens(answer, false)).isFalse();
            assertThat(Answers.opens(answer, true)).isFalse();
        }
    }

    @Test
    void shouldOnlyTakeAVersionInUseForReleased() {
        String released = PASSED.replace("\"exit\"", "\"released\": true, \"exit\"");

        StageAnswer early = read("status", PASSED).orElseThrow();
        assertThat(early.goesOn()).isFalse();
        assertThat(early.message()).isEqualTo("version 7 is not released");
        assertThat(read("status", released).orElseThrow().goesOn()).isTrue();
        assertThat(read("status", released.replace("RUNNING", "BLOCKED"))
                        .orElseThrow()
                        .goesOn())
                .isFalse();
    }

    @Test
    void shouldNameTheGatesThatDidNotPass() {
        StageAnswer answer =
                read("validate", answer("BLOCKED", "FAIL", 1, "FAIL")).orElseThrow();

        assertThat(answer.message()).isEqualTo("validate/roc_auc/validation FAIL (why)");
        String many = "{\"id\": \"g\", \"verdict\": \"FAIL\", \"reason\": \"r\"}, ".repeat(9);
        assertThat(read("validate", answer("BLOCKED", "FAIL", 1, "FAIL").replace("\"gates\": [", "\"gates\": [" + many))
                        .orElseThrow()
                        .message())
                .endsWith("; and 5 more");
    }

    @Test
    void shouldSayWhatIsWrongWithTheSpec() {
        StageAnswer answer = read("train", """
                {"error": {"message": "2 problems", "problems": [
                  {"file": "/secret/place/gxp.yaml", "line": 3, "message": "no model", "remedy": "write model:"}]},
                 "exit": 2}""").orElseThrow();

        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.message()).isEqualTo("2 problems: gxp.yaml:3: no model - write model:");
        assertThat(answer.run()).isEmpty();
        assertThat(Answers.opens(answer, true)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, -1, 143})
    void shouldTakeAnyOtherErrorForACrash(int exit) {
        StageAnswer answer = read("train", """
                {"error": {"message": "no room", "problems": []}, "verdict": "PASS", "exit": %d,
                 "run": {"model": "m", "run": 7, "version": 7, "state": "RUNNING",
                         "bundle": {"path": "/w/m-7.zip", "sha256": "%s"}}}""".formatted(exit, DIGEST)).orElseThrow();

        assertThat(answer.exit()).isEqualTo(4);
        assertThat(answer.run()).as("its evidence is delivered").isPresent();
        assertThat(answer.goesOn()).isFalse();
        assertThat(Answers.opens(answer, true)).isFalse();
    }

    @Test
    void shouldTakeAnAnswerOfManyGates() {
        String gates = "{\"id\": \"g\", \"verdict\": \"PASS\", \"metric\": {\"value\": 1}}, ".repeat(50_000);

        assertThat(read("validate", PASSED.replace("\"gates\": [", "\"gates\": [" + gates))
                        .orElseThrow()
                        .goesOn())
                .isTrue();
        assertThat(read("validate", "[".repeat(100_000))).isEmpty();
    }

    private static void assertCannotBeUsed(String document) {
        StageAnswer answer = read("train", document).orElseThrow();

        assertThat(answer.exit()).isEqualTo(4);
        assertThat(answer.message()).startsWith("the engine's answer cannot be used: ");
        assertThat(answer.verdict()).isEmpty();
        assertThat(answer.goesOn()).isFalse();
        assertThat(Answers.opens(answer, true)).isFalse();
    }

    private static Optional<StageAnswer> read(String stage, String text) {
        return EngineAnswer.read(stage, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String answer(String state, String verdict, int exit, String gate) {
        return """
                {"model": "m", "run": 7, "version": 7, "state": "%s", "verdict": "%s", "exit": %d, "missing": [],
                 "gates": [{"id": "validate/roc_auc/validation", "verdict": "%s", "reason": "why", "metric": {"value": 0.86}}],
                 "bundle": {"path": "/w/m-7.zip", "sha256": "%s"}, "artifact": {"path": "/w/m.onnx", "sha256": "%s"}}
                """.formatted(state, verdict, exit, gate, DIGEST, DIGEST);
    }
}
