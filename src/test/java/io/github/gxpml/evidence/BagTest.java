// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BagTest {
    @Test
    void shouldGiveBackWhatWasPutIn(@TempDir Path folder) throws IOException {
        Bag bag = Bag.create(folder.resolve("bag"));
        bag.put("metrics/größe Ω.json", SomeRun.bytes("{}"));
        bag.putFile("spec/gxp.yaml", Files.writeString(folder.resolve("some"), "gxp: 1"));
        bag.put("spec/gxp.yaml", SomeRun.bytes("gxp: 2"));

        Bag again = Bag.open(folder.resolve("bag"));
        assertThat(again.names()).containsExactly("metrics/größe Ω.json", "spec/gxp.yaml");
        assertThat(again.read("spec/gxp.yaml")).isEqualTo(SomeRun.bytes("gxp: 2"));
        assertThat(again.has("spec")).isFalse();
        assertThatThrownBy(() -> again.read("none")).hasMessage("the bundle has no file data/none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/a",
                "../a",
                "a/../../b",
                "a//b",
                "a/",
                "./a",
                "a\\b",
                "a\nb",
                "a\u0000b",
                "a\u202eb",
                "C:a",
                "a%0a",
                ".hidden",
                "a/.b",
                "a.",
                "a /b",
                " a",
                "a|b",
                "A\u030a",
                "\ud800"
            })
    void shouldRefuseNamesThatMeanSomethingElseElsewhere(String name, @TempDir Path folder) throws IOException {
        Bag bag = Bag.create(folder.resolve("bag"));

        assertThatThrownBy(() -> bag.put(name, new byte[0]))
                .isInstanceOf(EvidenceException.class)
                .hasMessageMatching("a file in a bundle cannot be called `[^\\x00-\\x1f]*`: the name .*");
        assertThatThrownBy(() -> bag.read(name)).isInstanceOf(EvidenceException.class);
        assertThat(bag.has(name)).isFalse();
    }

    @Test
    void shouldRefuseNamesThatDifferOnlyInCase(@TempDir Path folder) throws IOException {
        Bag bag = Bag.create(folder.resolve("bag"));
        bag.put("Report.html", new byte[0]);

        assertThatThrownBy(() -> bag.put("report.HTML", new byte[0]))
                .hasMessage("data/report.HTML and data/Report.html are one file on some systems: rename one");
    }

    @Test
    void shouldKeepForGoodWhatWasSigned(@TempDir Path folder) throws IOException {
        Bag bag = Bag.create(folder.resolve("bag"));
        for (String name : new String[] {"seen/1/report.html", "attestations/a.json"}) {
            bag.put(name, new byte[0]);
            assertThatThrownBy(() -> bag.put(name, new byte[1])).hasMessageContaining("is kept as it is");
        }
        assertThatThrownBy(() -> bag.put("bundle.json", new byte[1])).hasMessageContaining("is written by sealing");
        assertThatThrownBy(() -> bag.put("seals/1-manifest-sha256.txt", new byte[1]))
                .hasMessageContaining("sealing");
    }

    @Test
    void shouldStartOnlyInAnEmptyFolderAndGoOnOnlyInABag(@TempDir Path folder) throws IOException {
        Path bag = folder.resolve("bag");
        Bag.create(bag);

        assertThatThrownBy(() -> Bag.create(bag)).hasMessageContaining("is not empty");
        assertThatThrownBy(() -> Bag.open(folder)).hasMessageContaining("holds no bundle");
        assertThatThrownBy(() -> Bag.open(folder.resolve("none"))).hasMessageContaining("holds no bundle");
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> Bag.create(file))
                .isInstanceOf(EvidenceException.class)
                .hasMessageContaining("in the way");
    }

    @Test
    void shouldRemoveWhatAKilledWriteLeft(@TempDir Path folder) throws IOException {
        Bag bag = Bag.create(folder.resolve("bag"));
        Path partial = Files.writeString(bag.path(".report.html123.partial"), "half");

        assertThat(bag.names()).isEmpty();
        assertThat(Bag.open(bag.folder()).names()).isEmpty();
        assertThat(partial).doesNotExist();
    }
}
