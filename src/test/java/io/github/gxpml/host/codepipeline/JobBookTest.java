// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gxpml.aws.codepipeline.ArtifactPlace;
import io.github.gxpml.aws.codepipeline.JobContext;
import io.github.gxpml.aws.codepipeline.JobCredentials;
import io.github.gxpml.aws.codepipeline.JobData;
import io.github.gxpml.aws.codepipeline.PolledJob;
import io.github.gxpml.host.codepipeline.JobBook.Token;
import io.github.gxpml.host.codepipeline.JobRecord.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The state of a worker on disk. */
class JobBookTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    Path folder;

    @Test
    void shouldFindTheJobsAgainThatAreNotOver() throws IOException {
        String worker;
        JobRecord first;
        JobRecord second;
        try (JobBook book = open()) {
            worker = book.worker();
            second = book.enter(job("two"), NOW.plusSeconds(1));
            first = book.enter(job("one"), NOW);
            book.keep(book.enter(job("three"), NOW).at(Step.OVER));
        }

        try (JobBook book = open()) {
            assertThat(book.worker()).isEqualTo(worker);
            assertThat(book.open(NOW)).containsExactly(first, second);
        }
    }

    @Test
    void shouldKeepNoCredentialsAndNothingThatIsNotItsOwn() throws IOException {
        try (JobBook book = open()) {
            JobRecord record = book.enter(job("one"), NOW);

            assertThat(record.configuration()).containsOnlyKeys("Queue", "Stage");
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(Files.readString(file)).doesNotContain("secret-of-the-job", "hunter2");
                }
            }
        }
    }

    @Test
    void shouldRefuseASecondWorker() throws IOException {
        try (JobBook book = open()) {
            assertThat(book.worker()).isNotEmpty();

            assertThatThrownBy(this::open)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another worker is at work")
                    .hasMessageContaining("--state");
        }
        open().close();
    }

    @Test
    void shouldBeClosedToOthers() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

        open().close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }

    @Test
    void shouldRemoveWhatWasOverForThirtyDays() throws IOException {
        try (JobBook book = open()) {
            JobRecord old = over(book, "old", Duration.ofDays(30).plusSeconds(1));
            JobRecord young = over(book, "young", Duration.ofDays(30).minusSeconds(1));
            JobRecord open = book.enter(job("open"), NOW.minus(Duration.ofDays(90)));
            age(book, open, Duration.ofDays(90));

            assertThat(book.open(NOW)).containsExactly(open);

            assertThat(book.folder(old.id())).doesNotExist();
            assertThat(book.folder(young.id())).isDirectory();
        }
    }

    @Test
    void shouldSweepWhatIsLargeOfWhatIsOverAndNothingElse() throws IOException {
        try (JobBook book = open()) {
            JobRecord over = over(book, "over", Duration.ofDays(1));
            JobRecord old = over(book, "old", Duration.ofDays(31));
            JobRecord open = book.enter(job("open"), NOW.minus(Duration.ofDays(90)));
            age(book, open, Duration.ofDays(90));
            for (JobRecord record : List.of(over, open)) {
                Path job = book.folder(record.id());
                Files.createDirectories(job.resolve("jenkins-7"));
                for (String file :
                        List.of("jenkins-7/m-1.zip", "model.zip", ".model.zip1.partial", "bundle.zip", "train.log")) {
                    Files.writeString(job.resolve(file), "x");
                }
            }
            Files.createDirectories(book.folder("being-made"));

            book.sweep(NOW);

            assertThat(names(book.folder(over.id()))).containsExactlyInAnyOrder("job.json", "bundle.zip", "train.log");
            assertThat(names(book.folder(open.id()))).hasSize(6).contains("jenkins-7", "model.zip");
            assertThat(book.folder(open.id()).resolve("jenkins-7/m-1.zip")).exists();
            assertThat(book.folder(old.id())).doesNotExist();
            assertThat(book.folder("being-made")).isDirectory();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void shouldForgetWhatWasKilledBeforeItsFirstRecord() throws IOException {
        try (JobBook book = open()) {
            Files.createDirectories(book.folder("half"));
            Files.writeString(book.folder("half").resolve("job.json.tmp"), "{");

            assertThat(book.open(NOW)).isEmpty();

            assertThat(book.folder("half")).doesNotExist();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "null", "[]", "{\"id\": 7}"})
    void shouldSayInOneSentenceThatARecordIsDamaged(String content) throws IOException {
        try (JobBook book = open()) {
            JobRecord record = book.enter(job("one"), NOW);
            Path file = book.folder(record.id()).resolve("job.json");
            Files.writeString(file, content);

            assertThatThrownBy(() -> book.open(NOW))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the record " + file + " cannot be read: restore it from a backup, or remove its folder"
                            + " and let the pipeline time out");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "null", "[]"})
    void shouldSayInOneSentenceThatTheWorkerHasNoNameAnyMore(String content) throws IOException {
        open().close();
        Files.writeString(folder.resolve("worker.json"), content);

        assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessage(
                        folder.resolve("worker.json") + " is damaged: it names no worker; restore it from a backup");
    }

    @Test
    void shouldBringBackWhatAJobThatContinuesNeeds() {
        var token = new Token("worker", "order");

        assertThat(Token.of(token.text())).contains(token);
        assertThat(token.text()).hasSizeLessThan(2048);
        for (String other : List.of("", "token-of-another-program", "{}", "null", "{\"worker\": \"w\"}")) {
            assertThat(Token.of(other)).as(other).isEmpty();
        }
    }

    private JobRecord over(JobBook book, String id, Duration ago) throws IOException {
        JobRecord record = book.enter(job(id), NOW.minus(ago)).at(Step.OVER);
        book.keep(record);
        age(book, record, ago);
        return record;
    }

    private static void age(JobBook book, JobRecord record, Duration ago) throws IOException {
        Files.setLastModifiedTime(book.folder(record.id()).resolve("job.json"), FileTime.from(NOW.minus(ago)));
    }

    private JobBook open() throws IOException {
        return JobBook.open(folder);
    }

    private static PolledJob job(String id) {
        var data = new JobData(
                new JobContext("flc", "arn:aws:codepipeline:eu-central-1:1:flc", "e1", "Model", "Train", "ae-" + id),
                Map.of("Queue", "models", "Stage", "train", "OfAnotherProgram", "hunter2"),
                List.of(new ArtifactPlace("Source", Optional.of("0123"), "bucket", "key")),
                List.of(new ArtifactPlace("Evidence", Optional.empty(), "bucket", "out")),
                new JobCredentials("AKID", "secret-of-the-job", "session-secret-of-the-job"),
                Optional.empty(),
                Optional.empty());
        return new PolledJob(id, "nonce-" + id, data);
    }

    @Test
    void shouldPrintNoNonce() {
        assertThat(new JobRecord.Hold("job", "nonce", JobRecord.Hold.State.HELD).toString())
                .doesNotContain("nonce");
    }
}
