// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import static io.github.gxpml.evidence.Mutations.text;
import static io.github.gxpml.evidence.Mutations.with;
import static io.github.gxpml.evidence.SomeRun.bytes;
import static io.github.gxpml.evidence.SomeRun.failing;
import static io.github.gxpml.evidence.SomeRun.passing;
import static io.github.gxpml.evidence.SomeRun.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a bundle records, changed by somebody who can seal. */
class BundleRecordTest {
    private static final String BASE = Mutations.BASE;

    @Test
    void shouldNoticeAChangedAuditTrailEvenUnderANewSeal(@TempDir Path folder) throws IOException {
        assertAudit(
                        folder.resolve("changed"),
                        lines -> replaced(lines, 1, lines.get(1).replace("\"old\":\"a\"", "\"old\":\"b\"")))
                .contains("audit event 3 does not follow from the event before it");
        assertAudit(folder.resolve("missing"), lines -> removed(lines, 1))
                .contains("audit event 2 is missing: event 3 stands in its place");
        assertAudit(folder.resolve("swapped"), lines -> replaced(replaced(lines, 1, lines.get(2)), 2, lines.get(1)))
                .contains("audit event 2 is missing: event 3 stands in its place");
        assertAudit(folder.resolve("twice"), lines -> replaced(lines, 2, lines.get(1)))
                .contains("audit event 3 is missing: event 2 stands in its place");
        assertAudit(
                        folder.resolve("spaced"),
                        lines -> replaced(lines, 1, lines.get(1).replace(":", ": ")))
                .contains("audit event 2 is");
        assertAudit(
                        folder.resolve("double"),
                        lines -> replaced(lines, 1, lines.get(1).replace("{\"at\"", "{\"seq\":2,\"at\"")))
                .contains("audit event 2 is damaged");
        assertAudit(folder.resolve("truncated"), lines -> removed(lines, lines.size() - 1))
                .isEqualTo("the audit log holds 3 events, 4 were sealed");
        assertAudit(
                        folder.resolve("last"),
                        lines -> replaced(lines, 3, lines.get(3).replace("test", "best")))
                .isEqualTo("the last audit event is not the one that was sealed");
    }

    @Test
    void shouldJudgeEveryGateAgain(@TempDir Path folder) throws IOException {
        SomeRun run = SomeRun.create(folder);
        GateResult wrong = failing("recall");
        run.verdicts(new GateResult(wrong.gate(), wrong.metric(), Verdict.PASS, "looks fine"));
        run.seal();

        assertThat(problem(run.verify(), "verdicts"))
                .startsWith("gate validate/recall says PASS, judged again it is FAIL: ");
    }

    @Test
    void shouldNotLetARunBeCompleteInSpiteOfItsGates(@TempDir Path folder) throws IOException {
        SomeRun run = SomeRun.create(folder);
        run.verdicts(passing("roc_auc"), failing("recall"));
        run.seal(State.BLOCKED);
        assertThat(run.verify().ok()).isTrue();

        run.seal(State.COMPLETE);
        assertThat(problem(run.verify(), "state"))
                .isEqualTo("the bundle says COMPLETE, but gate validate/recall is FAIL");

        run.verdicts();
        run.seal(State.COMPLETE);
        assertThat(problem(run.verify(), "state")).isEqualTo("the bundle says COMPLETE, but no gate was judged");
    }

    @Test
    void shouldWantToKnowWhatWasNotChecked(@TempDir Path folder) throws IOException {
        SomeRun run = SomeRun.create(folder);
        BundleDocument d = SomeRun.document(7, State.COMPLETE);
        var silent = new BundleDocument(
                d.format(),
                d.product(),
                d.model(),
                d.intendedUse(),
                d.riskClass(),
                d.run(),
                d.registered(),
                d.state(),
                d.startedBy(),
                d.startedAt(),
                d.stages(),
                0,
                d.sealedAt(),
                Optional.empty(),
                d.previousRun(),
                List.of());
        Sealer.seal(run.bag, silent, run.zip(), run.signer, SomeRun.CLOCK);

        assertThat(problem(run.verify(), "not-checked")).startsWith("the bundle does not say what was not checked");
    }

    @Test
    void shouldRefuseJsonWithTwoReadings(@TempDir Path folder) throws IOException {
        SomeRun run = SomeRun.create(folder);
        run.bag.put("verdicts.json", bytes("{\"gates\":[],\"gates\":[]}"));
        run.bag.put("metrics/some.json", bytes("{\"a\":1,\"a\":2}"));
        run.seal();

        assertThat(problem(run.verify(), "documents"))
                .contains("data/verdicts.json is malformed: Duplicate field 'gates'")
                .contains("data/metrics/some.json is malformed: Duplicate field 'a'");
        assertThat(problem(run.verify(), "verdicts")).contains("Duplicate field 'gates'");
    }

    /** Somebody who holds the key changes the log of a sealed run and seals it with what the log had been. */
    private static org.assertj.core.api.AbstractStringAssert<?> assertAudit(
            Path folder, UnaryOperator<List<String>> mutation) throws IOException {
        SomeRun run = SomeRun.create(folder);
        run.seal();
        Map<String, byte[]> files = Zips.read(run.zip());
        List<String> lines =
                Arrays.asList(text(files, BASE + "data/audit.jsonl").split("\n"));
        String log = String.join("\n", mutation.apply(lines)) + "\n";
        Map<String, byte[]> listed = Mutations.resealed(run, with(files, BASE + "data/audit.jsonl", log));
        Files.delete(run.zip());
        VerificationReport report = run.verify(Zips.write(run.zip(), listed));
        assertThat(problem(report, "signature")).isEmpty();
        assertThat(problem(report, "seal")).isEmpty();
        assertThat(problem(report, "manifest")).isEmpty();
        return assertThat(problem(report, "audit"));
    }

    private static List<String> replaced(List<String> lines, int index, String line) {
        List<String> changed = new ArrayList<>(lines);
        assertThat(changed.set(index, line)).isNotEqualTo(line);
        return changed;
    }

    private static List<String> removed(List<String> lines, int index) {
        List<String> changed = new ArrayList<>(lines);
        changed.remove(index);
        return changed;
    }
}
