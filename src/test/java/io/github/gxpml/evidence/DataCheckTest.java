// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.evidence.VerificationReport.Check;
import io.github.gxpml.evidence.VerificationReport.Status;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.lineage.LineageDocument;
import io.github.gxpml.lineage.LineageDocument.TableRecord;
import io.github.gxpml.lineage.StepRecord;
import io.github.gxpml.lineage.StepRecord.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that a bundle names, compared with what lies in folders: as it was, elsewhere, changed, gone, linked. */
class DataCheckTest {
    private static final String TRAIN = "id,x,y\n1,2,1\n";
    private static final String RAW = "raw";

    @TempDir
    Path work;

    private SomeRun run;
    private Path data;

    @BeforeEach
    void lay() throws IOException {
        run = SomeRun.create(Files.createDirectories(work.resolve("run")));
        data = Files.createDirectories(work.resolve("data"));
        put("tables/train.csv", TRAIN);
        put("raw/r.csv", RAW);
        put("model.onnx", "model");
    }

    @Test
    void shouldFindEveryFileUnderItsRecordedPath() throws IOException {
        seal("tables/train.csv", Optional.of(Sha256.of(RAW)));

        assertThat(check())
                .isEqualTo(new Check("data", Status.OK, "3 of 3 files that the bundle names found and equal"));
    }

    @Test
    void shouldFindFilesByTheirContentUnderAnyName() throws IOException {
        seal("tables/train.csv", Optional.of(Sha256.of(RAW)));
        Path other = Files.createDirectories(work.resolve("other/deep"));
        Files.move(data.resolve("tables/train.csv"), other.resolve("renamed table.txt"));
        Files.move(data.resolve("raw/r.csv"), other.resolve("r"));
        Files.move(data.resolve("model.onnx"), other.resolve("m"));

        assertThat(check(data, work.resolve("other")).message()).startsWith("3 of 3 ");
        assertThat(check(data).message()).startsWith("0 of 3 ");
    }

    @Test
    void shouldNameAMissingFileWithItsDigest() throws IOException {
        seal("tables/train.csv", Optional.of(Sha256.of(RAW)));
        Files.delete(data.resolve("tables/train.csv"));

        Check check = check();

        assertThat(check.status()).isEqualTo(Status.FAILED);
        assertThat(check.message())
                .startsWith(
                        "2 of 3 files that the bundle names found and equal; table train (tables/train.csv) is missing")
                .contains("has SHA-256 " + Sha256.of(TRAIN) + " (" + TRAIN.length() + " bytes)");
    }

    @Test
    void shouldTellAChangedFileThoughItsContentLiesElsewhere() throws IOException {
        seal("tables/train.csv", Optional.of(Sha256.of(RAW)));
        put("copy.csv", TRAIN);
        put("tables/train.csv", TRAIN.replace('2', '3'));

        Check check = check();

        assertThat(check.status()).isEqualTo(Status.FAILED);
        assertThat(check.message())
                .startsWith("2 of 3 ")
                .contains("table train (tables/train.csv) is another file than in the run: recorded SHA-256 "
                        + Sha256.of(TRAIN) + ", found " + Sha256.of(TRAIN.replace('2', '3')));
    }

    @Test
    void shouldTellAChangedModelOnlyWhereTheModelIsNowhereElse() throws IOException {
        seal("tables/train.csv", Optional.empty());
        put("registry/7/model.onnx", "model");
        put("model.onnx", "another model");
        assertThat(check().message()).startsWith("2 of 2 ").contains("1 not compared, without a digest");

        Files.delete(data.resolve("registry/7/model.onnx"));
        assertThat(check().message())
                .startsWith("1 of 2 ")
                .contains("model (model.onnx) is another file than in the run");
    }

    @Test
    void shouldNotFollowALinkOutOfTheFolder() throws IOException {
        seal("tables/train.csv", Optional.of(Sha256.of(RAW)));
        Path outside = Files.createDirectories(work.resolve("outside"));
        Files.move(data.resolve("tables/train.csv"), outside.resolve("train.csv"));
        Files.delete(data.resolve("tables"));
        Files.createSymbolicLink(data.resolve("tables"), outside);
        Files.createSymbolicLink(data.resolve("by-content.csv"), outside.resolve("train.csv"));

        Check check = check();

        assertThat(check.status()).isEqualTo(Status.FAILED);
        assertThat(check.message()).contains("is missing").contains("leads out of the folder and was not followed");
    }

    @Test
    void shouldFollowALinkThatStaysInTheFolder() throws IOException {
        seal("tables/train.csv", Optional.of(Sha256.of(RAW)));
        Files.move(data.resolve("tables"), data.resolve("2026"));
        Files.createSymbolicLink(data.resolve("tables"), Path.of("2026"));

        assertThat(check().status()).isEqualTo(Status.OK);
    }

    @Test
    void shouldNotLeaveTheFolderForARecordedPath() throws IOException {
        seal("../secret.csv", Optional.of(Sha256.of(RAW)));
        Files.delete(data.resolve("tables/train.csv"));
        Files.writeString(work.resolve("secret.csv"), "something else");

        assertThat(check().message()).contains("is missing").doesNotContain("another file");
        Files.writeString(work.resolve("secret.csv"), TRAIN);
        assertThat(check().message()).contains("is missing");
    }

    @Test
    void shouldTakeNamesThatNoFileCanHave() throws IOException {
        for (String name : List.of("x".repeat(70_000), "a\u0000b", "\u001b[31m\u202e.csv", "a/".repeat(5000) + "b")) {
            seal(name, Optional.of(Sha256.of(RAW)));
            assertThat(check().message()).startsWith("3 of 3 ");

            Path table = data.resolve("tables/train.csv");
            Files.move(table, work.resolve("away"));
            String message = check().message();
            assertThat(message).contains("is missing").hasSizeLessThan(1000);
            assertThat(message.codePoints().noneMatch(c -> c < ' ' || c == 0x202e))
                    .isTrue();
            Files.move(work.resolve("away"), table);
        }
    }

    @Test
    void shouldNotLookAtDataForABundleThatIsNotToBeBelieved() throws IOException {
        seal("tables/train.csv", Optional.of(Sha256.of(RAW)));
        VerificationReport untrusted =
                BundleVerifier.verify(run.zip(), TrustStore.of(), BundleVerifier.Options.defaults());

        VerificationReport report = DataCheck.add(untrusted, run.zip(), List.of(data));

        assertThat(report.checks().get(report.checks().size() - 1).status()).isEqualTo(Status.NOT_RUN);
        assertThat(report.ok()).isFalse();
    }

    @Test
    void shouldFailForABundleThatNamesNoFile() throws IOException {
        run.bag.remove("lineage.json");
        run.bag.remove("reproducibility.json");
        run.seal();

        assertThat(check())
                .isEqualTo(new Check(
                        "data", Status.FAILED, "the bundle names no file of data, so there is nothing to compare"));
    }

    private void put(String name, String content) throws IOException {
        Path file = data.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private void seal(String path, Optional<String> raw) throws IOException {
        LineageDocument plain = SomeRun.lineage("model");
        var table = new TableRecord(
                "train", path, Sha256.of(TRAIN), TRAIN.length(), 1, List.of("id", "x", "y"), Optional.empty());
        var step = new StepRecord(
                "prepare",
                List.of(),
                Optional.empty(),
                List.of(new Found("raw/r.csv", raw)),
                List.of(new Found(path, Optional.of(Sha256.of(TRAIN)))));
        var lineage = new LineageDocument(
                        plain.code(),
                        plain.spec(),
                        List.of(table),
                        plain.source(),
                        plain.scripts(),
                        plain.changePlan(),
                        plain.trainings())
                .with(List.of("x"), List.of(), List.of(step));
        Files.deleteIfExists(run.zip());
        run = SomeRun.create(Files.createTempDirectory(work, "run"));
        run.bag.put("lineage.json", Json.pretty(lineage));
        run.seal();
    }

    private Check check(Path... folders) throws IOException {
        List<Path> where = folders.length == 0 ? List.of(data) : List.of(folders);
        VerificationReport verified = run.verify();
        assertThat(verified.ok()).as(verified.toString()).isTrue();
        VerificationReport report = DataCheck.add(verified, run.zip(), where);
        assertThat(report.checks()).hasSize(verified.checks().size() + 1);
        Check last = report.checks().get(verified.checks().size());
        assertThat(report.ok()).isEqualTo(last.status() == Status.OK);
        return last;
    }
}
