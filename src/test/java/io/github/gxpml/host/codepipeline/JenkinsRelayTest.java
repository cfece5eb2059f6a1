// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import static io.github.gxpml.host.codepipeline.JenkinsCase.BUNDLE;
import static io.github.gxpml.host.codepipeline.JenkinsCase.NO_INPUTS;
import static io.github.gxpml.host.codepipeline.JenkinsCase.ended;
import static io.github.gxpml.host.codepipeline.JenkinsCase.runner;
import static io.github.gxpml.host.codepipeline.JenkinsCase.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gxpml.host.codepipeline.JenkinsCase.Order;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.standin.JenkinsFault;
import io.github.gxpml.standin.JenkinsStandIn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JenkinsRelayTest {
    private static final String ARTIFACT = "artifact/gxp-evidence/flc-mortality-8.zip";

    @TempDir
    private Path folder;

    /** What Jenkins says, what the evidence says, and what the pipeline is told. */
    @ParameterizedTest
    @CsvSource({
        "SUCCESS,  PASS,      0, true,  0 true",
        "SUCCESS,  PASS,      0, false, 4 false",
        "SUCCESS,  FAIL,      1, false, 1 false",
        "SUCCESS,  FAIL,      1, true,  1 true",
        "SUCCESS,  UNDECIDED, 4, true,  4 false",
        "UNSTABLE, PASS,      0, true,  4 false",
        "UNSTABLE, FAIL,      1, true,  1 true",
        "UNSTABLE, UNDECIDED, 3, true,  3 true",
        "UNSTABLE, UNDECIDED, 3, false, 3 false",
        "FAILURE,  PASS,      0, true,  4 false",
        "FAILURE,  FAIL,      1, false, 1 false",
        "FAILURE,  FAIL,      1, true,  1 false",
        "FAILURE,  UNDECIDED, 3, false, 3 false",
        "FAILURE,  UNDECIDED, 4, false, 4 false",
        "ABORTED,  PASS,      0, true,  4 false",
        "ABORTED,  UNDECIDED, 3, false, 4 false",
        "NOT_BUILT,PASS,      0, true,  4 false",
    })
    void shouldBelieveTheEvidenceWhereTheResultAllowsIt(
            String result, String verdict, int engine, boolean goesOn, String expected) throws Exception {
        StageAnswer answer = relayed(result, stage("validate", verdict, engine, goesOn));
        assertThat(answer.exit() + " " + answer.goesOn()).isEqualTo(expected);
        assertThat(answer.message().isEmpty()).isEqualTo(answer.exit() == 0);
        assertThat(answer.run().orElseThrow().bundle()).hasBinaryContent(BUNDLE);
        assertThat(answer.verdict().isPresent()).isEqualTo(engine != 4);
    }

    @Test
    void shouldNameTheGatesThatDidNotPassAndAreNotWaived() throws Exception {
        assertThat(relayed("FAILURE", stage("validate", "FAIL", 1, false)).message())
                .isEqualTo("GxP validate of flc-mortality 7 is FAIL in build team/flc mortality #12: validate/DI.");
    }

    @Test
    void shouldKeepTheNameOfAGateToOneLine() throws Exception {
        var failed = stage("validate", "FAIL", 1, false);
        failed.put(
                "gates",
                List.of(Map.of("id", "validate/DI/a\n\u202eb", "verdict", "FAIL", "waived", false, "value", 0.5)));
        StageAnswer answer = relayed("FAILURE", failed);
        assertThat(answer.message()).endsWith("#12: validate/DI/a  b.");
        assertThat(answer.metrics()).containsOnlyKeys("validate/DI/a  b");
    }

    @Test
    void shouldSayWhoseSignaturesAreMissing() throws Exception {
        var pending = stage("validate", "UNDECIDED", 3, false);
        pending.put("missing", List.of("quality", "business\n"));
        StageAnswer answer = relayed("FAILURE", pending);
        assertThat(answer.missing()).containsExactly("quality", "business");
        assertThat(answer.message()).endsWith("#12: signatures are missing: quality, business.");
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCESS, is SUCCESS, but has no GxP evidence of the stage validate",
        "UNSTABLE, is UNSTABLE, but has no GxP evidence of the stage validate",
        "FAILURE, failed before it had evidence of the stage validate",
        "ABORTED, was aborted in Jenkins",
        "NOT_BUILT, ended as NOT_BUILT",
    })
    void shouldTakeNoBuildWithoutEvidenceForAPass(String result, String sentence) throws Exception {
        try (var jenkins = JenkinsStandIn.start()) {
            RunningStage running =
                    runner(jenkins).begin(new Order(folder), NO_INPUTS).orElseThrow();
            int build = jenkins.build(jenkins.waiting().get(0));
            jenkins.end(build, result);
            StageAnswer answer = ended(running);
            assertThat(answer.exit()).isEqualTo(4);
            assertThat(answer.message()).contains(sentence);
            assertThat(answer.run()).isEmpty();
        }
        StageAnswer other = relayed(result, stage("train", "PASS", 0, true));
        assertThat(other.exit()).isEqualTo(4);
        assertThat(other.message()).contains(sentence);
    }

    @Test
    void shouldTakeTheLastRecordOfTheStageAndTheLastSealOfItsRun() throws Exception {
        try (var jenkins = JenkinsStandIn.start()) {
            RunningStage running =
                    runner(jenkins).begin(new Order(folder), NO_INPUTS).orElseThrow();
            int build = jenkins.build(jenkins.waiting().get(0));
            var failed = stage("validate", "FAIL", 1, false);
            failed.put("sha256", "0".repeat(64));
            var passed = stage("validate", "PASS", 0, true);
            passed.put("sha256", "1".repeat(64));
            var registered = stage("register", "PASS", 0, true);
            registered.put("state", "COMPLETE");
            var other = stage("monitor", "FAIL", 1, false);
            other.put("artifact", "gxp-evidence/other-1.zip");
            jenkins.evidence(build, JenkinsCase.evidence(List.of(failed, passed, registered, other)));
            jenkins.artifact(build, ARTIFACT, BUNDLE);
            jenkins.end(build, "SUCCESS");
            StageAnswer answer = ended(running);
            assertThat(answer.exit()).isZero();
            assertThat(answer.run().orElseThrow().state()).isEqualTo("COMPLETE");
            assertThat(answer.run().orElseThrow().bundleSha256()).isEqualTo(Sha256.of(BUNDLE));
        }
    }

    @Test
    void shouldRefuseABundleThatIsNotWhatWasSealed() throws Exception {
        try (var jenkins = JenkinsStandIn.start()) {
            RunningStage running =
                    runner(jenkins).begin(new Order(folder), NO_INPUTS).orElseThrow();
            int build = JenkinsCase.builds(jenkins, "SUCCESS", stage("validate", "PASS", 0, true));
            jenkins.artifact(build, ARTIFACT, "another".getBytes(StandardCharsets.UTF_8));
            StageAnswer answer = ended(running);
            assertThat(answer.exit()).isEqualTo(4);
            assertThat(answer.message()).contains("is not what was sealed: its digest is ");
            assertThat(folder.resolve("jenkins-12")).isEmptyDirectory();
        }
    }

    /** Somebody may give the account its rights back; what was trained is not thrown away for that. */
    @ParameterizedTest
    @ValueSource(strings = {"/artifact/", "/gxp-evidence"})
    void shouldWaitForSomeTimeWhereTheEvidenceIsDenied(String what) throws Exception {
        try (var jenkins = JenkinsStandIn.start()) {
            RunningStage running =
                    runner(jenkins).begin(new Order(folder), NO_INPUTS).orElseThrow();
            jenkins.fail(what, 2, JenkinsFault.status(403, ""));
            JenkinsCase.builds(jenkins, "SUCCESS", stage("validate", "PASS", 0, true));
            assertThat(ended(running).exit()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void shouldSayWhyABundleCannotBeHad(int status) throws Exception {
        try (var jenkins = JenkinsStandIn.start()) {
            RunningStage running =
                    runner(jenkins).begin(new Order(folder), NO_INPUTS).orElseThrow();
            jenkins.fail("/artifact/", Integer.MAX_VALUE, JenkinsFault.status(status, ""));
            JenkinsCase.builds(jenkins, "SUCCESS", stage("validate", "PASS", 0, true));
            assertThatThrownBy(() -> ended(running))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("what became of build team/flc mortality #12 is not known: ");
        }
    }

    @Test
    void shouldTakeABundleFromThePluginWhereArtifactsAreKeptElsewhere() throws Exception {
        try (var jenkins = JenkinsStandIn.start();
                var elsewhere = JenkinsStandIn.start()) {
            RunningStage running =
                    runner(jenkins).begin(new Order(folder), NO_INPUTS).orElseThrow();
            jenkins.fail("/artifact/", 1, JenkinsFault.redirect(302, elsewhere.address() + "/b.zip"));
            int build = JenkinsCase.builds(jenkins, "SUCCESS", stage("validate", "PASS", 0, true));
            jenkins.artifact(build, "gxp-evidence/bundle/flc-mortality-8.zip/download", BUNDLE);
            assertThat(ended(running).exit()).isZero();
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"stages\":{}}",
                "{\"stages\":[1]}",
                "{\"stages\":[{\"stage\":\"validate\"}]}",
                "not json",
                "{\"stages\":[]",
            })
    void shouldSayThatEvidenceCannotBeRead(String json) throws Exception {
        try (var jenkins = JenkinsStandIn.start()) {
            RunningStage running =
                    runner(jenkins).begin(new Order(folder), NO_INPUTS).orElseThrow();
            int build = JenkinsCase.builds(jenkins, "SUCCESS", stage("validate", "PASS", 0, true));
            jenkins.evidence(build, json.getBytes(StandardCharsets.UTF_8));
            StageAnswer answer = ended(running);
            assertThat(answer.exit()).isEqualTo(4);
            assertThat(answer.message()).startsWith("The evidence of the build").doesNotContain("\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "artifact, ../../../secrets/master.key",
        "artifact, gxp-evidence/../config.xml",
        "artifact, https://example.org/b.zip",
        "sha256, ABC",
        "verdict, FINE",
        "verdict, FAIL",
        "model, 'a\nb'",
    })
    void shouldNotBelieveARecordThatCannotBe(String field, String value) throws Exception {
        Map<String, Object> record = new TreeMap<>(stage("validate", "PASS", 0, true));
        record.put(field, value);
        StageAnswer answer = relayed("SUCCESS", record);
        assertThat(answer.exit()).isEqualTo(4);
        assertThat(answer.message()).contains("cannot be had: the answer of Jenkins has no usable ");
    }

    @Test
    void shouldReadNoDocumentLongerThanItTakes() throws Exception {
        try (var jenkins = JenkinsStandIn.start()) {
            RunningStage running =
                    runner(jenkins).begin(new Order(folder), NO_INPUTS).orElseThrow();
            int build = JenkinsCase.builds(jenkins, "SUCCESS", stage("validate", "PASS", 0, true));
            String huge = "{\"stages\":[\"" + "a".repeat(JenkinsClient.LONGEST) + "\"]}";
            jenkins.evidence(build, huge.getBytes(StandardCharsets.UTF_8));
            assertThat(ended(running).message()).contains("it answered more than 8388608 bytes");
        }
    }

    private StageAnswer relayed(String result, Map<String, Object> record) throws Exception {
        try (var jenkins = JenkinsStandIn.start()) {
            RunningStage running =
                    runner(jenkins).begin(new Order(folder), NO_INPUTS).orElseThrow();
            JenkinsCase.builds(jenkins, result, record);
            return ended(running);
        }
    }
}
