// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.standin.IssuedCredentials;
import io.github.gxpml.standin.S3StandIn;
import io.github.gxpml.standin.StandInClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever wrote an artifact chose its checksum. The values are the published ones of the nine digits. SHA-1, which
 * nobody gets without asking for it, is compared by the SDK alone, where nothing was cut.
 */
class ObjectChecksTest {
    private static final byte[] DIGITS = "123456789".getBytes(StandardCharsets.US_ASCII);
    private static final ArtifactPlace PLACE = new ArtifactPlace("Source", Optional.empty(), "artifacts", "key");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "crc32, cbf43926, true",
        "crc32c, e3069283, true",
        "crc64nvme, ae8b14860a799888, true",
        "sha1, f7c3bc1d808e04732adf679965ccc34ca7ae3441, false",
        "sha256, 15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225, true"
    })
    void shouldReadAnArtifactWithEachChecksum(String name, String value, boolean compared) throws IOException {
        IssuedCredentials credentials = new IssuedCredentials(new StandInClock());
        try (S3StandIn s3 = S3StandIn.start(credentials)) {
            s3.createBucket("artifacts");
            String checksum = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(value));
            s3.put("artifacts", "key", DIGITS, Map.of("x-amz-checksum-" + name, checksum));
            JobArtifacts artifacts = JobArtifacts.open(s3.environment());
            Path file = folder.resolve("got");

            artifacts.download(data(credentials), PLACE, file, 9);
            assertThat(file).hasBinaryContent(DIGITS);

            s3.faults().cutBody("GetObject", 1);
            artifacts.download(data(credentials), PLACE, file, 9);
            assertThat(file).hasBinaryContent(DIGITS);
            assertThat(s3.ranges()).contains("bytes=4-");

            int before = s3.calls().size();
            s3.faults().cutBody("GetObject", 1).corrupt("GetObject", 1);
            artifacts.download(data(credentials), PLACE, file, 9);
            assertThat(s3.calls()).hasSize(before + (compared ? 3 : 2));
            assertThat(Arrays.equals(Files.readAllBytes(file), DIGITS)).isEqualTo(compared);
        }
    }

    private static JobData data(IssuedCredentials credentials) {
        IssuedCredentials.Temporary keys = credentials.issue();
        return new JobData(
                new JobContext("credit", "arn", "execution", "Validate", "Gates", "action"),
                Map.of(),
                List.of(),
                List.of(),
                new JobCredentials(keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken()),
                Optional.empty(),
                Optional.empty());
    }
}
