// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.stacks;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/** Statements of roles: actions one by one on resources one by one. */
final class Allow {
    /** Network interfaces are made before they have a name, and described only all together. */
    static final List<String> INTERFACES = List.of(
            "ec2:CreateNetworkInterface",
            "ec2:DeleteNetworkInterface",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeSecurityGroups",
            "ec2:DescribeSubnets",
            "ec2:DescribeVpcs");

    private Allow() {}

    static Role role(Construct scope, String id, String service) {
        return Role.Builder.create(scope, id)
                .assumedBy(new ServicePrincipal(service))
                .build();
    }

    static void to(Role role, List<String> actions, List<String> resources) {
        role.addToPolicy(PolicyStatement.Builder.create()
                .actions(actions)
                .resources(resources)
                .build());
    }

    static void onlyIf(Role role, List<String> actions, List<String> resources, Map<String, Map<String, String>> when) {
        role.addToPolicy(PolicyStatement.Builder.create()
                .actions(actions)
                .resources(resources)
                .conditions(when)
                .build());
    }

    /** Lets the service put a function or job into the VPC. */
    static void interfaces(Role role) {
        to(role, INTERFACES, List.of("*"));
    }

    /** Keeps the code of a function from doing what only the service does for it. */
    static void interfacesNotFromCode(Role role) {
        role.addToPolicy(PolicyStatement.Builder.create()
                .effect(Effect.DENY)
                .actions(INTERFACES)
                .resources(List.of("*"))
                .conditions(Map.of("Null", Map.of("lambda:SourceFunctionArn", "false")))
                .build());
    }

    static void key(Role role, String keyArn) {
        to(role, List.of("kms:Decrypt", "kms:GenerateDataKey"), List.of(keyArn));
    }

    /** Lets the service have a key for the disks of what this role starts. */
    static void grants(Role role, String keyArn) {
        onlyIf(
                role,
                List.of("kms:CreateGrant"),
                List.of(keyArn),
                Map.of("Bool", Map.of("kms:GrantIsForAWSResource", "true")));
    }
}
