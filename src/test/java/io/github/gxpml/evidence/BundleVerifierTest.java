// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import static io.github.gxpml.evidence.Mutations.relisted;
import static io.github.gxpml.evidence.Mutations.text;
import static io.github.gxpml.evidence.Mutations.with;
import static io.github.gxpml.evidence.Mutations.without;
import static io.github.gxpml.evidence.SomeRun.bytes;
import static io.github.gxpml.evidence.SomeRun.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.evidence.VerificationReport.Check;
import io.github.gxpml.evidence.VerificationReport.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every attack starts from a bundle that verifies and changes one thing. */
class BundleVerifierTest {
    private static final String BASE = Mutations.BASE;

    @Test
    void shouldNoticeAChangedByteInEveryFile(@TempDir Path folder) throws IOException {
        SomeRun run = createSealedTwice(folder);
        Map<String, byte[]> good = Zips.read(run.zip());

        assertThat(good).hasSizeGreaterThan(10);
        for (String name : good.keySet()) {
            byte[] bytes = good.get(name);
            for (int offset : offsets(name, bytes.length)) {
                byte[] changed = bytes.clone();
                changed[offset] ^= 1;
                Map<String, byte[]> bad = new LinkedHashMap<>(good);
                bad.put(name, changed);
                assertFailsNaming(run, bad, name, "byte " + offset + " of " + name);
            }
        }
    }

    @Test
    void shouldNoticeEveryMissingFile(@TempDir Path folder) throws IOException {
        SomeRun run = createSealedTwice(folder);
        Map<String, byte[]> good = Zips.read(run.zip());

        for (String name : good.keySet()) {
            Map<String, byte[]> bad = new LinkedHashMap<>(good);
            bad.remove(name);
            assertFailsNaming(run, bad, name, name + " removed");
        }
    }

    @Test
    void shouldNoticeAddedAndRenamedFiles(@TempDir Path folder) throws IOException {
        SomeRun run = createSealedTwice(folder);

        VerificationReport added = mutated(run, files -> with(files, BASE + "data/more.txt", "more"));
        VerificationReport addedTag = mutated(run, files -> with(files, BASE + "fetch.txt", "more"));
        VerificationReport renamed = mutated(
                run,
                files -> with(
                        without(files, BASE + "data/report.html"),
                        BASE + "data/report.htm",
                        text(files, BASE + "data/report.html")));

        assertThat(problem(added, "manifest")).isEqualTo("data/more.txt was added: the manifest does not list it");
        assertThat(problem(addedTag, "manifest")).isEqualTo("fetch.txt was added: the manifest does not list it");
        assertThat(problem(renamed, "manifest"))
                .isEqualTo("data/report.htm was added: the manifest does not list it; data/report.html is missing");
    }

    @Test
    void shouldNoticeAListThatFollowsTheChange(@TempDir Path folder) throws IOException {
        SomeRun run = createSealedTwice(folder);

        VerificationReport report = mutated(run, files -> relisted(with(files, BASE + "data/report.html", "Nicer.")));

        assertThat(problem(report, "manifest")).isEmpty();
        assertThat(problem(report, "tag-manifest")).isEmpty();
        assertThat(problem(report, "seal"))
                .contains("the seal was made for another manifest-sha256.txt than the one here");
    }

    @Test
    void shouldNoticeTheSealOfAnotherBundle(@TempDir Path folder) throws IOException {
        SomeRun run = createSealedTwice(folder);
        SomeRun other = SomeRun.create(folder, run.signer, 8);
        other.seal();
        byte[] seal = Zips.read(other.zip()).get("flc-mortality-8/seal.dsse.json");

        VerificationReport report = mutated(run, files -> with(files, BASE + "seal.dsse.json", new String(seal)));

        assertThat(problem(report, "signature")).isEmpty();
        assertThat(problem(report, "seal"))
                .contains("the seal was made for another manifest-sha256.txt than the one here")
                .contains("the seal's run is 8, the bundle's is 7");
    }

    @Test
    void shouldTrustOnlyTrustedKeys(@TempDir Path folder) throws IOException {
        SomeRun run = createSealedTwice(folder);
        TrustStore others = SomeSigner.create().trustedIn(folder.resolve("others"));

        VerificationReport report = BundleVerifier.verify(run.zip(), others, BundleVerifier.Options.defaults());

        assertThat(problem(report, "signature"))
                .isEqualTo("signed by key " + run.signer.keyId()
                        + ", which is not trusted here: pass --key FILE with its public key to gxp verify, or put that file into"
                        + " GXP_HOME/trusted");
        assertThat(problem(report, "attestations"))
                .contains("data/attestations/provenance.dsse.json: signed by key " + run.signer.keyId())
                .contains("data/attestations/test-result.dsse.json: signed by key " + run.signer.keyId());
        assertThat(report.checks().stream().filter(check -> check.status() != Status.OK))
                .hasSize(2);
    }

    @Test
    void shouldNoticeASignatureUnderAnotherKeysName(@TempDir Path folder) throws IOException {
        SomeRun run = SomeRun.create(folder);
        SomeSigner forger = SomeSigner.create();
        var pretending = new io.github.gxpml.port.Signer() {
            @Override
            public String keyId() {
                return run.signer.keyId();
            }

            @Override
            public String publicKeyPem() {
                return run.signer.publicKeyPem();
            }

            @Override
            public byte[] sign(byte[] bytes) throws IOException {
                return forger.sign(bytes);
            }
        };
        Sealer.seal(run.bag, SomeRun.document(7, State.COMPLETE), run.zip(), pretending, SomeRun.CLOCK);

        assertThat(problem(run.verify(), "signature"))
                .isEqualTo("the signature is not that of key " + run.signer.keyId() + " for this statement");
    }

    @Test
    void shouldNoticeAnOlderBundleUnderANewerName(@TempDir Path folder) throws IOException {
        SomeRun run = createSealedTwice(folder);
        Path newer = folder.resolve("flc-mortality-8.zip");
        Files.copy(run.zip(), newer);

        assertThat(problem(run.verify(newer), "seal"))
                .isEqualTo("the file is called flc-mortality-8.zip, but it holds flc-mortality-7");

        Map<String, byte[]> moved = new LinkedHashMap<>();
        Zips.read(run.zip()).forEach((name, bytes) -> moved.put(name.replace("-7/", "-8/"), bytes));
        Zips.write(newer, moved);
        assertThat(problem(run.verify(newer), "seal"))
                .contains("the folder in the zip is called flc-mortality-8, but it holds flc-mortality-7");
        Path download = folder.resolve("flc-mortality-7 (1).zip");
        Files.copy(run.zip(), download);
        assertThat(run.verify(download).ok()).isTrue();
    }

    @Test
    void shouldNoticeASealTakenOutOfTheChain(@TempDir Path folder) throws IOException {
        SomeRun run = createSealedTwice(folder);
        run.seal();

        VerificationReport report = mutated(run, files -> without(files, BASE + "data/seals/1-manifest-sha256.txt"));
        assertThat(problem(report, "seal-chain")).startsWith("the manifest of seal 1 is missing");

        Files.write(run.bag.path("seals/2-manifest-sha256.txt"), run.bag.read("seals/1-manifest-sha256.txt"));
        Sealer.seal(
                run.bag,
                SomeRun.document(7, State.COMPLETE),
                folder.resolve("forged-7.zip"),
                run.signer,
                SomeRun.CLOCK);
        assertThat(problem(run.verify(folder.resolve("forged-7.zip")), "seal-chain"))
                .contains("seal 2 does not follow from seal 1")
                .contains("data/seals/2-manifest-sha256.txt was in seal 3 and is changed or gone");
    }

    @Test
    void shouldNoticeAnAttestationTakenAwayBetweenSeals(@TempDir Path folder) throws IOException {
        SomeRun run = SomeRun.create(folder);
        run.bag.put("attestations/waiver.txt", bytes("signed"));
        run.seal();
        Files.delete(run.bag.path("attestations/waiver.txt"));
        run.seal();

        assertThat(problem(run.verify(), "seal-chain"))
                .isEqualTo("data/attestations/waiver.txt was in seal 1 and is changed or gone");
    }

    @Test
    void shouldLimitTheManifest(@TempDir Path folder) throws IOException {
        SomeRun run = createSealedTwice(folder);
        var d = BundleVerifier.Options.defaults();
        var small = new BundleVerifier.Options(
                d.maxBytes(), d.maxEntries(), d.maxRatio(), 100, d.judge(), Optional.empty(), List.of());

        VerificationReport report = BundleVerifier.verify(run.zip(), run.trust(), small);

        assertThat(problem(report, "manifest")).isEqualTo("manifest-sha256.txt is too large for a document");
    }

    @Test
    void shouldNeverCrashOnABundleThatIsNone(@TempDir Path folder) throws IOException {
        SomeRun run = SomeRun.create(folder);
        Path text = Files.writeString(folder.resolve("text.zip"), "this is no zip, but it is long enough to look at");
        Path empty = Files.writeString(folder.resolve("empty.zip"), "");
        Path emptyFolder = Files.createDirectory(folder.resolve("empty"));

        assertThat(problem(run.verify(folder.resolve("none.zip")), "container")).contains("none.zip does not exist");
        assertThat(problem(run.verify(text), "container")).contains("does not end as a zip does");
        assertThat(problem(run.verify(empty), "container")).contains("too short for a zip");
        assertThat(run.verify(empty).checks()).extracting(Check::status).doesNotContain(Status.OK);
        assertThat(problem(run.verify(emptyFolder), "manifest")).isEqualTo("manifest-sha256.txt is missing");
    }

    @Test
    void shouldRefuseLinksInAFolder(@TempDir Path folder) throws IOException {
        SomeRun run = SomeRun.create(folder);
        run.seal();
        Path unzipped = Zips.unzip(run.zip(), folder.resolve("out")).resolve("flc-mortality-7");
        Path report = unzipped.resolve("data/report.html");
        Path moved = folder.resolve("moved.html");
        Files.move(report, moved);
        Files.createSymbolicLink(report, moved);

        assertThat(problem(run.verify(unzipped), "container")).contains("data/report.html is a link or a special file");
    }

    private static SomeRun createSealedTwice(Path folder) throws IOException {
        SomeRun run = SomeRun.create(folder);
        run.seal(State.RUNNING);
        run.seal();
        assertThat(run.verify().ok()).isTrue();
        return run;
    }

    /** First, last and some others; many of the signature, each bit of which DsseTest changes. */
    private static int[] offsets(String name, int length) {
        int step = name.endsWith("seal.dsse.json") ? 11 : Math.max(1, length / 5);
        int[] offsets = new int[(length + step - 1) / step + 1];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = Math.min(i * step, length - 1);
        }
        return offsets;
    }

    private static void assertFailsNaming(SomeRun run, Map<String, byte[]> files, String name, String what)
            throws IOException {
        Path zip = Zips.write(run.folder.resolve("mutated.zip"), files);
        VerificationReport report = run.verify(zip);
        assertThat(report.ok()).as(what).isFalse();
        String file = name.substring(BASE.length());
        if (file.equals("seal.dsse.json")) {
            assertThat(problem(report, "signature")).as(what).isNotEmpty();
        } else {
            assertThat(report.checks())
                    .as(what)
                    .anyMatch(check ->
                            check.status() == Status.FAILED && check.message().contains(file));
        }
    }

    private static VerificationReport mutated(SomeRun run, UnaryOperator<Map<String, byte[]>> mutation)
            throws IOException {
        Map<String, byte[]> files = mutation.apply(Zips.read(run.zip()));
        return run.verify(Zips.write(run.folder.resolve("mutated.zip"), files));
    }
}
