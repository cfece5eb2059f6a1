// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsResponse;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;

/**
 * The network of the account: a VPC with two subnets, the second of which goes by the main routes.
 *
 * @param flaws what is wrong
 */
@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
record AccountNetwork(Set<Flaw> flaws) {
    private static final String VPC = "vpc-1";
    private static final Route LOCAL = Route.builder()
            .destinationCidrBlock("10.0.0.0/16")
            .gatewayId("local")
            .build();

    void answer(AwsStandIn aws) {
        aws.on(DescribeSecurityGroupsRequest.class, request -> groups())
                .on(DescribeSubnetsRequest.class, this::subnets)
                .on(DescribeRouteTablesRequest.class, this::routes)
                .on(DescribeVpcEndpointsRequest.class, request -> endpoints());
    }

    private DescribeSecurityGroupsResponse groups() {
        if (flaws.contains(Flaw.GROUP_IS_MISSING)) {
            throw new ServiceError("InvalidGroup.NotFound", "The security group 'sg-1' does not exist");
        }
        IpPermission.Builder in =
                IpPermission.builder().ipProtocol("tcp").fromPort(443).toPort(443);
        in.ipRanges(range -> range.cidrIp(flaws.contains(Flaw.GROUP_LETS_WORLD_IN) ? "0.0.0.0/0" : "10.0.0.0/16"));
        if (flaws.contains(Flaw.GROUP_LETS_WORLD_IN_BY_IPV6)) {
            in.ipv6Ranges(range -> range.cidrIpv6("::/0"));
        }
        return DescribeSecurityGroupsResponse.builder()
                .securityGroups(group -> group.groupId("sg-1")
                        .groupName("jobs")
                        .vpcId(VPC)
                        .ipPermissions(in.build())
                        .ipPermissionsEgress(IpPermission.builder()
                                .ipProtocol("-1")
                                .ipRanges(range -> range.cidrIp("0.0.0.0/0"))
                                .build()))
                .build();
    }

    private DescribeSubnetsResponse subnets(DescribeSubnetsRequest request) {
        List<Subnet> found = request.subnetIds().stream()
                .map(id -> Subnet.builder().subnetId(id).vpcId(VPC).build())
                .toList();
        return DescribeSubnetsResponse.builder().subnets(found).build();
    }

    private DescribeRouteTablesResponse routes(DescribeRouteTablesRequest request) {
        boolean main = request.filters().get(0).name().equals("vpc-id");
        boolean own = request.filters().get(0).values().contains("subnet-1");
        if (!main && !own || flaws.contains(Flaw.NO_ROUTES)) {
            return DescribeRouteTablesResponse.builder().routeTables(List.of()).build();
        }
        Route.Builder out = Route.builder().destinationCidrBlock("0.0.0.0/0");
        if (own && flaws.contains(Flaw.ROUTE_TO_INTERNET)) {
            out.gatewayId("igw-1");
        } else if (own && flaws.contains(Flaw.ROUTE_TO_NAT)) {
            out.natGatewayId("nat-1");
        } else if (main && flaws.contains(Flaw.MAIN_ROUTE_TO_INTERNET)) {
            out.gatewayId("igw-1");
        } else if (own && flaws.contains(Flaw.ROUTE_TO_SOMEWHERE)) {
            out.transitGatewayId("tgw-1");
        } else {
            out.destinationCidrBlock("10.9.0.0/16").vpcPeeringConnectionId("pcx-1");
        }
        return DescribeRouteTablesResponse.builder()
                .routeTables(table -> table.routeTableId(main ? "rtb-main" : "rtb-1")
                        .vpcId(VPC)
                        .routes(LOCAL, out.build()))
                .build();
    }

    private DescribeVpcEndpointsResponse endpoints() {
        String allowed = flaws.contains(Flaw.ENDPOINT_LETS_EVERYBODY)
                ? "{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"*\", \"Resource\": \"*\"}"
                : "{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"s3:GetObject\", \"Resource\": \"*\"}";
        VpcEndpoint endpoint = VpcEndpoint.builder()
                .vpcEndpointId("vpce-1")
                .vpcEndpointType("Gateway")
                .serviceName("com.amazonaws." + AwsStandIn.REGION + (flaws.contains(Flaw.NO_ENDPOINT) ? ".sqs" : ".s3"))
                .state(flaws.contains(Flaw.ENDPOINT_IS_PENDING) ? "pending" : "available")
                .policyDocument("{\"Version\": \"2012-10-17\", \"Statement\": [" + allowed + "]}")
                .build();
        return DescribeVpcEndpointsResponse.builder().vpcEndpoints(endpoint).build();
    }
}
