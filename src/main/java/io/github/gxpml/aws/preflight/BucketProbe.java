// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import io.github.gxpml.aws.Refusals;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A check of each bucket that a run uses. */
abstract class BucketProbe implements Probe {
    /** Codes by which S3 says that a bucket has no such setting: an answer, not an error. */
    private static final Set<String> NOT_SET = Set.of(
            "ServerSideEncryptionConfigurationNotFoundError",
            "NoSuchBucketPolicy",
            "NoSuchPublicAccessBlockConfiguration",
            "ObjectLockConfigurationNotFoundError");

    private static final String SCHEME = "s3://";

    @Override
    public List<String> subjects(Used used) {
        return used.buckets().stream().map(bucket -> SCHEME + bucket).toList();
    }

    @Override
    public final Finding look(String subject, Used used, Account account) throws IOException {
        try {
            return lookAt(subject.substring(SCHEME.length()), used, account);
        } catch (S3Exception e) {
            if (NOT_SET.contains(Refusals.code(e))) {
                return Finding.fail(notSet(), new Facts());
            }
            throw e;
        }
    }

    /** Looks at a bucket. */
    abstract Finding lookAt(String bucket, Used used, Account account) throws IOException;

    /** Says what it means that the bucket has no such setting. */
    abstract String notSet();
}
