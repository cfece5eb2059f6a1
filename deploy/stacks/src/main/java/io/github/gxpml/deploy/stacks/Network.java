// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.stacks;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.CfnFlowLog;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpoint;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpoint;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * Two isolated subnets, no way to the internet, and the services of AWS that are used through endpoints of the VPC.
 * Each endpoint lets only principals of this account do what the pipelines do there.
 */
final class Network extends Construct {
    private static final Port HTTPS = Port.tcp(443);

    private final Vpc vpc;
    private final SecurityGroup functions;
    private final SecurityGroup jobs;
    private final SecurityGroup endpoints;

    Network(Construct scope, IKey key, String s3PrefixList, String dynamoPrefixList) {
        super(scope, "Network");
        vpc = Vpc.Builder.create(this, "Vpc")
                .maxAzs(2)
                .natGateways(0)
                .restrictDefaultSecurityGroup(false)
                .subnetConfiguration(List.of(SubnetConfiguration.builder()
                        .name("isolated")
                        .subnetType(SubnetType.PRIVATE_ISOLATED)
                        .cidrMask(24)
                        .build()))
                .build();
        functions = closed("Functions", "Functions: out to endpoints of the VPC alone");
        jobs = closed("Jobs", "Glue, training and serving: out to endpoints of the VPC and to one another alone");
        endpoints = closed("Endpoints", "Endpoints of the VPC: in from functions and jobs alone");
        for (SecurityGroup each : List.of(functions, jobs)) {
            each.addEgressRule(endpoints, HTTPS, "services");
            each.addEgressRule(Peer.prefixList(s3PrefixList), HTTPS, "S3");
            each.addEgressRule(Peer.prefixList(dynamoPrefixList), HTTPS, "DynamoDB");
            endpoints.addIngressRule(each, HTTPS, "services");
        }
        jobs.addIngressRule(jobs, Port.allTcp(), "workers of one job");
        jobs.addEgressRule(jobs, Port.allTcp(), "workers of one job");
        gateways();
        interfaces();
        flows(key);
    }

    Vpc vpc() {
        return vpc;
    }

    SecurityGroup functions() {
        return functions;
    }

    SecurityGroup jobs() {
        return jobs;
    }

    SubnetSelection subnets() {
        return SubnetSelection.builder().subnetType(SubnetType.PRIVATE_ISOLATED).build();
    }

    List<String> subnetIds() {
        return vpc.selectSubnets(subnets()).getSubnetIds();
    }

    private SecurityGroup closed(String id, String description) {
        return SecurityGroup.Builder.create(this, id)
                .vpc(vpc)
                .description(description)
                .allowAllOutbound(false)
                .disableInlineRules(true)
                .build();
    }

    /** Keeps which addresses talked to which, what was refused among it, and nothing of what they said. */
    private void flows(IKey key) {
        Stack stack = Stack.of(this);
        LogGroup log = LogGroup.Builder.create(this, "Flows")
                .encryptionKey(key)
                .retention(RetentionDays.ONE_YEAR)
                .removalPolicy(RemovalPolicy.RETAIN)
                .build();
        Role role = Role.Builder.create(this, "FlowsRole")
                .assumedBy(new ServicePrincipal("vpc-flow-logs.amazonaws.com")
                        .withConditions(Map.of("StringEquals", Map.of("aws:SourceAccount", stack.getAccount()))))
                .build();
        Allow.to(
                role,
                List.of("logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"),
                List.of(log.getLogGroupArn()));
        Allow.to(
                role,
                List.of("logs:DescribeLogGroups"),
                List.of("arn:" + stack.getPartition() + ":logs:" + stack.getRegion() + ":" + stack.getAccount()
                        + ":log-group:*"));
        CfnFlowLog.Builder.create(this, "FlowLog")
                .resourceId(vpc.getVpcId())
                .resourceType("VPC")
                .trafficType("ALL")
                .logDestinationType("cloud-watch-logs")
                .logGroupName(log.getLogGroupName())
                .deliverLogsPermissionArn(role.getRoleArn())
                .build()
                .getNode()
                .addDependency(role);
    }

    private void gateways() {
        Stack stack = Stack.of(this);
        String region = stack.getRegion();
        GatewayVpcEndpoint s3 = GatewayVpcEndpoint.Builder.create(this, "S3")
                .vpc(vpc)
                .service(GatewayVpcEndpointAwsService.S3)
                .build();
        s3.addToPolicy(PolicyStatement.Builder.create()
                .principals(List.of(new AnyPrincipal()))
                .actions(List.of(
                        "s3:GetObject",
                        "s3:GetObjectVersion",
                        "s3:PutObject",
                        "s3:ListBucket",
                        "s3:GetBucketLocation",
                        "s3:AbortMultipartUpload"))
                .resources(List.of("arn:" + stack.getPartition() + ":s3:::*"))
                .conditions(Map.of(
                        "StringEquals",
                        Map.of(
                                "aws:PrincipalAccount", stack.getAccount(),
                                "aws:ResourceAccount", stack.getAccount())))
                .build());
        s3.addToPolicy(PolicyStatement.Builder.create()
                .sid("LayersOfImages")
                .principals(List.of(new AnyPrincipal()))
                .actions(List.of("s3:GetObject"))
                .resources(List.of("arn:" + stack.getPartition() + ":s3:::prod-" + region + "-starport-layer-bucket/*"))
                .build());
        GatewayVpcEndpoint dynamo = GatewayVpcEndpoint.Builder.create(this, "DynamoDb")
                .vpc(vpc)
                .service(GatewayVpcEndpointAwsService.DYNAMODB)
                .build();
        dynamo.addToPolicy(own(
                List.of("dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"),
                "dynamodb",
                "table/*"));
    }

    private void interfaces() {
        endpoint("Sqs", InterfaceVpcEndpointAwsService.SQS, List.of("sqs:SendMessage"), "sqs", "*");
        endpoint(
                "Sns",
                InterfaceVpcEndpointAwsService.SNS,
                List.of("sns:Publish", "sns:GetTopicAttributes"),
                "sns",
                "*");
        endpoint(
                "SageMakerApi",
                InterfaceVpcEndpointAwsService.SAGEMAKER_API,
                List.of(
                        "sagemaker:AddTags",
                        "sagemaker:CreateEndpoint",
                        "sagemaker:CreateEndpointConfig",
                        "sagemaker:CreateModel",
                        "sagemaker:CreateTrainingJob",
                        "sagemaker:DescribeEndpoint",
                        "sagemaker:DescribeModelPackage",
                        "sagemaker:DescribeTrainingJob",
                        "sagemaker:UpdateEndpoint"),
                "sagemaker",
                "*");
        endpoint(
                "SageMakerRuntime",
                InterfaceVpcEndpointAwsService.SAGEMAKER_RUNTIME,
                List.of("sagemaker:InvokeEndpoint"),
                "sagemaker",
                "endpoint/*");
        endpoint(
                "Glue",
                InterfaceVpcEndpointAwsService.GLUE,
                List.of("glue:StartJobRun", "glue:GetJobRun", "glue:GetJobRuns", "glue:GetConnection"),
                "glue",
                "*");
        endpoint(
                "Kms",
                InterfaceVpcEndpointAwsService.KMS,
                List.of("kms:Decrypt", "kms:GenerateDataKey", "kms:CreateGrant", "kms:DescribeKey"),
                "kms",
                "key/*");
        endpoint(
                "Logs",
                InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS,
                List.of("logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"),
                "logs",
                "*");
        images();
    }

    private void images() {
        endpoint(
                "EcrDocker",
                InterfaceVpcEndpointAwsService.ECR_DOCKER,
                List.of("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability"),
                "ecr",
                "repository/*");
        InterfaceVpcEndpoint images = endpoint(
                "EcrApi",
                InterfaceVpcEndpointAwsService.ECR,
                List.of("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability"),
                "ecr",
                "repository/*");
        images.addToPolicy(PolicyStatement.Builder.create()
                .sid("TokensHaveNoResource")
                .principals(List.of(new AnyPrincipal()))
                .actions(List.of("ecr:GetAuthorizationToken"))
                .resources(List.of("*"))
                .conditions(account())
                .build());
    }

    private InterfaceVpcEndpoint endpoint(
            String id, InterfaceVpcEndpointAwsService service, List<String> actions, String name, String resource) {
        InterfaceVpcEndpoint made = InterfaceVpcEndpoint.Builder.create(this, id)
                .vpc(vpc)
                .subnets(subnets())
                .service(service)
                .securityGroups(List.of(endpoints))
                .open(false)
                .privateDnsEnabled(true)
                .build();
        made.addToPolicy(own(actions, name, resource));
        return made;
    }

    private PolicyStatement own(List<String> actions, String service, String resource) {
        Stack stack = Stack.of(this);
        String arn = "arn:" + stack.getPartition() + ":" + service + ":" + stack.getRegion() + ":" + stack.getAccount()
                + ":" + resource;
        return PolicyStatement.Builder.create()
                .principals(List.of(new AnyPrincipal()))
                .actions(actions)
                .resources(List.of(arn))
                .conditions(account())
                .build();
    }

    private Map<String, Map<String, String>> account() {
        return Map.of(
                "StringEquals", Map.of("aws:PrincipalAccount", Stack.of(this).getAccount()));
    }
}
