// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.stacks;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.s3.Bucket;

/** Keeps everybody but one role from writing, whatever other policies of the account allow. */
final class OnlyBy {
    private OnlyBy() {}

    static void puts(Bucket bucket, String keys, Role role) {
        bucket.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("DenyPutsByOthers")
                .effect(Effect.DENY)
                .principals(List.of(new AnyPrincipal()))
                .actions(List.of("s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion"))
                .resources(List.of(bucket.arnForObjects(keys)))
                .conditions(Map.of("ArnNotEquals", Map.of("aws:PrincipalArn", role.getRoleArn())))
                .build());
    }
}
