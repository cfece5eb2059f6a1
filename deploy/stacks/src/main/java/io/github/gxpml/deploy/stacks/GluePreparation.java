// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.stacks;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.glue.CfnConnection;
import software.amazon.awscdk.services.glue.CfnJob;
import software.amazon.awscdk.services.glue.CfnSecurityConfiguration;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.s3.Bucket;

/** The Glue job that reads the sources and writes the tables of a run, in the VPC and encrypted in all three ways. */
final class GluePreparation {
    private static final String NAME = "gxp-prepare";

    private final String scriptKey;
    private final String digest;

    GluePreparation(Stack stack, BaseStack base, Inputs inputs, Bucket repository) {
        digest = inputs.text(
                "GlueScriptSha256", "Digest of the script of the Glue job", "[0-9a-f]{64}", PrepareScript.sha256());
        scriptKey = "scripts/" + digest + "/prepare.py";
        String bucket = inputs.text("SourceBucket", "Bucket of the source", "[a-z0-9.-]{3,63}");
        String object = inputs.text("SourceObject", "Key of the source there, a CSV file with a header", "[^*?]+");
        String column = inputs.text("SplitColumn", "Column whose equal values stay in one table", ".+");
        String key = base.key().getKeyArn();
        Role role = role(stack, base, bucket + "/" + object, repository);
        CfnSecurityConfiguration security = security(stack, key);
        CfnConnection connection = connection(stack, base);
        CfnJob job = CfnJob.Builder.create(stack, "GlueJob")
                .name(NAME)
                .role(role.getRoleArn())
                .glueVersion("5.0")
                .workerType("G.1X")
                .numberOfWorkers(2)
                .maxRetries(0)
                .timeout(120)
                .executionProperty(CfnJob.ExecutionPropertyProperty.builder()
                        .maxConcurrentRuns(5)
                        .build())
                .securityConfiguration(NAME)
                .connections(CfnJob.ConnectionsListProperty.builder()
                        .connections(List.of(NAME))
                        .build())
                .command(CfnJob.JobCommandProperty.builder()
                        .name("glueetl")
                        .pythonVersion("3")
                        .scriptLocation("s3://" + repository.getBucketName() + "/" + scriptKey)
                        .build())
                .defaultArguments(Map.of(
                        "--enable-metrics",
                        "true",
                        "--job-language",
                        "python",
                        "--gxp-source",
                        "s3://" + bucket + "/" + object,
                        "--gxp-split",
                        column))
                .build();
        job.addResourceDependency(security);
        job.addResourceDependency(connection);
    }

    /** The name is fixed, since events name the job. */
    String name() {
        return NAME;
    }

    /** Where in the repository its script has to lie; the digest is in the name. */
    String scriptKey() {
        return scriptKey;
    }

    /** SHA-256 of its script. */
    String digest() {
        return digest;
    }

    private static CfnSecurityConfiguration security(Stack stack, String key) {
        return CfnSecurityConfiguration.Builder.create(stack, "GlueSecurity")
                .name(NAME)
                .encryptionConfiguration(CfnSecurityConfiguration.EncryptionConfigurationProperty.builder()
                        .cloudWatchEncryption(CfnSecurityConfiguration.CloudWatchEncryptionProperty.builder()
                                .cloudWatchEncryptionMode("SSE-KMS")
                                .kmsKeyArn(key)
                                .build())
                        .jobBookmarksEncryption(CfnSecurityConfiguration.JobBookmarksEncryptionProperty.builder()
                                .jobBookmarksEncryptionMode("CSE-KMS")
                                .kmsKeyArn(key)
                                .build())
                        .s3Encryptions(List.of(CfnSecurityConfiguration.S3EncryptionProperty.builder()
                                .s3EncryptionMode("SSE-KMS")
                                .kmsKeyArn(key)
                                .build()))
                        .build())
                .build();
    }

    private static CfnConnection connection(Stack stack, BaseStack base) {
        return CfnConnection.Builder.create(stack, "GlueConnection")
                .catalogId(stack.getAccount())
                .connectionInput(CfnConnection.ConnectionInputProperty.builder()
                        .name(NAME)
                        .connectionType("NETWORK")
                        .physicalConnectionRequirements(CfnConnection.PhysicalConnectionRequirementsProperty.builder()
                                .subnetId(base.network().subnetIds().get(0))
                                .securityGroupIdList(
                                        List.of(base.network().jobs().getSecurityGroupId()))
                                .build())
                        .build())
                .build();
    }

    private static Role role(Stack stack, BaseStack base, String source, Bucket repository) {
        Role role = Allow.role(stack, "GlueRole", "glue.amazonaws.com");
        String own = ":" + stack.getRegion() + ":" + stack.getAccount() + ":";
        String arn = "arn:" + stack.getPartition() + ":";
        Allow.interfaces(role);
        Allow.to(role, List.of("ec2:CreateTags", "ec2:DeleteTags"), List.of(arn + "ec2" + own + "network-interface/*"));
        Allow.to(
                role,
                List.of("ec2:DescribeVpcEndpoints", "ec2:DescribeRouteTables", "ec2:DescribeVpcAttribute"),
                List.of("*"));
        Allow.key(role, base.key().getKeyArn());
        Allow.to(role, List.of("s3:GetObject"), List.of(arn + "s3:::" + source, repository.arnForObjects("scripts/*")));
        Allow.to(role, List.of("s3:ListBucket"), List.of(repository.getBucketArn()));
        Allow.to(
                role,
                List.of("s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload"),
                List.of(
                        repository.arnForObjects("*/train/*"),
                        repository.arnForObjects("*/validation/*"),
                        repository.arnForObjects("*/test/*"),
                        repository.arnForObjects("*/prepared.json")));
        Allow.to(
                role,
                List.of("glue:GetConnection"),
                List.of(arn + "glue" + own + "catalog", arn + "glue" + own + "connection/" + NAME));
        Allow.to(
                role,
                List.of("logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents", "logs:AssociateKmsKey"),
                List.of(arn + "logs" + own + "log-group:/aws-glue/*"));
        return role;
    }
}
