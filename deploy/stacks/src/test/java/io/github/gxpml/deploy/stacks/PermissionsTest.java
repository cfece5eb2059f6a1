// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.deploy.stacks.Templates.Resource;
import io.github.gxpml.deploy.stacks.Templates.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PermissionsTest {
    private static final String VPC =
            "describing the network takes no resource, and a network interface that is being made" + " has no name yet";

    /** What may be allowed on all resources, and why there is no narrower way. */
    private static final Map<String, String> EVERYWHERE = Map.ofEntries(
            Map.entry("ec2:CreateNetworkInterface", VPC),
            Map.entry("ec2:DeleteNetworkInterface", VPC),
            Map.entry("ec2:DescribeNetworkInterfaces", VPC),
            Map.entry("ec2:DescribeSecurityGroups", VPC),
            Map.entry("ec2:DescribeSubnets", VPC),
            Map.entry("ec2:DescribeVpcs", VPC),
            Map.entry("ec2:DescribeVpcEndpoints", VPC),
            Map.entry("ec2:DescribeRouteTables", VPC),
            Map.entry("ec2:DescribeVpcAttribute", VPC),
            Map.entry("ecr:GetAuthorizationToken", "a token is for the registry, not for a repository"));

    @Test
    void shouldAllowNoActionByAWildcard() {
        assertThat(Templates.statements())
                .isNotEmpty()
                .filteredOn(Statement::allows)
                .allSatisfy(statement -> assertThat(statement.actions())
                        .as(statement.toString())
                        .noneMatch(action -> action.contains("*")));
    }

    @Test
    void shouldAllowOnAllResourcesOnlyWhatHasNoOther() {
        assertThat(Templates.statements())
                .filteredOn(Statement::allows)
                .filteredOn(Statement::everywhere)
                // in the policy of a key, all resources means the key
                .filteredOn(statement ->
                        !statement.owner().node().path("Type").textValue().equals("AWS::KMS::Key"))
                .allSatisfy(statement ->
                        assertThat(EVERYWHERE.keySet()).as(statement.toString()).containsAll(statement.actions()));
    }

    @Test
    void shouldNotAllowNotActionsOrNotResources() {
        assertThat(Templates.statements())
                .allSatisfy(statement -> assertThat(statement.node().has("NotAction")
                                || statement.node().has("NotResource")
                                || statement.node().has("NotPrincipal"))
                        .as(statement.toString())
                        .isFalse());
    }

    @Test
    void shouldGiveEachFunctionARoleOfItsOwnWithoutManagedPolicies() {
        List<Resource> functions = Templates.of("AWS::Lambda::Function");
        Set<String> roles = new HashSet<>();
        functions.forEach(each -> roles.add(each.stack() + each.at("/Role")));

        assertThat(functions).hasSize(7);
        assertThat(roles).hasSameSizeAs(functions);
        assertThat(Templates.of("AWS::IAM::Role"))
                .allSatisfy(role -> assertThat(role.node().path("Properties").has("ManagedPolicyArns"))
                        .as(role.toString())
                        .isFalse());
    }

    @Test
    void shouldKeepTheCodeOfAFunctionFromTouchingTheNetwork() {
        long denied = Templates.statements().stream()
                .filter(statement -> !statement.allows())
                .filter(statement -> statement.node().at("/Condition/Null").has("lambda:SourceFunctionArn"))
                .filter(statement -> statement.actions().containsAll(Allow.INTERFACES))
                .count();

        assertThat(denied).isEqualTo(7);
    }

    @Test
    void shouldPassRolesToSageMakerAlone() {
        assertThat(Templates.statements())
                .filteredOn(statement -> statement.actions().contains("iam:PassRole"))
                .hasSize(2)
                .allSatisfy(statement -> assertThat(statement
                                .node()
                                .at("/Condition/StringEquals/iam:PassedToService")
                                .textValue())
                        .isEqualTo("sagemaker.amazonaws.com"));
    }

    @Test
    void shouldTrainOnlyIsolatedAndEncrypted() {
        assertThat(Templates.statements())
                .filteredOn(statement -> statement.actions().contains("sagemaker:CreateTrainingJob")
                        && !statement.owner().node().path("Type").textValue().contains("VPCEndpoint"))
                .singleElement()
                .satisfies(statement -> {
                    assertThat(statement
                                    .node()
                                    .at("/Condition/Bool/sagemaker:NetworkIsolation")
                                    .textValue())
                            .isEqualTo("true");
                    assertThat(statement
                                    .node()
                                    .at("/Condition/Bool/sagemaker:InterContainerTrafficEncryption")
                                    .textValue())
                            .isEqualTo("true");
                    assertThat(statement.node().at("/Condition/ArnEquals").has("sagemaker:VolumeKmsKey"))
                            .isTrue();
                });
    }

    @Test
    void shouldLetOneHandlerAloneChangeEndpointsAndAnotherAloneTrain() {
        for (String action : List.of("sagemaker:UpdateEndpoint", "sagemaker:CreateTrainingJob")) {
            assertThat(Templates.statements())
                    .filteredOn(statement -> statement.actions().contains(action))
                    .filteredOn(statement ->
                            statement.owner().node().path("Type").textValue().equals("AWS::IAM::Policy"))
                    .as(action)
                    .hasSize(1);
        }
    }

    @Test
    void shouldLetNobodyUseTheKeyButThisAccountAndThreeServicesForIt() {
        List<JsonNode> statements = Templates.statements().stream()
                .filter(statement ->
                        statement.owner().node().path("Type").textValue().equals("AWS::KMS::Key"))
                .map(Statement::node)
                .toList();

        assertThat(statements).hasSize(3).allSatisfy(statement -> {
            assertThat(statement.path("Principal").toString()).doesNotContain("\"*\"");
            if (statement.path("Principal").has("Service")) {
                assertThat(statement.path("Condition").toString())
                        .as(statement.toString())
                        .contains("AWS::AccountId");
            } else {
                assertThat(statement.at("/Principal/AWS").toString()).contains(":root");
            }
        });
    }

    @Test
    void shouldLetGlueWriteTablesAloneAndReadOneObjectOfTheSources() {
        List<JsonNode> s3 = Templates.statements().stream()
                .filter(statement -> statement.owner().id().startsWith("GlueRole"))
                .filter(statement -> statement.actions().contains("s3:PutObject")
                        || statement.actions().contains("s3:GetObject"))
                .map(Statement::node)
                .toList();

        assertThat(s3).hasSize(2);
        assertThat(s3.get(0).path("Resource").toString()).contains("SourceObject", "/scripts/*");
        assertThat(s3.get(1).path("Resource")).hasSize(4);
        assertThat(s3.get(1).toString()).doesNotContain("scripts");
    }

    @Test
    void shouldLetAServiceActForThisAccountAlone() {
        assertThat(Templates.statements())
                .filteredOn(statement ->
                        statement.node().path("Principal").toString().contains("vpc-flow-logs"))
                .singleElement()
                .satisfies(statement -> assertThat(
                                statement.node().at("/Condition/StringEquals").has("aws:SourceAccount"))
                        .isTrue());
    }
}
