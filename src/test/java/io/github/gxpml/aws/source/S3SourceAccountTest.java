// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.account.Account;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.DataSources.Answer;
import io.github.gxpml.spec.S3Place;
import io.github.gxpml.spec.TableSource;
import io.github.gxpml.spec.TableSource.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;

/** Tables in S3, also in a real one. The sources that are asked of other services are in {@link AwsSourcesTest}. */
@Tag(Account.TAG)
class S3SourceAccountTest {
    private final Account account = Account.open();
    private final S3Place place = account.place();

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeTable() throws IOException {
        file = Files.writeString(folder.resolve("train.csv"), "id,y\n1,0\n2,1\n");
    }

    @AfterEach
    void close() {
        account.close();
    }

    private AwsSources sources() {
        return new AwsSources(account.access("m"), folder::resolve);
    }

    private String put(String name, byte[] content) {
        try (S3Client s3 = account.s3()) {
            return s3.putObject(
                            request -> request.bucket(place.bucket())
                                    .key(place.key(name))
                                    .checksumAlgorithm(ChecksumAlgorithm.SHA256),
                            RequestBody.fromBytes(content))
                    .versionId();
        }
    }

    private TableSource source(String name, String version) {
        return new TableSource(Kind.S3, Map.of("bucket", place.bucket(), "key", place.key(name), "versionId", version));
    }

    private Answer ask(String name, String version) throws IOException {
        return sources().ask(source(name, version), file, Sha256.of(file)).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"flc/train.csv", "a b/ü+%41.csv", "q\"uo'te.csv"})
    void shouldCompareTheVersionOfAnObject(String name) throws IOException {
        String version = put(name, Files.readAllBytes(file));
        String newer = put(name, "id,y\n1,0\n2,0\n".getBytes(StandardCharsets.UTF_8));

        Answer same = ask(name, version);
        Answer other = ask(name, newer);

        assertThat(same.matches()).contains(true);
        assertThat(same.found()).containsEntry("size", "13").containsEntry("versionId", version);
        assertThat(other.matches()).contains(false);
        assertThat(other.note()).isEqualTo("the checksum that S3 keeps is not the one of the file");
    }

    @Test
    void shouldFetchTheVersionThatIsNamed() throws IOException {
        String version = put("train.csv", Files.readAllBytes(file));
        put("train.csv", new byte[5]);
        Path target = folder.resolve("fetched.csv");

        assertThat(sources().fetch(source("train.csv", version), target)).isTrue();
        assertThat(target).hasSameBinaryContentAs(file);
        assertThat(sources().fetch(new TableSource(Kind.GLUE, Map.of()), target))
                .isFalse();
    }
}
