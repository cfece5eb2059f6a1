// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether a bucket's policy denies objects that are not to be encrypted. */
final class BucketUnencryptedPuts extends BucketPolicy {
    private static final String HEADER = " s3:x-amz-server-side-encryption";
    private static final Set<String> ENCRYPTED = Set.of("aws:kms", "aws:kms:dsse", "AES256");

    @Override
    public String id() {
        return "bucket-unencrypted-puts";
    }

    @Override
    boolean on(Map.Entry<String, List<String>> condition, PolicyDocument.Statement statement) {
        String key = condition.getKey();
        // a negated operator holds as well where the header is missing
        boolean other =
                key.matches("stringnotequals(ifexists)?" + HEADER) && ENCRYPTED.containsAll(condition.getValue());
        boolean otherKey = key.matches("stringnotequals(ifexists)?" + HEADER + "-aws-kms-key-id");
        boolean missing = key.equals("null" + HEADER) && condition.getValue().equals(List.of("true"));
        return !condition.getValue().isEmpty() && (other || otherKey || missing);
    }

    @Override
    List<String> ends() {
        return List.of("/*");
    }

    @Override
    String action() {
        return "s3:PutObject";
    }

    @Override
    String good() {
        return "its policy denies objects that are not to be encrypted";
    }

    @Override
    String notSet() {
        return "its policy does not deny objects that are not to be encrypted";
    }
}
