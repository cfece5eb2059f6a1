// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.gxpml.account.Account;
import io.github.gxpml.aws.AwsException;
import io.github.gxpml.aws.s3.PutSettings.Rule;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.spec.S3Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What S3 does, also a real one. What goes wrong there is in {@link S3ObjectsTest}. */
@Tag(Account.TAG)
class S3AccountTest {
    private static final int MEBI = 1 << 20;

    private final Account account = Account.open();
    private final S3Place place =
            new S3Place(account.settings().bucket(), account.place().prefix() + "/a b/ä");

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        account.close();
    }

    private S3Objects objects() {
        return S3Objects.of(account.s3());
    }

    private Path file(int bytes) throws IOException {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        return Files.write(folder.resolve("sent"), content);
    }

    @Test
    void shouldKeepEachVersionAndReadTheOneThatIsNamed() throws IOException {
        try (S3Objects objects = objects()) {
            StoredObject first = objects.put(file(10), place, "x", PutSettings.of(Rule.NEXT_VERSION));
            StoredObject same = objects.put(file(10), place, "x", PutSettings.of(Rule.NEXT_VERSION));
            StoredObject second = objects.put(file(11), place, "x", PutSettings.of(Rule.NEXT_VERSION));
            objects.get(first.source(), folder.resolve("got"));

            assertThat(same.fresh()).isFalse();
            assertThat(first.source().versionId())
                    .isPresent()
                    .isNotEqualTo(second.source().versionId());
            assertThat(folder.resolve("got")).hasSize(10);
            assertThat(account.versions(place.prefix() + "/x")).hasSize(2);
        }
    }

    @Test
    void shouldSendAndReadALargeObjectInParts() throws IOException {
        Path file = file(17 * MEBI + 5);
        try (S3Objects objects = objects()) {
            StoredObject stored = objects.put(file, place, "x", PutSettings.of(Rule.NEXT_VERSION));
            objects.get(stored.source(), folder.resolve("got"));

            assertThat(stored.confirmed()).isTrue();
            assertThat(Files.mismatch(file, folder.resolve("got"))).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "with space", "ü+?&#%41", "..", "a/../b", "quo\"te'", "<x>&amp;", "a//b"})
    void shouldKeepWhateverAKeySays(String name) throws IOException {
        Path file = file(1000);
        try (S3Objects objects = objects()) {
            StoredObject stored = objects.put(file, place, name, PutSettings.of(Rule.REPLACE));
            objects.get(stored.source(), folder.resolve("got"));

            assertThat(stored.source().key()).isEqualTo(place.prefix() + "/" + name);
            assertThat(stored.sha256()).isEqualTo(Sha256.of(file));
            assertThat(stored.confirmed()).isTrue();
            assertThat(folder.resolve("got")).hasSameBinaryContentAs(file);
        }
    }

    @Test
    void shouldRefuseAnotherContentUnderANameThatStandsForOne() throws IOException {
        try (S3Objects objects = objects()) {
            objects.put(file(10), place, "x", PutSettings.of(Rule.ONCE));
            assertThat(objects.put(file(10), place, "x", PutSettings.of(Rule.ONCE))
                            .fresh())
                    .isFalse();

            assertThatThrownBy(() -> objects.put(file(11), place, "x", PutSettings.of(Rule.ONCE)))
                    .isInstanceOf(AwsException.class)
                    .hasMessageStartingWith("there is something else at " + place.address("x"));
        }
    }

    @Test
    void shouldCompareWithoutReading() throws IOException {
        Path file = file(33 * MEBI);
        try (S3Objects objects = objects()) {
            S3Source source =
                    objects.put(file, place, "x", PutSettings.of(Rule.REPLACE)).source();

            Comparison same = objects.compare(source, file);
            byte[] changed = Files.readAllBytes(file);
            changed[20 * MEBI] ^= 1;
            Comparison other = objects.compare(source, Files.write(folder.resolve("other"), changed));
            Comparison shorter = objects.compare(source, Files.write(folder.resolve("other"), new byte[3]));

            assertThat(same.same()).contains(true);
            assertThat(same.found()).containsEntry("size", Integer.toString(33 * MEBI));
            assertThat(other.same()).contains(false);
            assertThat(shorter.same()).contains(false);
            assertThat(shorter.difference()).isEqualTo("it has " + 33 * MEBI + " bytes, and the file 3");
        }
    }

    @Test
    void shouldSayWhatIsNotThere() throws IOException {
        S3Source missing = S3Source.of(place.bucket(), place.prefix() + "/no");
        try (S3Objects objects = objects()) {
            AwsException refused = catchThrowableOfType(AwsException.class, () -> objects.compare(missing, file(1)));

            assertThat(refused.kind()).isEqualTo(AwsException.Kind.NOT_FOUND);
            assertThat(objects.exists(missing)).isFalse();
            assertThat(Optional.of(refused.getMessage()))
                    .hasValueSatisfying(
                            message -> assertThat(message).startsWith(place.address("no") + " could not be asked for"));
        }
    }
}
