// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import static io.github.gxpml.evidence.SomeRun.bytes;
import static io.github.gxpml.evidence.SomeRun.failing;
import static io.github.gxpml.evidence.SomeRun.passing;
import static io.github.gxpml.evidence.SomeRun.problem;
import static io.github.gxpml.evidence.SomeRun.unstable;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Verdict;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.metric.MetricValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The signed statements that every bundle holds, and what happens to one that says something else. */
class AttestationChecksTest {
    private static final String PROVENANCE = "attestations/provenance.dsse.json";
    private static final String TEST_RESULT = "attestations/test-result.dsse.json";

    @Test
    void shouldSayHowTheModelCameToBe(@TempDir Path folder) throws IOException {
        SomeRun run = SomeRun.create(folder);
        run.seal();

        Statement statement = Dsse.verify(run.bag.read(PROVENANCE), run.key());
        JsonNode predicate = statement.predicate();

        assertThat(statement.predicateType()).isEqualTo("https://slsa.dev/provenance/v1");
        assertThat(statement.subject()).containsExactly(Statement.Subject.of("model.onnx", Sha256.of("model")));
        assertThat(predicate.at("/buildDefinition/buildType").asText())
                .isEqualTo("https://gxpml.github.io/buildtype/train/v1");
        assertThat(predicate.at("/buildDefinition/externalParameters/seed").asLong())
                .isEqualTo(42);
        assertThat(predicate.at("/buildDefinition/externalParameters/spec/digest/sha256")
                        .asText())
                .isEqualTo(Sha256.of("spec"));
        assertThat(predicate.at("/runDetails/builder/id").asText()).isEqualTo("https://gxpml.github.io/builder/gxp");
        assertThat(predicate.at("/runDetails/metadata/invocationId").asText()).isEqualTo("flc-mortality-7");
        assertThat(predicate.at("/runDetails/metadata/startedOn").asText()).isEqualTo("2026-11-23T04:59:00.123456Z");
        assertThat(predicate.at("/runDetails/metadata/finishedOn").asText()).isEqualTo("2026-11-23T04:59:02.123456Z");
        assertThat(run.verify().ok()).isTrue();
    }

    @Test
    void shouldCountUndecidedAsFailedAndWhatDoesNotBlockAsWarned(@TempDir Path folder) throws IOException {
        SomeRun run = SomeRun.create(folder);
        GateResult open = failing("recall");
        run.verdicts(
                passing("roc_auc"),
                unstable("RD"),
                new GateResult(open.gate(), MetricValue.undefined("no rows", 0), Verdict.UNDECIDED, "no rows"));
        run.seal(State.BLOCKED);

        JsonNode result = Dsse.read(run.bag.read(TEST_RESULT)).statement().predicate();

        assertThat(Json.compact(result))
                .isEqualTo("{\"configuration\":[{\"digest\":{\"sha256\":\"" + Sha256.of(SomeRun.SPEC)
                        + "\"},\"name\":\"data/spec/gxp.yaml\"}],\"failedTests\":[\"validate/recall\"],"
                        + "\"passedTests\":[\"validate/roc_auc\"],\"result\":\"FAILED\","
                        + "\"warnedTests\":[\"validate/RD\"]}");
        run.verdicts(passing("roc_auc"), unstable("RD"));
        run.seal(State.COMPLETE);
        assertThat(result(run)).isEqualTo("WARNED");
        run.verdicts(passing("roc_auc"));
        run.seal(State.COMPLETE);
        assertThat(result(run)).isEqualTo("PASSED");
        assertThat(run.verify().ok()).isTrue();
    }

    @Test
    void shouldSignAgainOnlyWhatChanged(@TempDir Path folder) throws IOException {
        SomeRun run = SomeRun.create(folder);
        run.seal(State.RUNNING);
        byte[] provenance = run.bag.read(PROVENANCE);
        byte[] result = run.bag.read(TEST_RESULT);

        run.verdicts(passing("recall"));
        run.seal(State.COMPLETE);

        assertThat(run.bag.read(PROVENANCE)).isEqualTo(provenance);
        assertThat(run.bag.read(TEST_RESULT)).isNotEqualTo(result);
        assertThat(run.verify().ok()).isTrue();
    }

    @Test
    void shouldRefuseAStatementThatSaysSomethingElse(@TempDir Path folder) throws IOException {
        assertForged(folder.resolve("seed"), PROVENANCE, predicate -> ((ObjectNode)
                        predicate.at("/buildDefinition/externalParameters"))
                .put("seed", 43));
        assertForged(folder.resolve("result"), TEST_RESULT, predicate -> ((ObjectNode) predicate).put("result", "PASSED"));
    }

    @Test
    void shouldMissAStatement(@TempDir Path folder) throws IOException {
        SomeRun run = SomeRun.create(folder);
        run.seal();

        Path bad = resealed(run, files -> files.remove(Mutations.BASE + "data/" + TEST_RESULT));

        assertThat(problem(run.verify(bad), "attestations")).isEqualTo("data/" + TEST_RESULT + " is missing");
    }

    @Test
    void shouldRefuseWhatIsUnknownOrCannotBeRead(@TempDir Path folder) throws IOException {
        SomeRun run = SomeRun.create(folder);
        Statement odd = Statement.of(
                java.util.List.of(Statement.Subject.of("model", Sha256.of("model"))),
                "https://example.org/praise/v1",
                Map.of("says", "good"));
        run.bag.put("attestations/praise.dsse.json", Dsse.sign(odd, run.signer));
        run.bag.put("attestations/approval-01.txt", bytes("I approve."));
        run.seal();

        assertThat(problem(run.verify(), "attestations"))
                .contains("data/attestations/praise.dsse.json is a statement of type https://example.org/praise/v1,"
                        + " which is not known here under that name")
                .contains("data/attestations/approval-01.txt: the signed statement is damaged");
    }

    private static String result(SomeRun run) throws IOException {
        return Dsse.read(run.bag.read(TEST_RESULT))
                .statement()
                .predicate()
                .get("result")
                .asText();
    }

    /** Somebody who holds the key signs another claim. */
    private static void assertForged(Path folder, String name, Consumer<JsonNode> change) throws IOException {
        SomeRun run = SomeRun.create(folder);
        run.seal();
        Statement said = Dsse.read(run.bag.read(name)).statement();
        JsonNode predicate = said.predicate().deepCopy();
        change.accept(predicate);
        byte[] forged = Dsse.sign(Statement.of(said.subject(), said.predicateType(), predicate), run.signer);

        Path bad = resealed(run, files -> files.put(Mutations.BASE + "data/" + name, forged));

        assertThat(problem(run.verify(bad), "attestations"))
                .isEqualTo("data/" + name + " says something else than follows from the documents of the bundle");
        assertThat(problem(run.verify(bad), "manifest")).isEmpty();
    }

    /** Lists everything again, as somebody does who changes a bundle. */
    private static Path resealed(SomeRun run, Consumer<Map<String, byte[]>> change) throws IOException {
        Map<String, byte[]> files = Zips.read(run.zip());
        change.accept(files);
        Path bad = run.folder.resolve("bad/" + run.zip().getFileName());
        Files.createDirectories(bad.getParent());
        Zips.write(bad, Mutations.relisted(files));
        return bad;
    }
}
