// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionByDefault;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/** Whether a bucket encrypts, unless told otherwise, with a key of the account. */
final class BucketEncryption extends BucketProbe {
    @Override
    public String id() {
        return "bucket-encryption";
    }

    @Override
    public List<String> read() {
        return List.of("s3:GetBucketEncryption", "kms:DescribeKey");
    }

    @Override
    Finding lookAt(String bucket, Used used, Account account) throws IOException {
        List<ServerSideEncryptionRule> rules = account.s3()
                .getBucketEncryption(request -> request.bucket(bucket))
                .serverSideEncryptionConfiguration()
                .rules();
        Facts facts = new Facts();
        List<String> problems = new ArrayList<>();
        if (rules.isEmpty()) {
            problems.add(notSet());
        }
        for (ServerSideEncryptionRule rule : rules) {
            ServerSideEncryptionByDefault by = rule.applyServerSideEncryptionByDefault();
            if (by == null) {
                problems.add(notSet());
                continue;
            }
            facts.put("algorithm", by.sseAlgorithmAsString()).put("kmsKey", by.kmsMasterKeyID());
            boolean kms = by.sseAlgorithm() == ServerSideEncryption.AWS_KMS
                    || by.sseAlgorithm() == ServerSideEncryption.AWS_KMS_DSSE;
            if (!kms || by.kmsMasterKeyID() == null) {
                problems.add("it encrypts with a key of AWS (" + by.sseAlgorithmAsString()
                        + "): set a customer managed key");
            } else {
                problems.addAll(KmsKeys.problems(by.kmsMasterKeyID(), account, facts));
            }
        }
        return Finding.of(problems, "it encrypts with a customer managed key", facts);
    }

    @Override
    String notSet() {
        return "it has no default encryption";
    }
}
