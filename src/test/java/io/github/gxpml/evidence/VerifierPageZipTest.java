// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import static io.github.gxpml.evidence.ZipForge.centralOf;
import static io.github.gxpml.evidence.ZipForge.deflate;
import static io.github.gxpml.evidence.ZipForge.indexOf;
import static io.github.gxpml.evidence.ZipForge.joined;
import static io.github.gxpml.evidence.ZipForge.put;
import static io.github.gxpml.evidence.ZipForge.replaced;
import static io.github.gxpml.evidence.ZipForge.writeMore;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.browser.VerifierInBrowser;
import io.github.gxpml.browser.VerifierInBrowser.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.UnicodePathExtraField;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page refuses zips that are not what they seem for the reasons that {@link BundleVerifier} has. */
class VerifierPageZipTest {
    private static final String BASE = Mutations.BASE;

    private static VerifierInBrowser page;

    @TempDir
    Path folder;

    private SomeRun run;
    private PageAgainstVerifier both;

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
    void seal() throws IOException {
        page.reload();
        run = SomeRun.create(folder);
        run.seal();
        both = PageAgainstVerifier.of(page, folder, run.signer, run.signer);
    }

    @Test
    void shouldRefuseNamesThatLeadElsewhere() throws IOException {
        for (String name : new String[] {
            "../evil",
            BASE + "data/../../evil",
            "/etc/evil",
            BASE + "/evil",
            BASE + "data/.evil",
            "C:/evil",
            BASE + "data/evil%2e",
            "other/evil",
            "evil",
            BASE + "data/e\u0301",
            BASE + "data/a\u202eb",
            BASE + "data/ a"
        }) {
            refused(out -> put(out, new ZipArchiveEntry(name), "evil"));
        }
        byte[] zip = Files.readAllBytes(writeMore(run, out -> put(out, new ZipArchiveEntry("..+..+evil"), "x")));
        assertThat(refused(replaced(zip, "..+..+evil", "..\\..\\evil"))).contains("\\..\\evil is refused: its name");
        assertThat(refused(replaced(zip, "..+..+evil", "ab\ncd\nevil"))).contains("holds a control character");
        assertThat(refused(replaced(zip, "..+..+evil", "ab\u00ffcd\u00feevil"))).contains("is not written in UTF-8");
    }

    @Test
    void shouldRefuseLinksAndSecondNamesAndTheSameNameTwice() throws IOException {
        for (int mode : new int[] {0120777, 0020666, 0010644, 0140644, 0060644}) {
            ZipArchiveEntry link = new ZipArchiveEntry(BASE + "data/link");
            link.setUnixMode(mode);
            assertThat(refused(out -> put(out, link, "/etc/passwd"))).contains("it is a link or a special file");
        }
        ZipArchiveEntry named = new ZipArchiveEntry(BASE + "data/good.txt");
        named.addExtraField(new UnicodePathExtraField("evil.sh", SomeRun.bytes(named.getName())));
        assertThat(refused(out -> put(out, named, "x"))).contains("good.txt is refused: it has a second name");
        assertThat(refused(out -> put(out, new ZipArchiveEntry(BASE + "data/report.html"), "other")))
                .contains("is in the zip twice");
        assertThat(refused(out -> put(out, new ZipArchiveEntry(BASE + "data/Report.HTML"), "other")))
                .contains("is in the zip twice, or under two names");
    }

    @Test
    void shouldRefuseBytesThatBelongToNoFileAndTwoDescriptions() throws IOException {
        byte[] zip = Files.readAllBytes(run.zip());
        int central = centralOf(zip, BASE + "data/report.html");

        assertThat(refused(joined(zip, SomeRun.bytes("tail")))).contains("something was added to it");
        assertThat(refused(joined(SomeRun.bytes("#!/bin/sh\n"), zip))).contains("is not where the zip says it is");
        assertThat(refused(Arrays.copyOf(zip, zip.length / 2))).contains("does not end as a zip does");
        assertThat(refused(new byte[0])).contains("too short for a zip");
        byte[] gap = ZipForge.beforeDirectory(zip, SomeRun.bytes("hidden"));
        assertThat(refused(gap)).contains("there are bytes before the zip's directory that belong to no file");
        byte[] renamed = zip.clone();
        byte[] name = SomeRun.bytes(BASE + "data/report.html");
        renamed[indexOf(zip, name) + name.length - 1] = 'k';
        assertThat(refused(renamed)).contains("is described in two ways that do not agree");
        byte[] encrypted = zip.clone();
        encrypted[central + 8] |= 1;
        assertThat(refused(encrypted)).contains("data/report.html is refused: it is encrypted");
        byte[] packed = zip.clone();
        packed[central + 10] = 12;
        assertThat(refused(packed)).contains("data/report.html is refused: it is packed by method 12");
    }

    @Test
    void shouldRefuseBytesHiddenBehindAPackedFile() throws IOException {
        String found = refused(out -> {
            byte[] packed = deflate(SomeRun.bytes("hello"));
            ZipArchiveEntry entry = new ZipArchiveEntry(BASE + "data/hello.txt");
            entry.setMethod(ZipArchiveEntry.DEFLATED);
            entry.setSize(5);
            entry.setCompressedSize(packed.length + 6L);
            CRC32 crc = new CRC32();
            crc.update(SomeRun.bytes("hello"));
            entry.setCrc(crc.getValue());
            out.addRawArchiveEntry(entry, new ByteArrayInputStream(joined(packed, SomeRun.bytes("hidden"))));
        });

        assertThat(found).contains("data/hello.txt unpacks to something else than the zip says");
    }

    @Test
    void shouldRefuseBombsWhateverTheySayOfTheirSize() throws IOException {
        byte[] zip = Files.readAllBytes(
                writeMore(run, out -> put(out, new ZipArchiveEntry(BASE + "data/bomb"), new byte[80 << 20])));
        assertThat(refused(zip)).contains("data/bomb is refused: it unpacks to more than 200 times its size");

        assertThat(refused(ZipForge.sized(zip, BASE + "data/bomb", 10)))
                .contains("data/bomb is refused: it unpacks to more than 200 times its size");
    }

    @Test
    void shouldNeverBelieveAChangedByteThatTheVerifierDoesNot() throws IOException {
        byte[] zip = Files.readAllBytes(run.zip());
        Random random = new Random(7);
        Path mutated = folder.resolve("mutated.zip");

        for (int i = 0; i < 150; i++) {
            byte[] changed = zip.clone();
            // half of the changes where the structure is
            int offset = i % 2 == 0 ? random.nextInt(zip.length) : zip.length - 1 - random.nextInt(1200);
            changed[offset] ^= (byte) (1 << random.nextInt(8));
            Files.write(mutated, changed);
            Answer answer = page.check(mutated);

            assertThat(answer.statuses())
                    .as("byte " + offset)
                    .hasSize(BundleVerifier.checks().size());
            if (!run.verify(mutated).ok()) {
                assertThat(answer.outcome()).as("byte " + offset).isEqualTo("fail");
            }
        }
    }

    private String refused(ZipForge.More more) throws IOException {
        return refused(Files.readAllBytes(writeMore(run, more)));
    }

    private String refused(byte[] zip) throws IOException {
        Answer answer = both.check(Files.write(folder.resolve("mutated.zip"), zip));
        assertThat(answer.outcome()).isEqualTo("fail");
        return answer.messages().get("container");
    }
}
