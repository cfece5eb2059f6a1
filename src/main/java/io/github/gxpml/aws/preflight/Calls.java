// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Which permissions calls need: mostly called like the call. */
final class Calls {
    /** Source: Service Authorization Reference, Actions for Amazon S3, CloudTrail and STS. */
    private static final Map<String, String> OTHERWISE = Map.of(
            "s3:GetBucketEncryption", "s3:GetEncryptionConfiguration",
            "s3:GetPublicAccessBlock", "s3:GetBucketPublicAccessBlock",
            "s3:GetObjectLockConfiguration", "s3:GetBucketObjectLockConfiguration");

    private Calls() {}

    static List<String> actions(Collection<String> calls) {
        return calls.stream()
                .map(call -> OTHERWISE.getOrDefault(call, call))
                .sorted()
                .distinct()
                .toList();
    }
}
