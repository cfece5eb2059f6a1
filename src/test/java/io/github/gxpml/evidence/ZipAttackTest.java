// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import static io.github.gxpml.evidence.SomeRun.problem;
import static io.github.gxpml.evidence.ZipForge.centralOf;
import static io.github.gxpml.evidence.ZipForge.deflate;
import static io.github.gxpml.evidence.ZipForge.indexOf;
import static io.github.gxpml.evidence.ZipForge.joined;
import static io.github.gxpml.evidence.ZipForge.put;
import static io.github.gxpml.evidence.ZipForge.replaced;
import static io.github.gxpml.evidence.ZipForge.writeMore;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.evidence.VerificationReport.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.commons.compress.archivers.zip.UnicodePathExtraField;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Zips that are not what they seem. Nothing of them is ever unpacked to the disk. */
class ZipAttackTest {
    private static final String BASE = "flc-mortality-7/";

    @ParameterizedTest
    @CsvSource({
        "../evil, climbs out of its folder",
        "flc-mortality-7/data/../../evil, climbs out of its folder",
        "/etc/evil, is absolute",
        "flc-mortality-7//evil, has a part that is empty",
        "flc-mortality-7/data/.evil, has a part that is empty or begins or ends with a dot",
        "C:/evil, 'holds one of'",
        "flc-mortality-7/data/evil%2e, 'holds one of'",
        "other/evil, does not lie in the one folder of the bundle",
        "evil, does not lie in the one folder of the bundle"
    })
    void shouldRefuseNamesThatLeadElsewhere(String name, String message, @TempDir Path folder) throws IOException {
        SomeRun run = createSealed(folder);

        Map<String, byte[]> files = Zips.read(run.zip());
        files.put(name, SomeRun.bytes("evil"));
        VerificationReport report = run.verify(Zips.write(folder.resolve("mutated.zip"), files));

        assertThat(problem(report, "container")).contains(message);
        assertThat(report.checks()).noneMatch(check -> check.status() == Status.OK);
    }

    @Test
    void shouldRefuseBackslashesAndControlCharacters(@TempDir Path folder) throws IOException {
        SomeRun run = createSealed(folder);

        assertThat(container(run, out -> put(out, new ZipArchiveEntry(BASE + "data\\evil"), "x")))
                .contains("flc-mortality-7/data\\evil is refused: its name holds one of \\");
        byte[] zip = Files.readAllBytes(writeMore(run, out -> put(out, new ZipArchiveEntry("..+..+evil"), "x")));
        byte[] slashed = replaced(zip, "..+..+evil", "..\\..\\evil");
        assertThat(container(run, slashed))
                .contains("is refused: its name holds a backslash or is not written in UTF-8");
        assertThat(container(run, replaced(zip, "..+..+evil", "ab\ncd\nevil")))
                .contains("ab\\u000acd\\u000aevil is refused: its name holds a control character");
    }

    @Test
    void shouldRefuseLinksAndSpecialFiles(@TempDir Path folder) throws IOException {
        SomeRun run = createSealed(folder);
        for (int mode : new int[] {0120777, 0020666, 0010644, 0140644, 0060644}) {
            ZipArchiveEntry link = new ZipArchiveEntry(BASE + "data/link");
            link.setUnixMode(mode);

            assertThat(container(run, out -> put(out, link, "/etc/passwd")))
                    .isEqualTo("mutated.zip: flc-mortality-7/data/link is refused: it is a link or a special file");
        }
    }

    @Test
    void shouldRefuseTheSameNameTwice(@TempDir Path folder) throws IOException {
        SomeRun run = createSealed(folder);

        assertThat(container(run, out -> put(out, new ZipArchiveEntry(BASE + "data/report.html"), "other")))
                .contains("flc-mortality-7/data/report.html is in the zip twice");
        assertThat(container(run, out -> put(out, new ZipArchiveEntry(BASE + "data/Report.HTML"), "other")))
                .contains("flc-mortality-7/data/Report.HTML is in the zip twice, or under two names");
    }

    @Test
    void shouldRefuseASecondNameInAnExtraField(@TempDir Path folder) throws IOException {
        SomeRun run = createSealed(folder);
        ZipArchiveEntry entry = new ZipArchiveEntry(BASE + "data/good.txt");
        entry.addExtraField(new UnicodePathExtraField("evil.sh", entry.getName().getBytes(StandardCharsets.UTF_8)));

        assertThat(container(run, out -> put(out, entry, "x"))).contains("good.txt is refused: it has a second name");
    }

    @Test
    void shouldRefuseEncryptionAndOtherPacking(@TempDir Path folder) throws IOException {
        SomeRun run = createSealed(folder);
        byte[] zip = Files.readAllBytes(run.zip());
        int central = centralOf(zip, BASE + "data/report.html");

        byte[] encrypted = zip.clone();
        encrypted[central + 8] |= 1;
        byte[] packed = zip.clone();
        packed[central + 10] = 12;

        assertThat(container(run, encrypted)).contains("data/report.html is refused: it is encrypted");
        assertThat(container(run, packed)).contains("data/report.html is refused: it is packed by method 12");
    }

    @Test
    void shouldRefuseBytesThatBelongToNoFile(@TempDir Path folder) throws IOException {
        SomeRun run = createSealed(folder);
        byte[] zip = Files.readAllBytes(run.zip());
        int end = zip.length - 22;

        assertThat(container(run, joined(zip, "tail".getBytes(StandardCharsets.US_ASCII))))
                .contains("does not end as a zip does: it is cut off, or something was added to it");
        assertThat(container(run, joined("#!/bin/sh\n".getBytes(StandardCharsets.US_ASCII), zip)))
                .contains("the zip's directory is not where the zip says it is");
        assertThat(container(run, Arrays.copyOf(zip, zip.length - 1))).contains("does not end as a zip does");
        assertThat(container(run, Arrays.copyOf(zip, zip.length / 2))).contains("does not end as a zip does");

        byte[] gap = ZipForge.beforeDirectory(zip, SomeRun.bytes("hidden"));
        assertThat(container(run, gap)).contains("there are bytes before the zip's directory that belong to no file");

        byte[] comment = joined(zip, "note".getBytes(StandardCharsets.US_ASCII));
        comment[end + 20] = 4;
        assertThat(container(run, comment)).contains("does not end as a zip does");
    }

    @Test
    void shouldRefuseTwoDescriptionsThatDiffer(@TempDir Path folder) throws IOException {
        SomeRun run = createSealed(folder);
        byte[] zip = Files.readAllBytes(run.zip());
        byte[] name = (BASE + "data/report.html").getBytes(StandardCharsets.UTF_8);
        int local = indexOf(zip, name);
        zip[local + name.length - 1] = 'k';

        assertThat(container(run, zip)).contains("data/report.html is described in two ways that do not agree");
    }

    @Test
    void shouldRefuseBytesHiddenBehindAPackedFile(@TempDir Path folder) throws IOException {
        SomeRun run = createSealed(folder);
        // the same file, its packed bytes followed by others that unpacking does not look at
        assertThat(container(run, out -> {
                    byte[] packed = deflate(SomeRun.bytes("hello"));
                    ZipArchiveEntry entry = new ZipArchiveEntry(BASE + "data/hello.txt");
                    entry.setMethod(ZipArchiveEntry.DEFLATED);
                    entry.setSize(5);
                    entry.setCompressedSize(packed.length + 6L);
                    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
                    crc.update(SomeRun.bytes("hello"));
                    entry.setCrc(crc.getValue());
                    out.addRawArchiveEntry(
                            entry,
                            new java.io.ByteArrayInputStream(
                                    joined(packed, "hidden".getBytes(StandardCharsets.US_ASCII))));
                }))
                .contains("data/hello.txt unpacks to something else than the zip says");
    }

    @Test
    void shouldRefuseBombs(@TempDir Path folder) throws IOException {
        SomeRun run = createSealed(folder);
        var d = BundleVerifier.Options.defaults();
        var tight = new BundleVerifier.Options(1 << 20, 20, 200, 1 << 20, d.judge(), Optional.empty(), List.of());

        Path bomb = writeMore(run, out -> put(out, new ZipArchiveEntry(BASE + "data/bomb"), new byte[80 << 20]));
        assertThat(problem(run.verify(bomb), "container"))
                .contains("data/bomb is refused: it unpacks to more than 200 times its size");
        assertThat(problem(BundleVerifier.verify(bomb, run.trust(), tight), "container"))
                .contains("data/bomb is refused: the zip unpacks to more than 1048576 bytes");
        Path many = writeMore(run, out -> {
            for (int i = 0; i < 30; i++) {
                put(out, new ZipArchiveEntry(BASE + "data/" + i), "x");
            }
        });
        assertThat(problem(BundleVerifier.verify(many, run.trust(), tight), "container"))
                .contains("the zip holds more than 20 files");
    }

    @Test
    void shouldNotBelieveTheSizesInABomb(@TempDir Path folder) throws IOException {
        SomeRun run = createSealed(folder);
        byte[] zip = Files.readAllBytes(
                writeMore(run, out -> put(out, new ZipArchiveEntry(BASE + "data/bomb"), new byte[80 << 20])));

        assertThat(container(run, ZipForge.sized(zip, BASE + "data/bomb", 10)))
                .contains("data/bomb is refused: it unpacks to more than 200 times its size");
    }

    @Test
    void shouldVerifyOrFailButNeverCrashOnAnyChangedByte(@TempDir Path folder) throws IOException {
        SomeRun run = createSealed(folder);
        byte[] zip = Files.readAllBytes(run.zip());
        Map<String, byte[]> content = Zips.read(run.zip());
        int checks = run.verify().checks().size();
        Random random = new Random(7);
        Path mutated = folder.resolve("mutated.zip");

        for (int i = 0; i < 600; i++) {
            byte[] changed = zip.clone();
            // half of the changes where the structure is
            int offset = i % 2 == 0 ? random.nextInt(zip.length) : zip.length - 1 - random.nextInt(1200);
            changed[offset] ^= (byte) (1 << random.nextInt(8));
            Files.write(mutated, changed);
            VerificationReport report = run.verify(mutated);

            assertThat(report.checks())
                    .as("byte " + offset)
                    .hasSize(checks)
                    .noneMatch(check -> check.message().isBlank());
            if (report.ok()) {
                assertThat(Zips.read(mutated)).as("byte " + offset).containsExactlyEntriesOf(content);
            }
        }
    }

    @Test
    void shouldReadAZipThatAnotherToolMade(@TempDir Path folder) throws Exception {
        org.junit.jupiter.api.Assumptions.assumeTrue(SealerTest.onPath("zip"), "there is no zip on this machine");
        SomeRun run = createSealed(folder);
        Zips.unzip(run.zip(), folder.resolve("out"));
        Path zip = folder.resolve("other.zip");
        Process process = new ProcessBuilder("zip", "-q", "-r", zip.toString(), "flc-mortality-7")
                .directory(folder.resolve("out").toFile())
                .inheritIO()
                .start();

        assertThat(process.waitFor()).isZero();
        assertThat(run.verify(zip).checks())
                .extracting(VerificationReport.Check::status)
                .containsOnly(Status.OK);
    }

    private static SomeRun createSealed(Path folder) throws IOException {
        SomeRun run = SomeRun.create(folder);
        run.seal();
        assertThat(run.verify().ok()).isTrue();
        return run;
    }

    private static String container(SomeRun run, ZipForge.More more) throws IOException {
        return problem(run.verify(writeMore(run, more)), "container");
    }

    private static String container(SomeRun run, byte[] zip) throws IOException {
        return problem(run.verify(Files.write(run.folder.resolve("mutated.zip"), zip)), "container");
    }
}
