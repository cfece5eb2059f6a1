// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.stacks;

import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.s3.Bucket;

/** The role of a training or of an endpoint: its image, its logs, and the folders that are named. */
final class JobRole {
    private final Role role;

    JobRole(Stack stack, String id, BaseStack base) {
        role = Allow.role(stack, id, "sagemaker.amazonaws.com");
        String own = ":" + stack.getRegion() + ":" + stack.getAccount() + ":";
        String arn = "arn:" + stack.getPartition() + ":";
        Allow.interfaces(role);
        Allow.to(
                role,
                List.of("ec2:CreateNetworkInterfacePermission", "ec2:DeleteNetworkInterfacePermission"),
                List.of(arn + "ec2" + own + "network-interface/*"));
        Allow.key(role, base.key().getKeyArn());
        Allow.grants(role, base.key().getKeyArn());
        Allow.to(role, List.of("ecr:GetAuthorizationToken"), List.of("*"));
        Allow.to(
                role,
                List.of("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability"),
                List.of(arn + "ecr" + own + "repository/gxp/*"));
        Allow.to(
                role,
                List.of("logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"),
                List.of(arn + "logs" + own + "log-group:/aws/sagemaker/*"));
    }

    JobRole reads(Bucket bucket, List<String> keys) {
        Allow.to(
                role,
                List.of("s3:GetObject"),
                keys.stream().map(bucket::arnForObjects).toList());
        Allow.to(role, List.of("s3:ListBucket"), List.of(bucket.getBucketArn()));
        return this;
    }

    JobRole writes(Bucket bucket, String keys) {
        Allow.to(role, List.of("s3:PutObject", "s3:AbortMultipartUpload"), List.of(bucket.arnForObjects(keys)));
        return this;
    }

    Role role() {
        return role;
    }
}
