// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import static io.github.gxpml.lineage.SomeGit.git;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gxpml.io.Sha256;
import io.github.gxpml.lineage.SourceRecord.State;
import io.github.gxpml.port.DataSources;
import io.github.gxpml.spec.Spec;
import io.github.gxpml.spec.SpecLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pointers as DVC 3, DVC 2 and Git LFS write them. */
class SourcesTest {
    private static final String TABLE = "id,y\n1,0\n2,1\n";

    @TempDir
    Path folder;

    @Test
    void shouldCompareAFileWithItsDvcPointer() throws Exception {
        write("data/train.csv", TABLE);
        write(
                "data/train.csv.dvc",
                "outs:\n- md5: " + md5sum("data/train.csv") + "\n  size: 13\n  hash: md5\n  path: train.csv\n");

        SourceRecord same = read("dvc: {}");
        write("data/train.csv", TABLE + "3,1\n");
        SourceRecord other = read("dvc: {}");

        assertThat(same.state()).isEqualTo(State.MATCHES);
        assertThat(same.digest().orElseThrow()).startsWith("md5:");
        assertThat(other.state()).isEqualTo(State.DIFFERS);
        assertThat(other.note()).isEqualTo("the file has md5:" + md5sum("data/train.csv"));
    }

    @Test
    void shouldTakeThePointerOfAnOlderDvcForTheTextWithUnixLineEnds() throws Exception {
        write("data/train.csv", "a\r\nb\r\r\nc\r");
        write("data/unix.csv", "a\nb\r\nc\r");
        String pointer = "outs:\n- md5: " + md5sum("data/unix.csv") + "\n  path: train.csv\n";
        write("pointers/t.dvc", "wdir: ../data\n" + pointer);

        assertThat(read("dvc: {file: pointers/t.dvc}").state()).isEqualTo(State.MATCHES);

        write("pointers/t.dvc", "wdir: ../data\n" + pointer + "  hash: md5\n");
        assertThat(read("dvc: {file: pointers/t.dvc}").state()).isEqualTo(State.DIFFERS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    outs: [{md5: 4aaf1ee0ab71eb3e5dd8ecf0dcbbe3a1, path: other.csv}] | tracks another file
                    outs: [{md5: 4aaf1ee0ab71eb3e5dd8ecf0dcbbe3a1.dir, path: train.csv}] | not the digest of one file
                    outs: [{path: train.csv}] | no `md5`
                    outs: [train.csv] | not written as DVC
                    - a list | not written as DVC
                    a: [ | no YAML
                    a: &a [x, x] b: *a | no YAML
                    """)
    void shouldSayWhyAPointerCannotBeRead(String pointer, String why) throws Exception {
        write("data/train.csv", TABLE);
        write("data/train.csv.dvc", pointer);

        SourceRecord source = read("dvc: {}");

        assertThat(source.state()).isEqualTo(State.UNREADABLE);
        assertThat(source.note()).contains(why).doesNotContain("\n");
    }

    @Test
    void shouldNotGrowWithAnAliasBombOrAHugePointer() throws Exception {
        write("data/train.csv", TABLE);
        write("data/train.csv.dvc", "a: &a [x]\nb: &b [*a, *a]\nouts: [*b, *b]\n");
        assertThat(read("dvc: {}").state()).isEqualTo(State.UNREADABLE);

        write("data/train.csv.dvc", "#".repeat((1 << 20) + 1));
        assertThat(read("dvc: {}").note()).contains("larger than 1 MiB");

        Files.delete(folder.resolve("data/train.csv.dvc"));
        assertThat(read("dvc: {}").note()).contains("there is no file data/train.csv.dvc");
    }

    @Test
    void shouldCompareAFileWithThePointerInTheCommit() throws Exception {
        assumeTrue(SomeGit.here(), "there is no git on this machine");
        git(folder, "init", "-q", "-b", "trunk");
        write("data/train.csv", TABLE);
        assertThat(read("gitLfs: {}").note()).isEqualTo("the git repository has no commit yet");
        commit("data/other.csv", "x\n");
        assertThat(read("gitLfs: {}").note()).contains("the commit has no file at its path");
        commit("data/train.csv", TABLE);
        assertThat(read("gitLfs: {}").note()).contains("is no Git LFS pointer, but a file");
        commit("data/train.csv", pointer(Sha256.of(TABLE)));

        write("data/train.csv", TABLE);
        SourceRecord same = read("gitLfs: {}");
        write("data/train.csv", TABLE + "3,1\n");
        SourceRecord other = read("gitLfs: {}");

        assertThat(same.state()).isEqualTo(State.MATCHES);
        assertThat(same.digest()).contains("sha256:" + Sha256.of(TABLE));
        assertThat(other.state()).isEqualTo(State.DIFFERS);
        assertThat(other.note()).isEqualTo("the file has sha256:" + Sha256.of(TABLE + "3,1\n"));
    }

    @Test
    void shouldNotTakeAFileOutsideOfARepositoryForATrackedOne() throws Exception {
        write("data/train.csv", TABLE);

        assertThat(read("gitLfs: {}").state()).isEqualTo(State.UNREADABLE);
        assertThat(read("gitLfs: {}").note()).contains("does not lie in a git repository");
    }

    @Test
    void shouldRecordWhatIsOutOfReachAsDeclared() throws Exception {
        write("data/train.csv", TABLE);

        SourceRecord source = read("s3: {bucket: b, key: '../<k>', versionId: 3HL4}");

        assertThat(source)
                .isEqualTo(new SourceRecord(
                        "train",
                        "s3",
                        Map.of("bucket", "b", "key", "../<k>", "versionId", "3HL4"),
                        State.DECLARED,
                        java.util.Optional.empty(),
                        ""));
    }

    private SourceRecord read(String source) throws Exception {
        write("gxp.yaml", """
                gxp: 1
                model: {name: m, intendedUse: Only a test., riskClass: research}
                data:
                  key: id
                  label: {column: y, positive: 1}
                  features: [x]
                  tables: {train: {path: data/train.csv, source: {SOURCE}}}
                train: {seed: 42}
                """.replace("SOURCE", source));
        Spec spec = SpecLoader.load(folder.resolve("gxp.yaml"));
        return Sources.of(spec, Map.of("train", Sha256.of(folder.resolve("data/train.csv"))), DataSources.NONE)
                .get(0);
    }

    private void commit(String file, String text) throws Exception {
        write(file, text);
        git(folder, "add", "-f", file);
        git(folder, "commit", "-q", "-m", "Add " + file);
    }

    private static String pointer(String oid) {
        return "version https://git-lfs.github.com/spec/v1\noid sha256:" + oid + "\nsize 13\n";
    }

    private String md5sum(String file) throws Exception {
        byte[] digest = java.security.MessageDigest.getInstance("MD5").digest(Files.readAllBytes(folder.resolve(file)));
        return java.util.HexFormat.of().formatHex(digest);
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), text);
    }
}
