// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gxpml.host.codepipeline.Archives.Entry;
import io.github.gxpml.host.codepipeline.IncomingFiles.Limits;
import io.github.gxpml.host.codepipeline.IncomingFiles.Part;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a workspace from execution to execution. */
class SourceTreeTest {
    @TempDir
    Path folder;

    @TempDir
    Path archives;

    private Path source;

    @BeforeEach
    void name() {
        source = folder.resolve("source");
    }

    @Test
    void shouldReplaceWhatAnArchiveBroughtAndLeaveWhatAStageMade() throws Exception {
        bring("gxp.yaml", "one", "src/old.py", "old", "src/deep/x.py", "x");
        Files.createDirectories(source.resolve(".gxp/runs"));
        Files.writeString(source.resolve(".gxp/runs/1"), "run");
        Files.createDirectories(source.resolve("gxp-evidence"));
        Files.writeString(source.resolve("gxp-evidence/m-1.zip"), "evidence");

        bring("gxp.yaml", "two", "src/new.py", "new");

        assertThat(files())
                .isEqualTo(Map.of(
                        "gxp.yaml",
                        "two",
                        "src/new.py",
                        "new",
                        ".gxp/runs/1",
                        "run",
                        "gxp-evidence/m-1.zip",
                        "evidence"));
        assertThat(source.resolve("src/deep")).doesNotExist();
        assertThat(folder.resolve("incoming")).doesNotExist();
    }

    @Test
    void shouldRemoveWhatAKillLeftOfFilesOnTheirWay() throws Exception {
        Files.createDirectories(folder);
        for (String file : List.of(".123.part", ".source.json9.partial", "times.json", ".young.part")) {
            Files.writeString(folder.resolve(file), "half");
            Files.setLastModifiedTime(
                    folder.resolve(file), FileTime.from(Instant.now().minusSeconds(3700)));
        }
        Files.setLastModifiedTime(folder.resolve(".young.part"), FileTime.from(Instant.now()));

        bring("gxp.yaml", "one");

        assertThat(folder.resolve(".123.part")).doesNotExist();
        assertThat(folder.resolve(".source.json9.partial")).doesNotExist();
        assertThat(folder.resolve("times.json")).exists();
        assertThat(folder.resolve(".young.part")).exists();
    }

    @Test
    void shouldNeverOverwriteOrRemoveWhatAStageMade() throws Exception {
        bring("gxp.yaml", "one");
        Files.writeString(source.resolve("model.bin"), "made");

        assertRefused("made or changed in the workspace", "gxp.yaml", "two", "model.bin", "brought");

        assertThat(files()).isEqualTo(Map.of("gxp.yaml", "one", "model.bin", "made"));
    }

    /** A bundle in the source, over which the run of that number sealed its own. */
    @Test
    void shouldKeepWhatAStageWroteOverAFileOfTheSource() throws Exception {
        bring("gxp.yaml", "one", "gxp-evidence/m-1.zip", "of the source");
        Files.writeString(source.resolve("gxp-evidence/m-1.zip"), "sealed here");

        assertRefused("made or changed", "gxp.yaml", "two", "gxp-evidence/m-1.zip", "of the source");
        bring("gxp.yaml", "two");

        assertThat(files()).isEqualTo(Map.of("gxp.yaml", "two", "gxp-evidence/m-1.zip", "sealed here"));
    }

    @Test
    void shouldTakeAFileThatAStageMadeTheSame() throws Exception {
        bring("gxp.yaml", "one");
        Files.writeString(source.resolve("lock.txt"), "same");

        bring("gxp.yaml", "one", "lock.txt", "same");
        bring("gxp.yaml", "one");

        assertThat(files()).isEqualTo(Map.of("gxp.yaml", "one"));
    }

    @Test
    void shouldTurnAFileIntoAFolderAndBack() throws Exception {
        bring("a", "file");
        bring("a/b/c", "in a folder");
        assertThat(files()).isEqualTo(Map.of("a/b/c", "in a folder"));

        bring("a", "file");

        assertThat(files()).isEqualTo(Map.of("a", "file"));
    }

    @Test
    void shouldNotPutAFileInPlaceOfAFolderWithSomethingOfAStage() throws Exception {
        bring("a/b", "in a folder");
        Files.createDirectories(source.resolve("a/out"));

        assertRefused("made or changed", "a", "file");

        assertThat(source.resolve("a/out")).isDirectory();
    }

    @Test
    void shouldNotPutAFolderInPlaceOfAFileOfAStage() throws Exception {
        bring("gxp.yaml", "one");
        Files.writeString(source.resolve("out"), "made");

        assertRefused("a link or a file that a stage has made", "gxp.yaml", "one", "out/x", "brought");

        assertThat(files()).isEqualTo(Map.of("gxp.yaml", "one", "out", "made"));
    }

    @Test
    void shouldNotWriteThroughALinkOfAStage() throws Exception {
        Path outside = Files.createDirectories(archives.resolve("outside"));
        Files.writeString(outside.resolve("victim"), "safe");
        bring("gxp.yaml", "one");
        Files.createSymbolicLink(source.resolve("data"), outside);
        Files.createSymbolicLink(source.resolve("file"), outside.resolve("victim"));
        Files.createSymbolicLink(source.resolve("dangling"), outside.resolve("new"));

        assertRefused("a link or a file that a stage has made", "data/victim", "changed");
        assertRefused("made or changed", "file", "changed");
        assertRefused("made or changed", "dangling", "changed");

        assertThat(outside.resolve("victim")).hasContent("safe");
        assertThat(outside.resolve("new")).doesNotExist();
    }

    @Test
    void shouldNotRemoveThroughALinkOfAStage() throws Exception {
        bring("gxp.yaml", "one", "data/victim", "same");
        Path outside = Files.createDirectories(archives.resolve("outside"));
        Files.writeString(outside.resolve("victim"), "same");
        Files.delete(source.resolve("data/victim"));
        Files.delete(source.resolve("data"));
        Files.createSymbolicLink(source.resolve("data"), outside);

        bring("gxp.yaml", "one");

        assertThat(outside.resolve("victim")).exists();
        assertThat(source.resolve("data")).isSymbolicLink();
    }

    @Test
    void shouldMendWhatAKillLeftInTheMiddle() throws Exception {
        bring("a/b", "one", "c", "one", "d", "one");
        bring("a", "two", "c", "two", "e/f", "two");
        String finished = Files.readString(folder.resolve("source.json"));

        // as it is between the list of both and the last file: some removed, some moved, the rest still incoming
        Files.delete(source.resolve("a"));
        Files.createDirectories(source.resolve("a"));
        Files.delete(source.resolve("e/f"));
        Files.writeString(source.resolve("d"), "one");
        Files.createDirectories(folder.resolve("incoming/e"));
        Files.writeString(folder.resolve("incoming/e/f"), "two");
        Files.writeString(folder.resolve("incoming/rest"), "of another time");
        Path before = Files.createDirectories(archives.resolve("before"));
        new SourceTree(before, Limits.USUAL).replace(List.of(part("", "a/b", "one", "c", "one", "d", "one")));
        Files.writeString(
                folder.resolve("source.json"), union(Files.readString(before.resolve("source.json")), finished));

        bring("a", "two", "c", "two", "e/f", "two");

        assertThat(files()).isEqualTo(Map.of("a", "two", "c", "two", "e/f", "two"));
        assertThat(folder.resolve("source.json")).hasContent(finished);
        assertThat(folder.resolve("incoming")).doesNotExist();
    }

    @Test
    void shouldChangeNothingWhenOneOfSeveralArchivesIsRefused() throws Exception {
        bring("gxp.yaml", "one");
        Path broken = Files.writeString(archives.resolve("broken.zip"), "no archive");

        assertThatThrownBy(
                        () -> tree().replace(List.of(part("", "gxp.yaml", "two"), new Part("Data/", "Data", broken))))
                .isInstanceOf(OrderException.class)
                .hasMessageContaining("the input artifact Data");

        assertThat(files()).isEqualTo(Map.of("gxp.yaml", "one"));
    }

    @Test
    void shouldPutOtherArtifactsIntoFoldersOfTheirNames() throws Exception {
        tree().replace(List.of(part("", "gxp.yaml", "one"), part("Data/", "gxp.yaml", "data")));

        assertThat(files()).isEqualTo(Map.of("gxp.yaml", "one", "Data/gxp.yaml", "data"));
    }

    @Test
    void shouldRefuseTwoArtifactsThatBringTheSameFile() {
        assertThatThrownBy(() -> tree().replace(List.of(part("", "Data/x", "one"), part("Data/", "x", "two"))))
                .isInstanceOf(OrderException.class)
                .hasMessageContaining("a file twice");
    }

    private static String union(String before, String after) throws IOException {
        var both = new TreeMap<String, TreeSet<String>>();
        for (String list : List.of(before, after)) {
            var tree = Json.foreign(list.getBytes(StandardCharsets.UTF_8));
            tree.path("files")
                    .fields()
                    .forEachRemaining(file -> file.getValue()
                            .forEach(digest -> both.computeIfAbsent(file.getKey(), name -> new TreeSet<>())
                                    .add(digest.asText())));
        }
        return Json.compact(Map.of("files", both));
    }

    private SourceTree tree() {
        return new SourceTree(folder, Limits.USUAL);
    }

    private void bring(String... namesAndContents) throws Exception {
        tree().replace(List.of(part("", namesAndContents)));
    }

    private void assertRefused(String words, String... namesAndContents) {
        assertThatThrownBy(() -> bring(namesAndContents))
                .isInstanceOf(OrderException.class)
                .hasMessageContaining(words);
    }

    private Part part(String prefix, String... namesAndContents) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < namesAndContents.length; i += 2) {
            entries.add(Entry.of(namesAndContents[i], namesAndContents[i + 1]));
        }
        Path zip = archives.resolve("input-" + prefix.length() + ".zip");
        return new Part(prefix, "Source", Archives.write(zip, entries));
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(source)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                found.put(source.relativize(file).toString(), Files.readString(file));
            }
        }
        return found;
    }
}
