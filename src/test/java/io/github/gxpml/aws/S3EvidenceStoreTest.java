// SPDX-License-Identifier: MIT
package io.github.gxpml.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gxpml.aws.s3.SomeS3;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.EvidenceStore.Receipt;
import io.github.gxpml.spec.AwsSpec;
import io.github.gxpml.spec.EvidenceSpec.S3Store;
import io.github.gxpml.spec.EvidenceSpec.S3Store.Lock;
import io.github.gxpml.spec.S3Place;
import io.github.gxpml.standin.Faults;
import io.github.gxpml.standin.S3StandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3EvidenceStoreTest {
    private static final String KEY = "1234abcd-12ab-34cd-56ef-1234567890ab";
    private static final S3Place PLACE = new S3Place("evidence", "flc/sealed");
    private static final String OBJECT = "flc/sealed/flc-mortality-3.zip";

    private final SomeS3 some = new SomeS3();
    private final S3StandIn s3 = some.standIn();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    private Path folder;

    @BeforeEach
    void createBucket() {
        some.createVersioned("evidence");
    }

    @AfterEach
    void close() {
        s3.close();
    }

    private S3EvidenceStore store(Optional<String> kmsKey, Optional<Lock> lock) throws IOException {
        return store(some.environment(), new S3Store(PLACE, kmsKey, lock));
    }

    private S3EvidenceStore store(Map<String, String> environment, S3Store asked) throws IOException {
        var access = new AwsAccess(environment, AwsSpec.NONE, "flc-mortality");
        return new S3EvidenceStore(
                access, asked, Optional.of(Retention.of("10 years")), Clock.fixed(now, ZoneOffset.UTC));
    }

    private S3EvidenceStore impatient() throws IOException {
        return store(some.impatience(), new S3Store(PLACE, Optional.empty(), Optional.empty()));
    }

    private Path seal(int bytes) throws IOException {
        return Files.write(folder.resolve("flc-mortality-3.zip"), new byte[bytes]);
    }

    private Receipt keep(S3EvidenceStore store, Path bundle) throws IOException {
        return store.keep(bundle, Sha256.of(bundle));
    }

    @Test
    void shouldKeepALargeSealOnceAlsoWhereAnswersAreLost() throws IOException {
        s3.faults().loseAnswer("UploadPart", 1).loseAnswer("CompleteMultipartUpload", 1);
        Path bundle = seal(17 << 20);

        Receipt receipt = keep(store(Optional.empty(), Optional.of(Lock.GOVERNANCE)), bundle);

        assertThat(receipt.lockedUntil()).isPresent();
        assertThat(some.versions("evidence", OBJECT))
                .singleElement()
                .satisfies(version -> assertThat(version.versionId()).isEqualTo(receipt.version()));
    }

    @Test
    void shouldRefuseABucketThatKeepsNoVersions() {
        s3.createBucket("plain");

        assertThatThrownBy(() -> keep(
                        store(
                                some.environment(),
                                new S3Store(new S3Place("plain", ""), Optional.empty(), Optional.empty())),
                        seal(1)))
                .isInstanceOf(AwsException.class)
                .hasMessage("bucket plain keeps no versions, so that a seal could replace another: turn versioning on");
        assertThat(s3.calls()).doesNotContain("PutObject");
    }

    @Test
    void shouldGiveNoReceiptForWhatIsNotConfirmed() throws IOException {
        s3.faults().corrupt("HeadObject", 2);
        assertThatThrownBy(() -> keep(impatient(), seal(10))).hasMessageContaining("is not what was sent");
        s3.faults().clear();

        s3.faults().deny("HeadObject", Faults.ALWAYS);
        assertThatThrownBy(() -> keep(impatient(), seal(11))).hasMessageContaining("s3:GetObject");
        s3.faults().clear();

        assertThatThrownBy(() -> store(Optional.empty(), Optional.empty()).keep(seal(12), Sha256.of("another")))
                .hasMessageContaining("changed while it was sent");

        assertThatThrownBy(() -> keep(store(Optional.of(KEY), Optional.empty()), seal(12)))
                .as("the same content is there without the key")
                .hasMessageContaining("is not encrypted with " + KEY + " but not at all");

        assertThatThrownBy(() -> keep(store(Optional.empty(), Optional.of(Lock.COMPLIANCE)), seal(12)))
                .as("the same content is there without a lock")
                .hasMessageContaining("is not locked as asked for (no lock is told)");
    }

    @Test
    void shouldSayWhatTheTroubleIs() throws IOException {
        s3.faults().throttle("PutObject", Faults.ALWAYS);
        assertThatThrownBy(() -> keep(impatient(), seal(10)))
                .hasMessageContaining("s3://evidence/" + OBJECT + " could not be written")
                .hasMessageContaining("it was asked too often");
        s3.faults().clear();
        s3.faults().fail("PutObject", 1);
        assertThat(keep(impatient(), seal(10)).version()).isNotEmpty();
        s3.faults().deny("PutObject", 1);
        assertThatThrownBy(() -> keep(impatient(), seal(11)))
                .hasMessageContaining("AccessDenied")
                .hasMessageContaining("s3:PutObject");
    }

    @Test
    void shouldReadRetention() throws IOException {
        Instant leapDay = Instant.parse("2028-02-29T12:00:00Z");

        assertThat(Retention.of("1 year").from(leapDay)).isEqualTo("2029-02-28T12:00:00Z");
        assertThat(Retention.of("30 days").from(leapDay)).isEqualTo("2028-03-30T12:00:00Z");
        assertThatThrownBy(() -> Retention.of("for ever")).hasMessageContaining("evidence.retention");
    }
}
