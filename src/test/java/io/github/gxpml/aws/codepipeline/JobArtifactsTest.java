// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.gxpml.aws.AwsException;
import io.github.gxpml.aws.AwsException.Kind;
import io.github.gxpml.standin.Faults;
import io.github.gxpml.standin.IssuedCredentials;
import io.github.gxpml.standin.S3StandIn;
import io.github.gxpml.standin.StandInClock;
import io.github.gxpml.standin.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobArtifactsTest {
    private static final String KEY = "arn:aws:kms:eu-central-1:111122223333:key/of-the-pipeline";
    private static final ArtifactPlace PLACE =
            new ArtifactPlace("Evidence", Optional.empty(), "artifacts", "credit/Evidence/a b+ä.zip");
    private static final int MEBI = 1 << 20;

    private final StandInClock clock = new StandInClock();
    private final IssuedCredentials credentials = new IssuedCredentials(clock);
    private final S3StandIn s3 = S3StandIn.start(credentials);

    @TempDir
    private Path folder;

    @BeforeEach
    void createBucket() {
        s3.createBucket("artifacts");
    }

    @AfterEach
    void close() {
        s3.close();
    }

    private JobArtifacts artifacts() throws IOException {
        return JobArtifacts.open(s3.environment());
    }

    private JobArtifacts impatient() throws IOException {
        return JobArtifacts.open(Services.impatient(s3.environment()));
    }

    private JobData data(Optional<String> encryptionKey) {
        IssuedCredentials.Temporary keys = credentials.issue();
        return new JobData(
                new JobContext("credit", "arn", "execution", "Validate", "Gates", "action"),
                Map.of("Token", Services.SECRET),
                List.of(),
                List.of(),
                new JobCredentials(keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken()),
                encryptionKey,
                Optional.empty());
    }

    private static JobData withKeys(JobData data, JobCredentials keys) {
        return new JobData(
                data.context(),
                data.configuration(),
                data.inputs(),
                data.outputs(),
                keys,
                data.encryptionKey(),
                data.continuationToken());
    }

    private Path file(int bytes) throws IOException {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        return Files.write(folder.resolve("sent"), content);
    }

    private AwsException failure(JobArtifacts artifacts, Path file) {
        return catchThrowableOfType(AwsException.class, () -> artifacts.upload(data(Optional.empty()), PLACE, file));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void shouldWriteASmallFileAtOnceAndReadItAgain() throws IOException {
        Path file = file(100_000);
        JobArtifacts artifacts = artifacts();

        artifacts.upload(data(Optional.of(KEY)), PLACE, file);
        artifacts.upload(data(Optional.of(KEY)), PLACE, file);
        artifacts.download(data(Optional.empty()), PLACE, folder.resolve("got"), 100_000);

        assertThat(folder.resolve("got")).hasSameBinaryContentAs(file);
        assertThat(s3.get("artifacts", PLACE.key())).contains(Files.readAllBytes(file));
        assertThat(s3.stored()).containsOnly(new StoredObject("PutObject", "artifacts", PLACE.key(), "aws:kms", KEY));
        assertThat(s3.calls()).containsExactly("PutObject", "HeadObject", "PutObject", "HeadObject", "GetObject");
        assertThat(names()).containsExactly("got", "sent");
    }

    @Test
    void shouldWriteAnEmptyFile() throws IOException {
        artifacts().upload(data(Optional.empty()), PLACE, file(0));

        artifacts().download(data(Optional.empty()), PLACE, folder.resolve("got"), 0);
        assertThat(folder.resolve("got")).isEmptyFile();
    }

    @Test
    void shouldUseTheKeyOfAwsWhereThePipelineHasNone() throws IOException {
        artifacts().upload(data(Optional.empty()), PLACE, file(10));

        assertThat(s3.stored()).containsExactly(new StoredObject("PutObject", "artifacts", PLACE.key(), "aws:kms", ""));
    }

    @Test
    void shouldWriteALargeFileInParts() throws IOException {
        Path file = file(40 * MEBI + 1);

        artifacts().upload(data(Optional.of(KEY)), PLACE, file);
        artifacts().download(data(Optional.empty()), PLACE, folder.resolve("got"), 41 * MEBI);

        assertThat(Files.mismatch(file, folder.resolve("got"))).isEqualTo(-1);
        assertThat(s3.calls().stream().filter("UploadPart"::equals)).hasSize(3);
        assertThat(s3.stored())
                .containsExactly(new StoredObject("CreateMultipartUpload", "artifacts", PLACE.key(), "aws:kms", KEY));
        assertThat(s3.uploads("artifacts")).isEmpty();
    }

    @Test
    void shouldLeaveNoPartsWhereTheLastOneFails() throws IOException {
        s3.faults().failAfter("UploadPart", 2, Faults.ALWAYS);

        AwsException failure = failure(impatient(), file(40 * MEBI));

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure)
                .hasMessageContaining(
                        "artifact Evidence could not be written (s3://artifacts/credit/Evidence/a b+ä.zip): "
                                + "InternalError: the service broke, as the test wanted - try again later");
        assertThat(s3.calls()).contains("AbortMultipartUpload").doesNotContain("CompleteMultipartUpload");
        assertThat(s3.uploads("artifacts")).isEmpty();
        assertThat(s3.get("artifacts", PLACE.key())).isEmpty();
    }

    @Test
    void shouldSayWherePartsAreLeft() throws IOException {
        s3.faults().failAfter("UploadPart", 1, Faults.ALWAYS).deny("AbortMultipartUpload", Faults.ALWAYS);

        assertThat(failure(impatient(), file(20 * MEBI)))
                .hasMessageContaining("; its parts are left in S3 (AccessDenied): allow s3:AbortMultipartUpload");
        assertThat(s3.uploads("artifacts")).hasSize(1);
    }

    @Test
    void shouldSendPartsAgainAndSurviveLostAnswers() throws IOException {
        Path file = file(20 * MEBI);
        s3.faults()
                .throttle("UploadPart", 1)
                .fail("UploadPart", 1)
                .loseAnswer("UploadPart", 1)
                .loseAnswer("CompleteMultipartUpload", 1)
                .throttle("HeadObject", 1);

        artifacts().upload(data(Optional.empty()), PLACE, file);

        assertThat(s3.get("artifacts", PLACE.key())).contains(Files.readAllBytes(file));
        assertThat(s3.uploads("artifacts")).isEmpty();
    }

    @Test
    void shouldSayWhereS3HoldsSomethingElse() throws IOException {
        s3.faults().corrupt("HeadObject", 1);

        AwsException failure = failure(artifacts(), file(10));

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure)
                .hasMessageContaining("the object credit/Evidence/a b+ä.zip in bucket artifacts is not what was sent");
        s3.faults().corrupt("PutObject", 1);
        assertThat(failure(artifacts(), file(10))).hasMessageContaining("is not what was sent");
        s3.faults().corrupt("UploadPart", 1);
        assertThat(failure(artifacts(), file(17 * MEBI))).hasMessageContaining("is not what was sent");
        assertThat(s3.uploads("artifacts")).isEmpty();
        s3.faults().corrupt("HeadObject", 1);
        assertThat(failure(artifacts(), file(17 * MEBI))).hasMessageContaining("the object credit/Evidence");
    }

    @Test
    void shouldDoWithCredentialsThatMayOnlyWrite() throws IOException {
        s3.faults().deny("HeadObject", Faults.ALWAYS);

        artifacts().upload(data(Optional.empty()), PLACE, file(10));
        artifacts().upload(data(Optional.empty()), PLACE, file(17 * MEBI));

        s3.faults().corrupt("PutObject", 1);
        assertThat(failure(artifacts(), file(10))).hasMessageContaining("is not what was sent");
    }

    @Test
    void shouldGoOnWhereTheConnectionWasCut() throws IOException {
        Path file = file(3 * MEBI);
        s3.put("artifacts", PLACE.key(), Files.readAllBytes(file));
        s3.faults().cutBody("GetObject", 3);

        artifacts().download(data(Optional.empty()), PLACE, folder.resolve("got"), 3 * MEBI);

        assertThat(folder.resolve("got")).hasSameBinaryContentAs(file);
        assertThat(s3.calls()).containsOnly("GetObject").hasSize(4);
        assertThat(names()).containsExactly("got", "sent");
    }

    @Test
    void shouldLeaveNothingOfWhatNeverComesWhole() throws IOException {
        s3.put("artifacts", PLACE.key(), new byte[MEBI]);
        Files.writeString(folder.resolve("got"), "before");
        s3.faults().cutBody("GetObject", Faults.ALWAYS);

        assertThatThrownBy(() -> artifacts().download(data(Optional.empty()), PLACE, folder.resolve("got"), MEBI))
                .isInstanceOf(AwsException.class)
                .hasMessageContaining("artifact Evidence could not be read (s3://artifacts/credit/Evidence/a b+ä.zip): "
                        + "the connection was cut");

        assertThat(names()).containsExactly("got");
        assertThat(folder.resolve("got")).hasContent("before");
    }

    @Test
    void shouldReadAgainWhatDoesNotFitItsChecksum() throws IOException {
        Path file = file(MEBI);
        artifacts().upload(data(Optional.empty()), PLACE, file);
        s3.faults().corrupt("GetObject", 1);

        artifacts().download(data(Optional.empty()), PLACE, folder.resolve("got"), MEBI);

        assertThat(folder.resolve("got")).hasSameBinaryContentAs(file);
    }

    @Test
    void shouldBeginAnewWhereTheObjectChanges() throws IOException {
        s3.put("artifacts", PLACE.key(), new byte[MEBI]);
        s3.faults().cutBody("GetObject", 1).delay("GetObject", Duration.ofSeconds(2), 1);
        byte[] newer = Files.readAllBytes(file(MEBI / 2));
        Thread writer = new Thread(() -> {
            while (s3.calls().size() < 2) {
                Thread.onSpinWait();
            }
            s3.put("artifacts", PLACE.key(), newer);
        });
        writer.start();

        artifacts().download(data(Optional.empty()), PLACE, folder.resolve("got"), MEBI);

        assertThat(folder.resolve("got")).hasBinaryContent(newer);
    }

    @Test
    void shouldRefuseWhatIsTooLarge() throws IOException {
        s3.put("artifacts", PLACE.key(), new byte[1001]);

        AwsException failure = catchThrowableOfType(
                AwsException.class,
                () -> artifacts().download(data(Optional.empty()), PLACE, folder.resolve("got"), 1000));

        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failure)
                .hasMessage(
                        "artifact Evidence could not be read (s3://artifacts/credit/Evidence/a b+ä.zip): it has more than"
                                + " 1000 bytes, which is the most here");
        assertThat(names()).isEmpty();
    }

    @Test
    void shouldSayWhatIsNotThereOrDenied() throws IOException {
        AwsException missing = catchThrowableOfType(
                AwsException.class,
                () -> artifacts().download(data(Optional.empty()), PLACE, folder.resolve("got"), 1000));
        s3.faults().deny("PutObject", 1);
        AwsException denied = failure(artifacts(), file(10));

        assertThat(missing.kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(missing).hasMessageContaining("NoSuchKey");
        assertThat(denied.kind()).isEqualTo(Kind.DENIED);
        assertThat(denied)
                .hasMessageContaining("AccessDenied: Access Denied - allow s3:PutObject on it, and kms:GenerateDataKey "
                        + "and kms:Decrypt on its key, in the policy of the pipeline's role");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 3 * MEBI, 17 * MEBI})
    void shouldSayThatCredentialsAreOver(int bytes) throws IOException {
        JobData data = data(Optional.empty());
        JobData unknown = withKeys(data, new JobCredentials("ASIAUNKNOWN", "secret-unknown", "session-unknown"));
        clock.advance(Duration.ofMinutes(61));
        Path file = file(bytes);

        AwsException over =
                catchThrowableOfType(AwsException.class, () -> artifacts().upload(data, PLACE, file));
        AwsException strange =
                catchThrowableOfType(AwsException.class, () -> artifacts().upload(unknown, PLACE, file));

        assertThat(over.kind()).isEqualTo(Kind.DENIED);
        assertThat(over).hasMessageContaining("ExpiredToken").hasMessageContaining("ask for new ones");
        assertThat(strange.kind()).isEqualTo(Kind.DENIED);
        assertThat(strange).hasMessageContaining("InvalidAccessKeyId").hasMessageContaining("check the credentials");
        assertThat(Services.printed(over))
                .doesNotContain(data.credentials().accessKeyId())
                .doesNotContain(data.credentials().secretAccessKey())
                .doesNotContain(data.credentials().sessionToken())
                .doesNotContain(Services.SECRET);
    }

    @Test
    void shouldSayThatCredentialsEndedWhilePartsWereSent() throws IOException {
        s3.faults().delay("CreateMultipartUpload", Duration.ofSeconds(1), 1);
        Thread time = new Thread(() -> {
            while (!s3.calls().contains("CreateMultipartUpload")) {
                Thread.onSpinWait();
            }
            credentials.expireAll();
        });
        JobData data = data(Optional.empty());
        time.start();

        AwsException over =
                catchThrowableOfType(AwsException.class, () -> artifacts().upload(data, PLACE, file(40 * MEBI)));

        assertThat(over.kind()).isEqualTo(Kind.DENIED);
        assertThat(over)
                .hasMessageContaining("ExpiredToken")
                .hasMessageContaining("its parts are left in S3 (ExpiredToken)");
    }

    @Test
    void shouldTakeNoCredentialsForDenied() throws IOException {
        JobData without = withKeys(data(Optional.empty()), new JobCredentials("", "", ""));

        AwsException failure =
                catchThrowableOfType(AwsException.class, () -> artifacts().upload(without, PLACE, file(1)));

        assertThat(failure.kind()).isEqualTo(Kind.DENIED);
        assertThat(failure).hasMessageContaining("gave the job no credentials for artifact Evidence");
    }

    @Test
    void shouldNotSendWhatCannotBeRead() {
        assertThatThrownBy(() -> artifacts().upload(data(Optional.empty()), PLACE, folder.resolve("none")))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(AwsException.class);
        assertThat(s3.calls()).isEmpty();
    }
}
