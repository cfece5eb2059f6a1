// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.stacks;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.iam.AccountRootPrincipal;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/** What both pipelines stand on: one key, one network without the internet, one place for alarms. */
final class BaseStack extends Stack {
    private static final String ADDRESS = "[^@\\s]+@[^@\\s]+";

    private final Key key;
    private final Network network;
    private final Topic alarms;

    BaseStack(Construct scope, String id, StackProps props) {
        super(scope, id, props);
        Inputs inputs = new Inputs(this);
        key = key();
        network = new Network(
                this,
                key,
                inputs.text("S3PrefixList", "Prefix list of S3 in this region", "pl-[0-9a-f]+"),
                inputs.text("DynamoDbPrefixList", "Prefix list of DynamoDB in this region", "pl-[0-9a-f]+"));
        alarms = Topic.Builder.create(this, "Alarms")
                .masterKey(key)
                .enforceSsl(true)
                .build();
        alarms.addSubscription(new EmailSubscription(inputs.text("AlarmMail", "Who is told of alarms", ADDRESS)));
    }

    Key key() {
        if (key != null) {
            return key;
        }
        return Key.Builder.create(this, "Key")
                .description("Everything of the GxP Pipeline at rest")
                .enableKeyRotation(true)
                .removalPolicy(RemovalPolicy.RETAIN)
                .policy(PolicyDocument.Builder.create().statements(policy()).build())
                .build();
    }

    Network network() {
        return network;
    }

    Topic alarms() {
        return alarms;
    }

    /** In the policy of a key, all resources means this key. */
    private List<PolicyStatement> policy() {
        return List.of(account(), logs(), senders());
    }

    private static PolicyStatement account() {
        return PolicyStatement.Builder.create()
                .sid("RolesOfThisAccountAsTheirPoliciesSay")
                .principals(List.of(new AccountRootPrincipal()))
                .actions(List.of(
                        "kms:CancelKeyDeletion",
                        "kms:CreateAlias",
                        "kms:CreateGrant",
                        "kms:Decrypt",
                        "kms:DeleteAlias",
                        "kms:DescribeKey",
                        "kms:DisableKey",
                        "kms:EnableKey",
                        "kms:EnableKeyRotation",
                        "kms:Encrypt",
                        "kms:GenerateDataKey",
                        "kms:GenerateDataKeyWithoutPlaintext",
                        "kms:GetKeyPolicy",
                        "kms:GetKeyRotationStatus",
                        "kms:ListGrants",
                        "kms:ListResourceTags",
                        "kms:PutKeyPolicy",
                        "kms:ReEncryptFrom",
                        "kms:ReEncryptTo",
                        "kms:RevokeGrant",
                        "kms:ScheduleKeyDeletion",
                        "kms:TagResource",
                        "kms:UntagResource",
                        "kms:UpdateKeyDescription"))
                .resources(List.of("*"))
                .build();
    }

    private PolicyStatement logs() {
        return PolicyStatement.Builder.create()
                .sid("LogGroupsOfThisAccount")
                .principals(List.of(new ServicePrincipal("logs." + getRegion() + ".amazonaws.com")))
                .actions(List.of(
                        "kms:Encrypt",
                        "kms:Decrypt",
                        "kms:ReEncryptFrom",
                        "kms:ReEncryptTo",
                        "kms:GenerateDataKey",
                        "kms:DescribeKey"))
                .resources(List.of("*"))
                .conditions(Map.of(
                        "ArnLike",
                        Map.of(
                                "kms:EncryptionContext:aws:logs:arn",
                                "arn:" + getPartition() + ":logs:" + getRegion() + ":" + getAccount()
                                        + ":log-group:*")))
                .build();
    }

    private PolicyStatement senders() {
        return PolicyStatement.Builder.create()
                .sid("EventsAndAlarmsOfThisAccount")
                .principals(List.of(
                        new ServicePrincipal("events.amazonaws.com"),
                        new ServicePrincipal("cloudwatch.amazonaws.com"),
                        new ServicePrincipal("sns.amazonaws.com")))
                .actions(List.of("kms:Decrypt", "kms:GenerateDataKey"))
                .resources(List.of("*"))
                .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", getAccount())))
                .build();
    }
}
