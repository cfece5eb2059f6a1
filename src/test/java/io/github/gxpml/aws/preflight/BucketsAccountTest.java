// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.metric.Metrics;
import io.github.gxpml.port.Platform.Check;
import io.github.gxpml.port.Platform.State;
import io.github.gxpml.spec.Spec;
import io.github.gxpml.spec.SpecLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What preflight reads of the bucket of the tests, also of a real one. Everything else is in {@link AwsPlatformTest}.
 */
@Tag(io.github.gxpml.account.Account.TAG)
class BucketsAccountTest {
    private static final Path SPEC = Path.of("src/test/resources/io/github/gxpml/aws/preflight/gxp.yaml");
    private static final Set<String> IDS = Set.of("bucket-versioning", "bucket-object-lock");

    private final io.github.gxpml.account.Account account = io.github.gxpml.account.Account.open();

    @AfterEach
    void close() {
        account.close();
    }

    @Test
    void shouldFindTheBucketFitForEvidence(@TempDir Path folder) throws Exception {
        String bucket = account.settings().bucket();
        String text = Files.readString(SPEC)
                .replaceAll("s3://gxp-[a-z]+", "s3://" + bucket)
                .replace("region: eu-central-1", "region: " + account.settings().region());
        Spec spec = SpecLoader.load(Files.writeString(folder.resolve("gxp.yaml"), text), Set.copyOf(Metrics.ids()));

        AwsPlatform platform =
                (AwsPlatform) AwsPlatform.of(spec, account.environment()).orElseThrow();
        List<Check> checks = platform.only(IDS::contains).examine(spec, Optional.empty());

        assertThat(checks).extracting(Check::id).containsAll(IDS);
        assertThat(checks)
                .as(checks.toString())
                .allMatch(
                        check -> check.state() == State.PASS && check.subject().contains(bucket));
    }
}
