// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.source;

import io.github.gxpml.aws.AwsAccess;
import io.github.gxpml.aws.s3.SomeS3;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.DataSources.Answer;
import io.github.gxpml.spec.AwsSpec;
import io.github.gxpml.spec.TableSource;
import io.github.gxpml.spec.TableSource.Kind;
import io.github.gxpml.standin.AwsStandIn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A table, S3 with a bucket, and any other service of AWS, to be asked about sources. */
abstract class SourceCase {
    static final Instant BEGUN = Instant.parse("2026-01-02T03:04:05Z");
    static final byte[] SCRIPT = "print('prepared')\n".getBytes(StandardCharsets.UTF_8);
    static final String SCRIPT_SHA256 = Sha256.of(SCRIPT);

    final AwsStandIn aws = AwsStandIn.start();
    final SomeS3 some = new SomeS3(aws);

    @TempDir
    Path folder;

    Path file;

    @BeforeEach
    void writeTable() throws IOException {
        file = Files.writeString(folder.resolve("train.csv"), "id,y\n1,0\n2,1\n");
        some.createVersioned("study");
    }

    @AfterEach
    void close() {
        some.standIn().close();
        aws.close();
    }

    final AwsSources sources() {
        return new AwsSources(new AwsAccess(some.environment(), AwsSpec.NONE, "m"), folder::resolve);
    }

    final Answer ask(Kind kind, String... details) throws IOException {
        Map<String, String> named = new HashMap<>();
        for (int i = 0; i < details.length; i += 2) {
            named.put(details[i], details[i + 1]);
        }
        return sources()
                .ask(new TableSource(kind, named), file, Sha256.of(file))
                .orElseThrow();
    }

    final String put(String key, byte[] content) {
        some.standIn().put("study", key, content);
        return some.versions("study", key).get(0).versionId();
    }
}
