// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.source;

import io.github.gxpml.aws.AwsAccess;
import io.github.gxpml.aws.s3.S3Objects;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;

/**
 * A source to be asked about.
 *
 * @param access makes clients
 * @param resolve turns a path of the spec into a file
 * @param details as declared
 * @param file of the table on this machine
 */
record Question(AwsAccess access, UnaryOperator<Path> resolve, Map<String, String> details, Path file) {
    String get(String name) {
        return details.getOrDefault(name, "");
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(details.get(name)).filter(text -> !text.isBlank());
    }

    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder, String service)
            throws IOException {
        return access.client(builder, service, "");
    }

    S3Objects objects() throws IOException {
        return S3Objects.of(client(S3Objects.builder(access.environment()), "S3"));
    }
}
