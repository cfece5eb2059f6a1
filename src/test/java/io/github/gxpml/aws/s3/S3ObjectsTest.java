// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gxpml.aws.AwsException;
import io.github.gxpml.aws.s3.PutSettings.Rule;
import io.github.gxpml.spec.S3Place;
import io.github.gxpml.standin.Faults;
import io.github.gxpml.standin.S3StandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3ObjectsTest {
    private static final int MEBI = 1 << 20;
    private static final S3Place PLACE = new S3Place("kept", "a b/ä");

    private final SomeS3 some = new SomeS3();
    private final S3StandIn s3 = some.standIn();

    @TempDir
    private Path folder;

    @BeforeEach
    void createBucket() {
        some.createVersioned("kept");
    }

    @AfterEach
    void close() {
        s3.close();
    }

    private Path file(int bytes) throws IOException {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        return Files.write(folder.resolve("sent"), content);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private long count(String operation) {
        return s3.calls().stream().filter(operation::equals).count();
    }

    @Test
    void shouldKeepEachVersionAndReadTheOneThatIsNamed() throws IOException {
        try (S3Objects objects = some.objects()) {
            StoredObject first = objects.put(file(10), PLACE, "x", PutSettings.of(Rule.NEXT_VERSION));
            StoredObject same = objects.put(file(10), PLACE, "x", PutSettings.of(Rule.NEXT_VERSION));
            StoredObject second = objects.put(file(11), PLACE, "x", PutSettings.of(Rule.NEXT_VERSION));
            objects.get(first.source(), folder.resolve("got"));

            assertThat(first.fresh()).isTrue();
            assertThat(same.fresh()).isFalse();
            assertThat(same.source()).isEqualTo(first.source());
            assertThat(first.source().versionId())
                    .isPresent()
                    .isNotEqualTo(second.source().versionId());
            assertThat(folder.resolve("got")).hasSize(10);
            assertThat(count("PutObject")).isEqualTo(2);
        }
    }

    @Test
    void shouldNotLeaveUnencryptedWhatIsThereAlready() throws IOException {
        String key = "arn:aws:kms:eu-central-1:111122223333:key/one";
        PutSettings once = PutSettings.of(Rule.ONCE);
        try (S3Objects objects = some.objects()) {
            objects.put(file(10), PLACE, "x", once);

            StoredObject stored = objects.put(file(10), PLACE, "x", once.withKms(Optional.of(key)));
            StoredObject again = objects.put(file(10), PLACE, "x", once.withKms(Optional.of("one")));

            assertThat(stored.encryption()).isEqualTo("aws:kms " + key);
            assertThat(again.source()).isEqualTo(stored.source());
            assertThat(some.versions("kept", "a b/ä/x")).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"1000,PutObject", "18000000,CompleteMultipartUpload"})
    void shouldComeAgainWhereAnotherRequestIsUnderWay(int bytes, String operation) throws IOException {
        s3.faults().conflict(operation, 2);
        try (S3Objects objects = some.objects()) {
            StoredObject stored = objects.put(file(bytes), PLACE, "x", PutSettings.of(Rule.ONCE));

            assertThat(stored.fresh()).isTrue();
            assertThat(some.versions("kept", "a b/ä/x")).hasSize(1);
        }
    }

    @Test
    void shouldSayThatOthersAreStillAtIt() {
        s3.faults().conflict("PutObject", Faults.ALWAYS);
        try (S3Objects objects = some.objects()) {
            assertThatThrownBy(() -> objects.put(file(10), PLACE, "x", PutSettings.of(Rule.ONCE)))
                    .isInstanceOf(AwsException.class)
                    .hasMessage(
                            "others are writing to s3://kept/a b/ä/x at this very time: see who does, and try again");
        }
    }

    @Test
    void shouldRefuseWhatIsEncryptedWithAnotherKey() throws IOException {
        PutSettings next = PutSettings.of(Rule.NEXT_VERSION);
        try (S3Objects objects = some.objects()) {
            objects.put(
                    file(10), PLACE, "x", next.withKms(Optional.of("arn:aws:kms:eu-central-1:111122223333:key/one")));

            assertThatThrownBy(() -> objects.put(file(10), PLACE, "x", next.withKms(Optional.of("two"))))
                    .hasMessageContaining("is not encrypted with two but with aws:kms arn:aws:kms");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 17 * MEBI})
    void shouldWriteOnceAlsoWhereTheAnswerIsLost(int bytes) throws IOException {
        s3.faults().loseAnswer(bytes > MEBI ? "CompleteMultipartUpload" : "PutObject", 1);
        try (S3Objects objects = some.objects()) {
            StoredObject stored = objects.put(file(bytes), PLACE, "x", PutSettings.of(Rule.NEXT_VERSION));

            assertThat(stored.confirmed()).isTrue();
            assertThat(some.versions("kept", "a b/ä/x")).hasSize(1);
        }
    }

    @Test
    void shouldGoOnWithAnUploadThatWasCutOff() throws IOException {
        Path file = file(50 * MEBI);
        Path resume = folder.resolve("sent.upload");
        PutSettings settings = PutSettings.of(Rule.REPLACE).resumedFrom(resume);
        s3.faults().failAfter("UploadPart", 3, Faults.ALWAYS);
        try (S3Objects objects = some.impatient()) {
            assertThatThrownBy(() -> objects.put(file, PLACE, "x", settings)).isInstanceOf(AwsException.class);
            assertThat(s3.uploads("kept")).hasSize(1);
            assertThat(resume).isRegularFile();
            s3.faults().clear();
            long before = count("UploadPart");

            objects.put(file, PLACE, "x", settings);

            assertThat(count("UploadPart") - before).isEqualTo(1);
            assertThat(count("CreateMultipartUpload")).isEqualTo(1);
            assertThat(s3.get("kept", "a b/ä/x")).contains(Files.readAllBytes(file));
            assertThat(names()).containsExactly("sent");
            assertThat(s3.uploads("kept")).isEmpty();
        }
    }

    @Test
    void shouldBeginAnewWhereTheUploadIsGoneOrAnothers() throws IOException {
        Path resume = folder.resolve("sent.upload");
        PutSettings settings = PutSettings.of(Rule.REPLACE).resumedFrom(resume);
        Path file = file(17 * MEBI);
        PendingUpload.of(
                        settings,
                        S3Source.of("kept", "a b/ä/x"),
                        Content.of(file),
                        UUID.randomUUID().toString())
                .remember(resume);
        try (S3Objects objects = some.objects()) {
            objects.put(file, PLACE, "x", settings);
            Files.writeString(resume, "{\"bucket\":");
            objects.put(file, PLACE, "y", settings);
        }

        assertThat(s3.get("kept", "a b/ä/x")).contains(Files.readAllBytes(file));
        assertThat(s3.get("kept", "a b/ä/y")).contains(Files.readAllBytes(file));
        assertThat(names()).containsExactly("sent");
    }

    @Test
    void shouldReadALargeObjectInPartsAndGoOnWithThem() throws IOException {
        Path file = file(40 * MEBI + 5);
        Path got = folder.resolve("got");
        try (S3Objects objects = some.objects()) {
            S3Source source =
                    objects.put(file, PLACE, "x", PutSettings.of(Rule.REPLACE)).source();
            s3.faults().failAfter("GetObject", 3, Faults.ALWAYS);
            try (S3Objects impatient = some.impatient()) {
                assertThatThrownBy(() -> impatient.get(source, got)).isInstanceOf(AwsException.class);
            }
            assertThat(names()).contains(".got.part", ".got.part.done").doesNotContain("got");
            s3.faults().clear();
            s3.faults().cutBody("GetObject", 2);
            int before = s3.ranges().size();

            objects.get(source, got);

            assertThat(Files.mismatch(file, got)).isEqualTo(-1);
            assertThat(names()).containsExactly("got", "sent");
            List<String> ranges = s3.ranges().subList(before, s3.ranges().size());
            assertThat(ranges.stream().map(range -> range.replaceAll(".*-", "")))
                    .as("the one part that was missing")
                    .isNotEmpty()
                    .containsOnly(ranges.get(0).replaceAll(".*-", ""));
        }
    }

    @Test
    void shouldNotBelieveAPartThatIsAnother() throws IOException {
        Path file = file(40 * MEBI);
        Path got = folder.resolve("got");
        try (S3Objects objects = some.objects()) {
            S3Source source =
                    objects.put(file, PLACE, "x", PutSettings.of(Rule.REPLACE)).source();
            s3.faults().corrupt("GetObject", 2);

            objects.get(source, got);

            assertThat(Files.mismatch(file, got)).isEqualTo(-1);
        }
    }

    @Test
    void shouldCompareWithAnETagOfMd5() throws IOException {
        Path file = file(1234);
        s3.put("kept", "plain", Files.readAllBytes(file));
        try (S3Objects objects = some.objects()) {
            assertThat(objects.compare(S3Source.of("kept", "plain"), file).same())
                    .contains(true);
        }
    }
}
