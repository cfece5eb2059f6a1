// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gxp.evidence.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexFileTest {
    @TempDir
    private Path folder;

    @Test
    void shouldKeepAStageWithItsGates() throws Exception {
        new IndexFile()
                .add(
                        folder,
                        IndexLine.of(
                                7,
                                new Sample()
                                        .model(Sample.HOSTILE)
                                        .gate(Sample.HOSTILE, "FAIL", 0.6)
                                        .waived("validate/" + Sample.HOSTILE)
                                        .evidence()));
        var again = new IndexFile();

        assertThat(again.entries(folder)).singleElement().satisfies(entry -> {
            assertThat(entry.build()).isEqualTo(7);
            assertThat(entry.model()).isEqualTo(Sample.HOSTILE);
            assertThat(entry.counts()).isEqualTo(new IndexEntry.Counts(0, 1, 0, 1));
        });
        assertThat(again.gates(folder, again.entries(folder).get(0)))
                .singleElement()
                .satisfies(gate -> {
                    assertThat(gate.id()).isEqualTo("validate/" + Sample.HOSTILE);
                    assertThat(gate.waived()).isTrue();
                    assertThat(gate.numbers()).containsEntry("value", 0.6).containsEntry("min", 0.75);
                });
    }

    @Test
    void shouldBelieveWhatWasSaidLast() throws Exception {
        var file = new IndexFile();
        file.add(folder, IndexLine.of(1, new Sample().verdict("UNDECIDED").evidence()));
        file.add(folder, IndexLine.of(1, new Sample().verdict("PASS").evidence()));

        assertThat(file.entries(folder)).extracting(IndexEntry::verdict).containsExactly("PASS");
        assertThat(new IndexFile().entries(folder))
                .extracting(IndexEntry::verdict)
                .containsExactly("PASS");
    }

    @Test
    void shouldPassOverDamagedLinesAndGoOnAfterThem() throws Exception {
        var file = new IndexFile();
        file.add(folder, IndexLine.of(1, new Sample().gate("a", "PASS", 0.9).evidence()));
        String whole = Files.readString(folder.resolve(IndexFile.NAME));
        Files.writeString(
                folder.resolve(IndexFile.NAME),
                "rubbish\n\n{\"build\":\"x\"}\n{}\n" + whole.replace("\"build\":1", "\"build\":2")
                        + whole.substring(0, whole.length() - 9),
                StandardOpenOption.APPEND);
        var again = new IndexFile();
        again.add(folder, IndexLine.of(3, new Sample().gate("a", "PASS", 0.8).evidence()));

        assertThat(again.entries(folder)).extracting(IndexEntry::build).containsExactly(1, 2, 3);
        var third = new IndexFile();
        assertThat(third.entries(folder)).extracting(IndexEntry::build).containsExactly(1, 2, 3);
        assertThat(third.gates(folder, third.entries(folder).get(2)).get(0).numbers())
                .containsEntry("value", 0.8);
    }

    @Test
    void shouldForgetBuildsAndStaySmall() throws Exception {
        var file = new IndexFile();
        for (int build = 1; build <= 1000; build++) {
            file.add(
                    folder,
                    IndexLine.of(
                            build,
                            new Sample().gate("a", "PASS", build / 1000.0).evidence()));
        }
        long before = Files.size(folder.resolve(IndexFile.NAME));
        for (int build = 1; build <= 990; build++) {
            file.delete(folder, build);
        }

        assertThat(file.entries(folder))
                .extracting(IndexEntry::build)
                .contains(991, 1000)
                .hasSize(10);
        assertThat(file.knows(folder, 1000)).isTrue();
        assertThat(Files.size(folder.resolve(IndexFile.NAME))).isLessThan(before / 10);
        assertThat(file.gates(folder, file.entries(folder).get(9)).get(0).numbers())
                .containsEntry("value", 1.0);
        for (int build = 991; build <= 1000; build++) {
            file.delete(folder, build);
        }
        assertThat(folder.resolve(IndexFile.NAME)).doesNotExist();
        assertThat(file.entries(folder)).isEmpty();
    }
}
