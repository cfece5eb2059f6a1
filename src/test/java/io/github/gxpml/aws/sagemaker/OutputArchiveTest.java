// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gxpml.port.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An archive that a job left is somebody else's work, and may be meant badly. */
class OutputArchiveTest {
    @TempDir
    Path folder;

    /** Fills an archive. */
    private interface Content {
        void write(TarArchiveOutputStream tar) throws IOException;
    }

    @Test
    void shouldTakeWhatTheContractNamesAndNothingElse() throws Exception {
        Path archive = create(tar -> {
            file(tar, "./model.json", "m");
            file(tar, "predictions/train.csv", "p");
            file(tar, "metrics.json", "{}");
            file(tar, "code/inference.py", "x");
            file(tar, "predictions/deeper/train.csv", "x");
        });

        new OutputArchive(archive, 1000).unpack(out());

        assertThat(out()).isDirectoryRecursivelyContaining("glob:**/predictions/train.csv");
        assertThat(out().resolve("model.json")).hasContent("m");
        assertThat(out().resolve("metrics.json")).exists();
        assertThat(out().resolve("code")).doesNotExist();
        assertThat(out().resolve("predictions/deeper")).doesNotExist();
    }

    @Test
    void shouldRefuseANameThatNoMemoryWouldHold() throws Exception {
        Path archive = create(tar -> {
            file(tar, "model.json", "m");
            var name = new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
            name.setSize(2 << 20);
            tar.putArchiveEntry(name);
            tar.write(new byte[2 << 20]);
            tar.closeArchiveEntry();
        });

        assertThatThrownBy(() -> new OutputArchive(archive, 1L << 40).unpack(out()))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("between its files, such as a name, is too long");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../model.json", "/model.json", "predictions/../../train.csv", "..", "a\\..\\model.json"})
    void shouldRefuseAPathThatLeadsOut(String path) throws Exception {
        Path archive = create(tar -> {
            var entry = new TarArchiveEntry(path, true);
            entry.setSize(1);
            tar.putArchiveEntry(entry);
            tar.write('x');
            tar.closeArchiveEntry();
        });

        assertThatThrownBy(() -> new OutputArchive(archive, 1000).unpack(out()))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("leads out of it");
        assertThat(folder.resolve("model.json")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(bytes = {TarConstants.LF_SYMLINK, TarConstants.LF_LINK, TarConstants.LF_FIFO, TarConstants.LF_CHR})
    void shouldTakeNoLinkForAFile(byte type) throws Exception {
        Path archive = create(tar -> {
            var entry = new TarArchiveEntry("model.json", type);
            entry.setLinkName("/etc/passwd");
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
        });

        new OutputArchive(archive, 1000).unpack(out());

        assertThat(Files.exists(out().resolve("model.json"), java.nio.file.LinkOption.NOFOLLOW_LINKS))
                .isFalse();
    }

    @Test
    void shouldRefuseMoreThanADiskOfTheJobHolds() throws Exception {
        Path archive = create(tar -> file(tar, "ignored.bin", "0".repeat(100_000)));

        assertThatThrownBy(() -> new OutputArchive(archive, 99_999).unpack(out()))
                .hasMessageContaining("more than 99999 bytes");
    }

    @Test
    void shouldRefuseTheSameFileTwice() throws Exception {
        Path archive = create(tar -> {
            file(tar, "model.json", "a");
            file(tar, "./model.json", "b");
        });

        assertThatThrownBy(() -> new OutputArchive(archive, 1000).unpack(out())).hasMessageContaining("twice");
    }

    @Test
    void shouldSayThatAnArchiveIsNone() throws Exception {
        Path archive = Files.writeString(folder.resolve("model.tar.gz"), "no archive");

        assertThatThrownBy(() -> new OutputArchive(archive, 1000).unpack(out()))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("cannot be read as tar.gz");
    }

    private Path out() {
        return folder.resolve("out");
    }

    private Path create(Content content) throws IOException {
        Path archive = folder.resolve("model.tar.gz");
        try (var tar =
                new TarArchiveOutputStream(new GzipCompressorOutputStream(Files.newOutputStream(archive)), "UTF-8")) {
            content.write(tar);
        }
        return archive;
    }

    private static void file(TarArchiveOutputStream tar, String name, String text) throws IOException {
        var entry = new TarArchiveEntry(name);
        entry.setSize(text.length());
        tar.putArchiveEntry(entry);
        tar.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        tar.closeArchiveEntry();
    }
}
