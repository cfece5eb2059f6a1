// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gxpml.host.codepipeline.Archives.Entry;
import io.github.gxpml.host.codepipeline.IncomingFiles.Limits;
import io.github.gxpml.host.codepipeline.IncomingFiles.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that somebody made to do harm, or that are damaged. */
class IncomingFilesTest {
    @TempDir
    Path folder;

    @Test
    void shouldUnpackWhatIsInOrderWithItsDigestsAndScripts() throws Exception {
        IncomingFiles files = unpack(
                Limits.USUAL,
                new Entry("src/", new byte[0], 040755),
                Entry.of("src/a.py", "abc"),
                Entry.of("src/A.py", "another name"),
                Entry.of(".git/hooks/post-checkout", "a plain file here"),
                Entry.of("daten/\u00fc..x", ""),
                new Entry("run.sh", "#!/bin/sh".getBytes(StandardCharsets.UTF_8), Archives.SCRIPT));

        assertThat(files.files())
                .containsOnlyKeys("src/a.py", "src/A.py", ".git/hooks/post-checkout", "daten/\u00fc..x", "run.sh")
                // FIPS 180-2, appendix B.1
                .containsEntry("src/a.py", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(incoming().resolve("run.sh")).isExecutable();
        assertThat(Files.isExecutable(incoming().resolve("src/a.py"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x",
                "a/../../x",
                "a/..",
                "..",
                ".",
                "./x",
                "a/./x",
                "/x",
                "//x",
                "a//x",
                "C:x",
                "c:/x",
                "a\u0000b",
                "a\nb",
                "a\n\n/../../../x",
                "a\u0085b",
                "a\u2028/../../../ESCAPED.txt",
                "a\u202eb",
                ".gxp/registry/m/1.json",
                ".GXP/registry/m/1.json",
                "a/.gxp/x",
                "\n.gxp/x",
                ".gxp"
            })
    void shouldRefuseAPathThatIsNotTheirs(String name) throws IOException {
        assertRefused("a path that leads elsewhere", Entry.of("good", "x"), Entry.of(name, "x"));
    }

    /** What is left of a backslash depends on the system that the archive says to be from. */
    @ParameterizedTest
    @ValueSource(strings = {"..\\x", "a\\..\\..\\x", "\\x", "C:\\x", "\\\\host\\share\\x"})
    void shouldRefuseABackslashThatLeadsElsewhere(String name) throws Exception {
        Path zip = Archives.write(folder.resolve("a.zip"), List.of(Entry.of(name.replace('\\', '!'), "x")));
        byte[] before = name.replace('\\', '!').getBytes(StandardCharsets.UTF_8);
        Archives.replace(zip, before, name.getBytes(StandardCharsets.UTF_8));
        Archives.replace(zip, before, name.getBytes(StandardCharsets.UTF_8));

        assertRefused("a path that leads elsewhere", zip, Limits.USUAL);
    }

    @Test
    void shouldRefuseALink() throws IOException {
        assertRefused("a link", new Entry("passwd", "/etc/passwd".getBytes(StandardCharsets.UTF_8), Archives.LINK));
    }

    @Test
    void shouldRefuseTheSameNameTwice() throws Exception {
        Path zip = Archives.write(folder.resolve("a.zip"), List.of(Entry.of("a.py", "x"), Entry.of("b.py", "y")));
        Archives.replace(zip, bytes("b.py"), bytes("a.py"));
        Archives.replace(zip, bytes("b.py"), bytes("a.py"));

        assertRefused("twice", zip, Limits.USUAL);
    }

    @Test
    void shouldRefuseAFileAndAFolderOfTheSameName() throws IOException {
        assertRefused("a file and a folder of the same name", Entry.of("a", "x"), Entry.of("a/b", "y"));
        assertRefused("a file and a folder of the same name", Entry.of("a/b", "y"), Entry.of("a", "x"));
    }

    @Test
    void shouldRefuseNamesThatNoDiskTakes() throws IOException {
        assertRefused("more than 255 bytes", Entry.of("a/" + "\u00fc".repeat(128), "x"));
        assertRefused("more than 2000", Entry.of("a/".repeat(1000) + "x", "x"));
    }

    @Test
    void shouldRefuseMoreThanItsLimits() throws Exception {
        assertThat(unpack(new Limits(2, 10), Entry.of("a", "01234"), Entry.of("b", "56789"))
                        .files())
                .hasSize(2);

        assertRefused("larger than 9 bytes", new Limits(2, 9), Entry.of("a", "01234"), Entry.of("b", "56789"));
        assertRefused(
                "more than 1 files and folders", new Limits(1, 10), Entry.of("a", "01234"), Entry.of("b", "56789"));
    }

    /** The limit holds over all artifacts of a job. */
    @Test
    void shouldCountAllArchivesTogether() throws Exception {
        var files = new IncomingFiles(incoming(), new Limits(10, 10));
        files.unpack(part(Archives.write(folder.resolve("a.zip"), List.of(Entry.of("a", "01234567")))));
        Part second = part(Archives.write(folder.resolve("b.zip"), List.of(Entry.of("b", "01234567"))));

        assertThatThrownBy(() -> files.unpack(second))
                .isInstanceOf(OrderException.class)
                .hasMessageContaining("larger than 10 bytes");
    }

    /** What a list needs in memory is not what a file of it needs on disk. */
    @Test
    void shouldStopAListThatFillsTheMemoryWhateverItsEndSays() throws Exception {
        List<Entry> folders = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            folders.add(new Entry("d" + i + "/", new byte[0], 040755));
        }
        assertRefused("more than 999 files and folders", new Limits(999, 10), folders.toArray(Entry[]::new));
        String longer = "its list of files and folders is longer than 30000 bytes";
        assertRefused(longer, new Limits(1000, 10, 30_000), folders.toArray(Entry[]::new));

        Path zip = Archives.write(folder.resolve("a.zip"), folders);
        // number of entries, here and in all, little-endian in the record at the end
        Archives.replace(zip, new byte[] {(byte) 0xe8, 3, (byte) 0xe8, 3}, new byte[] {1, 0, 1, 0});
        assertRefused(longer, zip, new Limits(1000, 10, 30_000));
    }

    @Test
    void shouldCountFoldersOfAllArchivesTogether() throws Exception {
        var files = new IncomingFiles(incoming(), new Limits(2, 10));
        Path zip = Archives.write(
                folder.resolve("a.zip"), List.of(new Entry("d/", new byte[0], 040755), Entry.of("d/a", "x")));
        files.unpack(new Part("one/", "One", zip));

        assertThatThrownBy(() -> files.unpack(new Part("two/", "Two", zip)))
                .isInstanceOf(OrderException.class)
                .hasMessageContaining("more than 2 files and folders");
    }

    /** The limit of the shell on files stands for a disk that is full: writing fails halfway. */
    @Test
    void shouldNotBlameTheArchiveForTheDisk() throws Exception {
        Path zip = Archives.write(folder.resolve("a.zip"), List.of(new Entry("zeros", new byte[1 << 20], 0100644)));

        assertThat(unpackedElsewhere("ulimit -f 100", zip))
                .startsWith("java.nio.file.FileSystemException: " + incoming().resolve("zeros") + ": ");
    }

    @Test
    void shouldSayThatTheLocaleCannotHoldAName() throws Exception {
        Path zip = Archives.write(folder.resolve("a.zip"), List.of(Entry.of("daten/\u00fc.csv", "x")));

        assertThat(unpackedElsewhere("export LC_ALL=C", zip))
                .isEqualTo(
                        "io.github.gxpml.host.codepipeline.OrderException: the input artifact Source cannot be unpacked:"
                                + " the locale of the worker cannot hold a name in it: start the worker with LC_ALL=C.UTF-8");
        assertThat(unpackedElsewhere("export LC_ALL=C.UTF-8", zip)).isEqualTo("unpacked");
    }

    @Test
    void shouldNotBlameTheArchiveForTheEndOfTheWorker() throws Exception {
        Path zip = Archives.write(folder.resolve("a.zip"), List.of(Entry.of("a", "x")));
        IncomingFiles files = fresh(Limits.USUAL);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> files.unpack(part(zip)))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(OrderException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    /** Unpacks the archive {@code args[0]} into the folder {@code args[1]}, and prints how that ended. */
    static final class Elsewhere {
        private Elsewhere() {}

        public static void main(String[] args) {
            try {
                new IncomingFiles(Path.of(args[1]), Limits.USUAL).unpack(part(Path.of(args[0])));
                System.out.println("unpacked");
            } catch (IOException | OrderException e) {
                System.out.println(e);
            }
        }
    }

    private String unpackedElsewhere(String before, Path zip) throws Exception {
        fresh(Limits.USUAL);
        Process process = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        before + "; exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Elsewhere.class.getName(),
                        zip.toString(),
                        incoming().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said.strip();
    }

    @Test
    void shouldStopABombThatLiesAboutItsSize() throws Exception {
        byte[] zeros = new byte[1 << 20];
        Path zip = Archives.write(folder.resolve("a.zip"), List.of(new Entry("zeros", zeros, 0100644)));
        assertThat(Files.size(zip)).isLessThan(10_000);
        // the size stands little-endian in the list at the end
        Archives.replace(zip, new byte[] {0, 0, 16, 0, 5, 0, 0, 0}, new byte[] {1, 0, 0, 0, 5, 0, 0, 0});

        assertRefused("larger than 1000 bytes", zip, new Limits(10, 1000));
        try (Stream<Path> written = Files.walk(incoming())) {
            assertThat(written.filter(Files::isRegularFile)
                            .mapToLong(file -> file.toFile().length()))
                    .allMatch(size -> size <= 1000);
        }
    }

    @Test
    void shouldRefuseAFileThatIsNotWhatTheListSays() throws Exception {
        byte[] zeros = new byte[1 << 20];
        Path zip = Archives.write(folder.resolve("a.zip"), List.of(new Entry("zeros", zeros, 0100644)));
        Archives.replace(zip, new byte[] {0, 0, 16, 0, 5, 0, 0, 0}, new byte[] {1, 0, 0, 0, 5, 0, 0, 0});

        assertRefused("damaged", zip, Limits.USUAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no archive", "PK\u0003\u0004", "PK\u0005\u0006 and no more"})
    void shouldRefuseWhatIsNoArchive(String content) throws Exception {
        assertRefused(
                "not a zip archive, or a damaged one",
                Files.writeString(folder.resolve("a.zip"), content),
                Limits.USUAL);
    }

    @Test
    void shouldRefuseAnArchiveWithAnyByteOfItsFileTurned() throws Exception {
        String content = "of some length, so that it is packed and something of it can be turned";
        Path zip = Archives.write(folder.resolve("a.zip"), List.of(Entry.of("a", content)));
        byte[] whole = Files.readAllBytes(zip);
        int first;
        int size;
        try (ZipFile archive = ZipFile.builder().setPath(zip).get()) {
            first = (int) archive.getEntry("a").getDataOffset();
            size = (int) archive.getEntry("a").getCompressedSize();
        }
        assertThat(size).isGreaterThan(20);
        // the last byte may end in bits that mean nothing
        for (int at = first; at < first + size - 1; at++) {
            byte[] turned = whole.clone();
            turned[at] ^= 0x10;
            Files.write(zip, turned);
            assertRefused("damaged", zip, Limits.USUAL);
        }
    }

    @Test
    void shouldRefuseAnArchiveThatWasCutOff() throws Exception {
        Path zip = Archives.write(folder.resolve("a.zip"), List.of(Entry.of("a", "content")));
        byte[] whole = Files.readAllBytes(zip);
        List<Integer> taken = new ArrayList<>();
        for (int length = 0; length < whole.length; length++) {
            Files.write(zip, java.util.Arrays.copyOf(whole, length));
            try {
                fresh(Limits.USUAL).unpack(part(zip));
                taken.add(length);
            } catch (OrderException e) {
                assertThat(e).hasMessageContaining("damaged");
            }
        }
        assertThat(taken).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Path incoming() {
        return folder.resolve("incoming");
    }

    private static Part part(Path zip) {
        return new Part("", "Source", zip);
    }

    private IncomingFiles fresh(Limits limits) throws IOException {
        if (Files.exists(incoming())) {
            try (Stream<Path> files = Files.walk(incoming())) {
                for (Path file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return new IncomingFiles(incoming(), limits);
    }

    private IncomingFiles unpack(Limits limits, Entry... entries) throws Exception {
        IncomingFiles files = fresh(limits);
        files.unpack(part(Archives.write(folder.resolve("a.zip"), List.of(entries))));
        return files;
    }

    private void assertRefused(String words, Entry... entries) throws IOException {
        assertRefused(words, Limits.USUAL, entries);
    }

    private void assertRefused(String words, Limits limits, Entry... entries) throws IOException {
        assertRefused(words, Archives.write(folder.resolve("a.zip"), List.of(entries)), limits);
    }

    private void assertRefused(String words, Path zip, Limits limits) throws IOException {
        IncomingFiles files = fresh(limits);
        assertThatThrownBy(() -> files.unpack(part(zip)))
                .isInstanceOf(OrderException.class)
                .hasMessageStartingWith("the input artifact Source cannot be unpacked: ")
                .hasMessageContaining(words);
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all.map(path -> path.getFileName().toString())).isSubsetOf("a.zip", "incoming");
        }
    }
}
