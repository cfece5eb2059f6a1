// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.deploy.stacks.Templates.Resource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NetworkTest {
    @Test
    void shouldHaveNoWayToTheInternet() {
        assertThat(Templates.all())
                .extracting(resource -> resource.node().path("Type").textValue())
                .doesNotContain(
                        "AWS::EC2::InternetGateway",
                        "AWS::EC2::VPCGatewayAttachment",
                        "AWS::EC2::NatGateway",
                        "AWS::EC2::EIP",
                        "AWS::EC2::Route",
                        "AWS::EC2::EgressOnlyInternetGateway");
        assertThat(Templates.of("AWS::EC2::Subnet"))
                .hasSize(2)
                .allSatisfy(
                        subnet -> assertThat(subnet.at("/MapPublicIpOnLaunch").booleanValue())
                                .isFalse());
    }

    @Test
    void shouldHaveNoSecurityGroupOpenToTheWorld() {
        List<Resource> groups = Templates.of("AWS::EC2::SecurityGroup");
        assertThat(groups).hasSize(3);
        for (Resource group : groups) {
            assertThat(group.node().toString())
                    .as(group.toString())
                    .doesNotContain("0.0.0.0/0")
                    .doesNotContain("::/0");
            // what stands for none, since AWS adds a rule to a group without any
            assertThat(group.at("/SecurityGroupEgress"))
                    .allSatisfy(
                            rule -> assertThat(rule.path("CidrIp").textValue()).isEqualTo("255.255.255.255/32"));
        }
        Stream.of("AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress")
                .flatMap(type -> Templates.of(type).stream())
                .filter(rule -> !rule.at("/CidrIp").asText().equals("255.255.255.255/32"))
                .forEach(rule -> assertThat(rule.node().path("Properties").has("CidrIp")
                                || rule.node().path("Properties").has("CidrIpv6"))
                        .as(rule.toString())
                        .isFalse());
    }

    @Test
    void shouldReachServicesOverEndpointsWithAPolicy() {
        List<Resource> endpoints = Templates.of("AWS::EC2::VPCEndpoint");

        assertThat(endpoints).hasSize(11).allSatisfy(endpoint -> {
            assertThat(endpoint.at("/PolicyDocument/Statement").size())
                    .as(endpoint.toString())
                    .isPositive();
            assertThat(endpoint.at("/PolicyDocument").toString())
                    .as(endpoint.toString())
                    .contains("aws:PrincipalAccount");
        });
        String services = endpoints.stream()
                .map(endpoint -> endpoint.at("/ServiceName").toString())
                .reduce("", String::concat);
        for (String service : List.of(
                "s3",
                "dynamodb",
                "sqs",
                "sns",
                "sagemaker.api",
                "sagemaker.runtime",
                "glue",
                "kms",
                "logs",
                "ecr.api",
                "ecr.dkr")) {
            assertThat(services).contains("." + service + "\"");
        }
    }

    @Test
    void shouldHaveEveryFunctionInTheNetwork() {
        assertThat(Templates.of("AWS::Lambda::Function")).isNotEmpty().allSatisfy(function -> {
            assertThat(function.at("/VpcConfig/SubnetIds"))
                    .as(function.toString())
                    .hasSize(2);
            assertThat(function.at("/VpcConfig/SecurityGroupIds"))
                    .as(function.toString())
                    .hasSize(1);
        });
    }

    @Test
    void shouldKeepWhatWentThroughTheNetwork() {
        assertThat(Templates.of("AWS::EC2::FlowLog")).singleElement().satisfies(flows -> {
            assertThat(flows.at("/ResourceId/Ref").textValue())
                    .isEqualTo(Templates.of("AWS::EC2::VPC").get(0).id());
            assertThat(flows.at("/TrafficType").textValue()).isEqualTo("ALL");
            assertThat(Templates.of("AWS::Logs::LogGroup"))
                    .extracting(Resource::id)
                    .contains(flows.at("/LogGroupName/Ref").textValue());
        });
    }
}
