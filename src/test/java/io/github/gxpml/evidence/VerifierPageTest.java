// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import static io.github.gxpml.evidence.Mutations.relisted;
import static io.github.gxpml.evidence.Mutations.text;
import static io.github.gxpml.evidence.Mutations.with;
import static io.github.gxpml.evidence.Mutations.without;
import static io.github.gxpml.evidence.SomeRun.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.browser.VerifierInBrowser;
import io.github.gxpml.browser.VerifierInBrowser.Answer;
import io.github.gxpml.evidence.Approval.Meaning;
import io.github.gxpml.evidence.Approval.Person;
import io.github.gxpml.evidence.Approval.Vote;
import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page says of every bundle what {@link BundleVerifier} says, in a real browser. */
class VerifierPageTest {
    private static final String BASE = Mutations.BASE;
    private static final SomeSigner ALICE = SomeSigner.create();

    private static VerifierInBrowser page;

    @TempDir
    Path folder;

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException {
        page = VerifierInBrowser.open(folder);
    }

    @AfterAll
    static void close() throws IOException {
        if (page != null) {
            page.close();
        }
    }

    @BeforeEach
    void reload() throws IOException {
        page.reload();
    }

    @Test
    void shouldBelieveABundleAsItWasSealed() throws IOException {
        SomeRun run = createApproved();

        Answer answer = both(run, run.zip());

        assertThat(answer.outcome()).isEqualTo("pass");
        assertThat(answer.statuses()).hasSize(BundleVerifier.checks().size()).containsEntry("approvals", "PARTLY");
        assertThat(answer.text())
                .contains("This bundle is as it was sealed by key " + run.signer.keyId())
                .contains("Alice Example")
                .contains("Nobody has looked at the data.");
        assertThat(page.chromium().requests()).allMatch(address -> address.endsWith("/verify.html"));
        assertThat(page.chromium().complaints()).isEmpty();
    }

    @Test
    void shouldBelieveGatesThatAHostHasAskedFor() throws IOException {
        SomeRun run = createApproved();
        HostGateAttacks.ask(run);

        Answer answer = both(run, run.zip());

        assertThat(answer.outcome()).as(answer.messages().toString()).isEqualTo("pass");
    }

    @Test
    void shouldNotBelieveWithoutAKeyOrWithAnotherOne() throws IOException {
        SomeRun run = createSealedTwice();

        Answer none = page.check(run.zip());
        assertThat(none.outcome()).isEqualTo("open");
        assertThat(none.text())
                .contains("Nobody can say yet who sealed this bundle")
                .contains(run.signer.keyId());

        page.trust(ALICE.pemIn(folder.resolve("other")));
        Answer other = page.check(run.zip());
        assertThat(other.outcome()).isEqualTo("fail");
        assertThat(other.messages().get("signature")).contains("which is not among the keys given here");

        page.trust(run.signer.pemIn(folder.resolve("own")));
        assertThat(page.check(run.zip()).outcome()).isEqualTo("pass");
    }

    @Test
    void shouldRefuseAPrivateKey() throws IOException {
        Path pem = Files.writeString(
                folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");

        page.trust(pem);

        assertThat(page.chromium()
                        .evaluate("document.getElementById('key-problem').textContent")
                        .asText())
                .contains("this is a private key: keep it to yourself");
    }

    @Test
    void shouldNoticeAChangedByteInEveryFile() throws IOException {
        SomeRun run = createApproved();
        trust(run);
        Map<String, byte[]> good = Zips.read(run.zip());

        for (Map.Entry<String, byte[]> file : good.entrySet()) {
            int length = file.getValue().length;
            for (int offset : new int[] {0, length / 3, length - 1}) {
                Map<String, byte[]> bad = new LinkedHashMap<>(good);
                byte[] changed = file.getValue().clone();
                changed[offset] ^= 1;
                bad.put(file.getKey(), changed);
                refused(run, bad, "byte " + offset + " of " + file.getKey());
            }
        }
    }

    @Test
    void shouldNoticeAnyChangedByteOfTheSeal() throws IOException {
        SomeRun run = createSealedTwice();
        trust(run);
        Map<String, byte[]> good = Zips.read(run.zip());
        byte[] seal = good.get(BASE + "seal.dsse.json");

        for (int offset = 0; offset < seal.length; offset += 23) {
            byte[] changed = seal.clone();
            changed[offset] ^= 1;
            Map<String, byte[]> bad = new LinkedHashMap<>(good);
            bad.put(BASE + "seal.dsse.json", changed);
            refused(run, bad, "byte " + offset + " of the seal");
        }
    }

    @Test
    void shouldNoticeFilesRemovedAddedAndRenamed() throws IOException {
        SomeRun run = createApproved();
        trust(run);
        Map<String, byte[]> good = Zips.read(run.zip());

        for (String name : good.keySet()) {
            refused(run, without(good, name), name + " removed");
        }
        refused(run, with(good, BASE + "data/more.txt", "more"), "added");
        refused(run, with(good, BASE + "fetch.txt", "more"), "added beside data");
        refused(run, with(good, "other/fetch.txt", "more"), "added beside the folder");
        refused(
                run,
                with(
                        without(good, BASE + "data/report.html"),
                        BASE + "data/report.htm",
                        text(good, BASE + "data/report.html")),
                "renamed");
        refused(run, relisted(with(good, BASE + "data/report.html", "Nicer.")), "listed again");
        refused(run, relisted(with(good, BASE + "data/more.txt", "more")), "added and listed");
        refused(run, relisted(without(good, BASE + "data/attestations/approval-1.dsse.json")), "signature taken away");
    }

    @Test
    void shouldNoticeTheSealOfAnotherRunAndTheNameOfAnotherRun() throws IOException {
        SomeRun run = createSealedTwice();
        trust(run);
        SomeRun other = SomeRun.create(folder, run.signer, 8);
        other.seal();
        String seal = text(Zips.read(other.zip()), "flc-mortality-8/seal.dsse.json");

        refused(run, with(Zips.read(run.zip()), BASE + "seal.dsse.json", seal), "the seal of another run");
        Path newer = Files.copy(run.zip(), folder.resolve("flc-mortality-9.zip"));
        assertThat(both(run, newer).messages().get("seal"))
                .isEqualTo("the file is called flc-mortality-9.zip, but it holds flc-mortality-7");
        Map<String, byte[]> moved = new LinkedHashMap<>();
        Zips.read(run.zip()).forEach((name, content) -> moved.put(name.replace("-7/", "-8/"), content));
        refused(run, moved, "another folder");
        Path download = Files.copy(run.zip(), folder.resolve("flc-mortality-7 (1).zip"));
        assertThat(both(run, download).outcome()).isEqualTo("pass");
    }

    @Test
    void shouldNoticeAnAuditLogThatWasRewritten() throws IOException {
        SomeRun run = createSealedTwice();
        trust(run);
        Map<String, byte[]> good = Zips.read(run.zip());
        List<String> lines = Arrays.asList(text(good, BASE + "data/audit.jsonl").split("\n"));
        List<String> swapped = new ArrayList<>(lines);
        Collections.swap(swapped, 1, 2);

        resealed(run, good, "data/audit.jsonl", String.join("\n", swapped) + "\n", "audit");
        resealed(run, good, "data/audit.jsonl", String.join("\n", lines.subList(0, 3)) + "\n", "audit");
        resealed(run, good, "data/audit.jsonl", String.join("\n", lines), "audit");
        resealed(run, good, "data/audit.jsonl", "", "audit");
        String first = lines.get(0);
        resealed(
                run,
                good,
                "data/audit.jsonl",
                String.join("\n", lines).replace(first, first.replace(":1,", ": 1,")) + "\n",
                "audit");
    }

    @Test
    void shouldRefuseJsonWithTwoReadings() throws IOException {
        SomeRun run = createSealedTwice();
        trust(run);
        Map<String, byte[]> good = Zips.read(run.zip());
        String verdicts = text(good, BASE + "data/verdicts.json");

        resealed(run, good, "data/verdicts.json", "{\"gates\":[],\"gates\":[]}", "documents");
        resealed(run, good, "data/verdicts.json", verdicts.replace("0.86", "NaN"), "documents");
        resealed(run, good, "data/verdicts.json", verdicts.replace("0.86", "086"), "documents");
        resealed(run, good, "data/verdicts.json", verdicts.replace("0.86", "1e999"), "documents");
        resealed(run, good, "data/verdicts.json", verdicts + "{}", "documents");
        resealed(
                run,
                good,
                "data/verdicts.json",
                verdicts.replaceFirst("\"gate\" :", "\"__proto__\" : 1, \"gate\" :"),
                "documents");
        resealed(run, good, "data/metrics/some.json", "{\"a\":1,\"a\":2}", "documents");
        resealed(run, good, "data/metrics/some.json", "{\"a\":1,\"\\u0061\":2}", "documents");
        resealed(run, good, "data/metrics/some.json", "[".repeat(101) + "]".repeat(101), "documents");
        resealed(run, good, "data/metrics/some.json", "\"a\tb\"", "documents");
        resealed(run, good, "data/metrics/some.json", "", "documents");
    }

    @Test
    void shouldJudgeAgainAndSeeAStateThatDoesNotFollow() throws IOException {
        SomeRun run = createSealedTwice();
        trust(run);
        Map<String, byte[]> good = Zips.read(run.zip());
        String verdicts = text(good, BASE + "data/verdicts.json");

        resealed(run, good, "data/verdicts.json", verdicts.replace("\"min\" : 0.78", "\"min\" : 0.98"), "verdicts");
        resealed(run, good, "data/verdicts.json", verdicts.replace("UNSTABLE", "FAILURE"), "state");
        String bundle = text(good, BASE + "data/bundle.json");
        resealed(run, good, "data/bundle.json", bundle.replace("Nobody has looked at the data.", " "), "not-checked");
        resealed(run, good, "data/bundle.json", bundle.replace("\"format\" : 1", "\"format\" : 2"), "state");
        resealed(run, good, "data/bundle.json", bundle.replace("\"run\" : 7", "\"run\" : 8"), "seal");
    }

    @Test
    void shouldNoticeASealTakenOutOfTheChain() throws IOException {
        SomeRun run = createSealedTwice();
        trust(run);
        Map<String, byte[]> good = Zips.read(run.zip());

        refused(run, without(good, BASE + "data/seals/1-manifest-sha256.txt"), "seal 1 gone");
        run.bag.put("attestations/approval-1.dsse.json", bytes("signed"));
        run.seal();
        Files.delete(run.bag.path("attestations/approval-1.dsse.json"));
        run.seal();
        assertThat(both(run, run.zip()).messages().get("seal-chain"))
                .isEqualTo("data/attestations/approval-1.dsse.json was in seal 3 and is changed or gone");
    }

    @Test
    void shouldWantToKnowEveryFileAmongTheAttestations() throws IOException {
        SomeRun run = SomeRun.create(folder);
        run.bag.put("attestations/waiver.txt", bytes("signed"));
        run.seal();
        trust(run);

        Answer answer = page.check(run.zip());

        assertThat(answer.outcome()).isEqualTo("fail");
        assertThat(answer.messages().get("attestations")).contains("attestations/waiver.txt: this page does not know");
    }

    @Test
    void shouldDeriveWhatTheGatesSayAgain() throws IOException {
        SomeRun run = createSealedTwice();
        trust(run);
        Map<String, byte[]> good = Zips.read(run.zip());
        String file = BASE + "data/attestations/test-result.dsse.json";
        Path zip = folder.resolve("attested.zip");

        Zips.write(zip, Mutations.resealed(run, with(good, file, testResult(good, run.signer, "WARNED"))));
        assertThat(page.check(zip).messages().get("attestations"))
                .startsWith("2 signed statements, each by a trusted key");
        Zips.write(zip, Mutations.resealed(run, with(good, file, testResult(good, run.signer, "PASSED"))));
        assertThat(page.check(zip).messages().get("attestations"))
                .contains("it says something else than follows from the documents of the bundle");
        Zips.write(zip, Mutations.resealed(run, with(good, file, testResult(good, ALICE, "WARNED"))));
        assertThat(page.check(zip).messages().get("attestations")).contains("is not signed with the key of the seal");
        String elsewhere = BASE + "data/attestations/waiver-1.dsse.json";
        Zips.write(zip, Mutations.resealed(run, with(good, elsewhere, testResult(good, ALICE, "WARNED"))));
        assertThat(page.check(zip).messages().get("attestations")).contains("which is not known here under that name");
    }

    private static String testResult(Map<String, byte[]> files, SomeSigner signer, String result) throws IOException {
        String spec = Sha256.of(files.get(BASE + "data/spec/gxp.yaml"));
        var subjects = List.of(
                Statement.Subject.of("model.onnx", Sha256.of("model")),
                Statement.Subject.of("data/verdicts.json", Sha256.of(files.get(BASE + "data/verdicts.json"))));
        var predicate = Map.of(
                "result", result,
                "configuration", List.of(Map.of("name", "data/spec/gxp.yaml", "digest", Map.of("sha256", spec))),
                "passedTests", List.of("validate/roc_auc"),
                "warnedTests", List.of("validate/RD"),
                "failedTests", List.of());
        Statement statement = Statement.of(subjects, "https://in-toto.io/attestation/test-result/v0.1", predicate);
        return new String(Dsse.sign(statement, signer), StandardCharsets.UTF_8);
    }

    @Test
    void shouldSeeThatASignatureIsStaleOrRejects() throws IOException {
        SomeRun run = createApproved();
        trust(run);
        run.verdicts(SomeRun.passing("roc_auc"));
        run.seal();
        assertThat(both(run, run.zip()).messages().get("approvals")).contains("is stale");

        SomeRun rejected = SomeRun.create(folder.resolve("rejected"), run.signer, 7);
        sign(rejected, Meaning.REJECTED, "no");
        assertThat(both(rejected, rejected.zip()).messages().get("approvals")).contains("rejects it");
    }

    /** Changes a file of a sealed run, and seals it again with the machine's own key, as it was before. */
    private void resealed(SomeRun run, Map<String, byte[]> good, String name, String content, String check)
            throws IOException {
        Path zip = folder.resolve("forged.zip");
        Zips.write(zip, Mutations.resealed(run, with(good, BASE + name, content)));
        Answer answer = both(run, zip);
        assertThat(answer.statuses()).as(name).containsEntry(check, "FAILED").containsEntry("manifest", "OK");
        assertThat(answer.statuses()).as(name).containsEntry("signature", "OK");
    }

    private void refused(SomeRun run, Map<String, byte[]> files, String what) throws IOException {
        Answer answer = both(run, Zips.write(folder.resolve("mutated.zip"), files));
        assertThat(answer.outcome()).as(what).isEqualTo("fail");
    }

    private Answer both(SomeRun run, Path zip) throws IOException {
        return PageAgainstVerifier.of(page, folder, run.signer, ALICE).check(zip);
    }

    private void trust(SomeRun run) throws IOException {
        PageAgainstVerifier.of(page, folder, run.signer, ALICE);
    }

    private SomeRun createSealedTwice() throws IOException {
        SomeRun run = SomeRun.create(folder);
        run.seal(State.RUNNING);
        run.seal();
        return run;
    }

    private SomeRun createApproved() throws IOException {
        SomeRun run = SomeRun.create(folder);
        return sign(run, Meaning.APPROVED, "");
    }

    private static SomeRun sign(SomeRun run, Meaning meaning, String reason) throws IOException {
        run.seal(State.PENDING);
        var person = new Person("Alice Example", "alice@example.org", "quality", "password of the key file");
        var vote = new Vote(meaning, reason, SomeRun.CLOCK.instant(), "Europe/Vienna");
        Approvals.add(run.bag, Approvals.see(run.bag), person, vote, ALICE);
        run.seal();
        return run;
    }
}
