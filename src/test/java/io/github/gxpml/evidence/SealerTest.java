// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gov.loc.repository.bagit.reader.BagReader;
import gov.loc.repository.bagit.verify.BagVerifier;
import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.evidence.VerificationReport.Check;
import io.github.gxpml.evidence.VerificationReport.Status;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TimeZone;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealerTest {
    @Test
    void shouldSealWhatVerifies(@TempDir Path folder) throws IOException {
        SomeRun run = SomeRun.create(folder);

        Seal seal = run.seal();
        VerificationReport report = run.verify();

        assertThat(report.checks()).extracting(Check::status).containsOnly(Status.OK);
        assertThat(report.ok()).isTrue();
        assertThat(report.checks())
                .extracting(Check::name)
                .containsExactly(
                        "container",
                        "bagit",
                        "manifest",
                        "tag-manifest",
                        "signature",
                        "time-stamp",
                        "seal",
                        "seal-chain",
                        "previous-run",
                        "documents",
                        "audit",
                        "gates",
                        "metrics",
                        "verdicts",
                        "reproducibility",
                        "trace",
                        "state",
                        "not-checked",
                        "attestations",
                        "waivers",
                        "approvals");
        assertThat(report.manifestSha256()).contains(seal.manifestSha256());
        assertThat(report.keyId()).contains(run.signer.keyId());
        assertThat(report.bundle().orElseThrow().seal()).isEqualTo(1);
        assertThat(Sha256.of(seal.zip())).isEqualTo(seal.zipSha256());
    }

    @Test
    void shouldChainTheSealsOfARun(@TempDir Path folder) throws IOException {
        SomeRun run = SomeRun.create(folder);

        Seal first = run.seal(State.RUNNING);
        run.log("stage.started");
        run.seal(State.RUNNING);
        run.bag.put("metrics/ä.json", SomeRun.bytes("{}\n"));
        Seal third = run.seal();

        assertThat(third.number()).isEqualTo(3);
        assertThat(Sha256.of(run.bag.read("seals/1-manifest-sha256.txt"))).isEqualTo(first.manifestSha256());
        assertThat(run.verify().checks()).extracting(Check::status).containsOnly(Status.OK);
    }

    @Test
    void shouldVerifyItsOwnFolderAndTheUnzippedOne(@TempDir Path folder) throws Exception {
        SomeRun run = SomeRun.create(folder);
        run.seal(State.RUNNING);
        run.seal();
        Path unzipped = Zips.unzip(run.zip(), folder.resolve("out")).resolve("flc-mortality-7");

        assertThat(run.verify(run.bag.folder()).checks())
                .extracting(Check::status)
                .containsOnly(Status.OK);
        assertThat(run.verify(unzipped).checks()).extracting(Check::status).containsOnly(Status.OK);
    }

    @Test
    void shouldSealManyFilesAndFilesThatAreNotHeldInMemory(@TempDir Path folder) throws Exception {
        SomeRun run = SomeRun.create(folder);
        byte[] large = new byte[5 << 20];
        new Random(3).nextBytes(large);
        run.bag.put("tests/large.bin", large);
        run.bag.put("tests/empty.bin", new byte[0]);
        run.bag.put("tests/edge.bin", Arrays.copyOf(large, 1 << 20));
        for (int i = 0; i < 500; i++) {
            run.bag.put("tests/" + i + ".xml", SomeRun.bytes("<testsuite name=\"" + i + "\"/>"));
        }
        run.seal();
        assertThat(run.verify().checks()).allMatch(check -> check.status() == Status.OK);
        try (ZipFile zip = new ZipFile(run.zip().toFile())) {
            ZipEntry entry = zip.getEntry("flc-mortality-7/data/tests/large.bin");
            assertThat(zip.getInputStream(entry).readAllBytes()).isEqualTo(large);
        }
        Path unzipped = Zips.unzip(run.zip(), folder.resolve("unzipped"));
        assertThat(run.verify(unzipped.resolve("flc-mortality-7")).ok()).isTrue();
    }

    @Test
    void shouldBeAcceptedByAnotherBagItTool(@TempDir Path folder) throws Exception {
        SomeRun run = SomeRun.create(folder);
        run.seal();
        Path unzipped = Zips.unzip(run.zip(), folder.resolve("out")).resolve("flc-mortality-7");

        var bag = new BagReader().read(unzipped);
        try (BagVerifier verifier = new BagVerifier()) {
            assertThat(BagVerifier.canQuickVerify(bag)).isTrue();
            BagVerifier.quicklyVerify(bag);
            verifier.isComplete(bag, false);
            verifier.isValid(bag, false);
        }
        Files.writeString(unzipped.resolve("data/report.html"), "another");
        try (BagVerifier verifier = new BagVerifier()) {
            assertThatThrownBy(() -> verifier.isValid(bag, false)).hasMessageContaining("report.html");
        }
    }

    @Test
    void shouldPassSha256sum(@TempDir Path folder) throws Exception {
        assumeTrue(onPath("sha256sum"), "there is no sha256sum on this machine");
        SomeRun run = SomeRun.create(folder);
        run.seal(State.RUNNING);
        run.seal();
        Path unzipped = Zips.unzip(run.zip(), folder.resolve("out")).resolve("flc-mortality-7");

        for (String manifest : List.of("manifest-sha256.txt", "tagmanifest-sha256.txt")) {
            Process process = new ProcessBuilder("sha256sum", "--strict", "-c", manifest)
                    .directory(unzipped.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes());
            assertThat(process.waitFor()).as(output).isZero();
        }
    }

    @Test
    void shouldWriteEqualZipsForEqualBags(@TempDir Path folder) throws IOException {
        TimeZone before = TimeZone.getDefault();
        SomeSigner signer = SomeSigner.create();
        SomeRun run = SomeRun.create(folder.resolve("a"), signer, 7);
        SomeRun same = SomeRun.create(folder.resolve("b"), signer, 7);
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));
            run.seal();
            TimeZone.setDefault(TimeZone.getTimeZone("America/Anchorage"));
            same.seal();
        } finally {
            TimeZone.setDefault(before);
        }

        // this signer signs equal bytes equally
        assertThat(Zips.withoutSignature(run.zip())).isEqualTo(Zips.withoutSignature(same.zip()));
    }

    @Test
    void shouldGoOnFromTheZipIfTheFolderCouldNotFollow(@TempDir Path folder) throws IOException {
        SomeRun run = SomeRun.create(folder);
        run.seal(State.RUNNING);
        Path copy = folder.resolve("copy");
        Zips.copyFolder(run.bag.folder(), copy);
        Seal second = run.seal(State.RUNNING);

        // as if the process had been killed after the second zip was published; the copy of the first seal's manifest
        // is
        // written before that
        Files.createDirectories(copy.resolve("data/seals"));
        Files.write(copy.resolve("data/seals/1-manifest-sha256.txt"), run.bag.read("seals/1-manifest-sha256.txt"));
        Zips.deleteFolder(run.bag.folder());
        Files.move(copy, run.bag.folder(), StandardCopyOption.ATOMIC_MOVE);
        Seal third = run.seal();

        assertThat(third.number()).isEqualTo(3);
        assertThat(Sha256.of(run.bag.read("seals/2-manifest-sha256.txt"))).isEqualTo(second.manifestSha256());
        assertThat(run.verify().ok()).isTrue();
    }

    @Test
    void shouldNotOverwriteWhatIsNotItsOwn(@TempDir Path folder) throws IOException {
        SomeRun run = SomeRun.create(folder);
        Files.writeString(run.zip(), "a letter");

        assertThatThrownBy(run::seal).isInstanceOf(EvidenceException.class).hasMessageContaining("move it away");
        assertThat(run.zip()).hasContent("a letter");

        SomeRun other = SomeRun.create(folder, run.signer, 8);
        other.seal();
        Files.copy(other.zip(), run.zip(), StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(run::seal).hasMessageContaining("is not a bundle of flc-mortality-7");
    }

    @Test
    void shouldLeaveTheSealBeforeIfItFails(@TempDir Path folder) throws IOException {
        SomeRun run = SomeRun.create(folder);
        run.seal(State.RUNNING);
        Path target = Files.writeString(folder.resolve("target"), "secret");
        Files.createSymbolicLink(run.bag.folder().resolve("data/link"), target);

        assertThatThrownBy(run::seal)
                .isInstanceOf(EvidenceException.class)
                .hasMessageStartingWith("flc-mortality-7 could not be sealed, what was sealed before in ")
                .hasMessageContaining("data/link is a link or a special file");
        assertThat(run.verify().ok()).isTrue();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).noneMatch(file -> file.toString().endsWith(".partial"));
        }
    }

    @Test
    void shouldRefuseATornAuditLog(@TempDir Path folder) throws IOException {
        SomeRun run = SomeRun.create(folder);
        Path log = run.bag.path("audit.jsonl");
        Files.write(log, SomeRun.bytes("{\"at\":"), java.nio.file.StandardOpenOption.APPEND);

        assertThatThrownBy(run::seal).hasMessageContaining("the audit log ends in the middle of an event");
    }

    static boolean onPath(String command) {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }
}
