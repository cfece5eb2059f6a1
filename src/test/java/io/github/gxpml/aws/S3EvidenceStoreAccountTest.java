// SPDX-License-Identifier: MIT
package io.github.gxpml.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gxpml.account.Account;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.EvidenceStore.Receipt;
import io.github.gxpml.spec.EvidenceSpec.S3Store;
import io.github.gxpml.spec.EvidenceSpec.S3Store.Lock;
import io.github.gxpml.spec.S3Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Bundles in S3, also in a real one: locked for a day in GOVERNANCE, as what COMPLIANCE locks nobody could remove. What
 * goes wrong is in {@link S3EvidenceStoreTest}.
 */
@Tag(Account.TAG)
class S3EvidenceStoreAccountTest {
    private final Account account = Account.open();
    private final S3Place place = account.place();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        account.close();
    }

    private S3EvidenceStore store(Lock lock) throws IOException {
        var asked = new S3Store(place, Optional.of(account.settings().kmsKey()), Optional.of(lock));
        return new S3EvidenceStore(
                account.access("flc"), asked, Optional.of(Retention.of("1 day")), Clock.fixed(now, ZoneOffset.UTC));
    }

    private Receipt keep(S3EvidenceStore store, int bytes) throws IOException {
        Path bundle = Files.write(folder.resolve("flc-3.zip"), new byte[bytes]);
        return store.keep(bundle, Sha256.of(bundle));
    }

    @Test
    void shouldKeepEachSealAsAVersionLockedAndEncrypted() throws IOException {
        S3EvidenceStore store = store(Lock.GOVERNANCE);

        Receipt first = keep(store, 100);
        Receipt second = keep(store, 101);
        Receipt again = keep(store, 101);

        assertThat(first.address()).isEqualTo(place.address("flc-3.zip"));
        assertThat(first.encryption()).isEqualTo("aws:kms " + account.settings().kmsKey());
        assertThat(first.lockedUntil()).contains(now.plus(1, ChronoUnit.DAYS));
        assertThat(first.version()).isNotEmpty().isNotEqualTo(second.version());
        assertThat(again).isEqualTo(second);
        assertThat(account.versions(place.key("flc-3.zip"))).hasSize(2);
        assertThat(folder).isDirectoryNotContaining(file -> file.toString().endsWith(".upload"));
    }

    @Test
    void shouldNotLetALockedSealBeDeleted() throws IOException {
        Receipt receipt = keep(store(Lock.GOVERNANCE), 10);

        try (S3Client s3 = account.s3()) {
            assertThatThrownBy(() -> s3.deleteObject(request -> request.bucket(place.bucket())
                            .key(place.key("flc-3.zip"))
                            .versionId(receipt.version())))
                    .hasMessageContaining("object lock");
        }
        assertThat(account.versions(place.key("flc-3.zip"))).hasSize(1);
    }
}
