// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import java.util.List;
import java.util.Map;

/** Whether a bucket's policy denies everything that does not come over TLS. */
final class BucketTls extends BucketPolicy {
    @Override
    public String id() {
        return "bucket-tls";
    }

    @Override
    boolean on(Map.Entry<String, List<String>> condition, PolicyDocument.Statement statement) {
        return condition.getKey().matches("bool(ifexists)? aws:securetransport")
                && condition.getValue().equals(List.of("false"))
                && (statement.actions().contains("*") || statement.actions().contains("s3:*"));
    }

    @Override
    List<String> ends() {
        return List.of("", "/*");
    }

    @Override
    String action() {
        return "s3:GetObject";
    }

    @Override
    String good() {
        return "its policy denies what does not come over TLS";
    }

    @Override
    String notSet() {
        return "its policy does not deny what does not come over TLS";
    }
}
