// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;

/** Whether the VPC of the jobs has an endpoint for a service, with a policy that does not let everybody do anything. */
final class VpcEndpoints implements Probe {
    @Override
    public String id() {
        return "vpc-endpoint";
    }

    @Override
    public List<String> read() {
        return List.of("ec2:DescribeSubnets", "ec2:DescribeVpcEndpoints");
    }

    @Override
    public List<String> subjects(Used used) {
        return used.job().isPresent() ? used.platform().endpoints() : List.of();
    }

    @Override
    public Finding look(String service, Used used, Account account) throws IOException {
        List<String> subnets = used.job().orElseThrow().network().subnets();
        if (subnets.isEmpty()) {
            return Finding.fail("jobs run in no VPC, so that none has an endpoint", new Facts());
        }
        Set<String> vpcs = new TreeSet<>();
        account.ec2().describeSubnets(request -> request.subnetIds(subnets)).subnets().stream()
                .map(Subnet::vpcId)
                .forEach(vpcs::add);
        if (vpcs.size() != 1) {
            return Finding.undecided("the subnets are of " + vpcs.size() + " VPCs", new Facts());
        }
        String vpc = vpcs.iterator().next();
        List<VpcEndpoint> found = account
                .ec2()
                .describeVpcEndpointsPaginator(request -> request.filters(
                        Filter.builder().name("vpc-id").values(vpc).build()))
                .vpcEndpoints()
                .stream()
                .filter(endpoint ->
                        String.valueOf(endpoint.serviceName()).endsWith("." + account.region() + "." + service))
                .toList();
        if (found.isEmpty()) {
            return Finding.fail(vpc + " has no endpoint for it", new Facts().put("vpc", vpc));
        }
        return judge(found, vpc);
    }

    private static Finding judge(List<VpcEndpoint> found, String vpc) throws IOException {
        Facts facts = new Facts().put("vpc", vpc);
        List<String> problems = new ArrayList<>();
        for (VpcEndpoint endpoint : found) {
            String id = endpoint.vpcEndpointId();
            facts.put(
                    id,
                    endpoint.vpcEndpointTypeAsString() + ", " + endpoint.stateAsString() + ", "
                            + endpoint.serviceName());
            if (!"available".equalsIgnoreCase(endpoint.stateAsString())) {
                problems.add(id + " is " + endpoint.stateAsString());
            }
            if (endpoint.policyDocument() == null
                    || PolicyDocument.parse(endpoint.policyDocument()).statements().stream()
                            .anyMatch(VpcEndpoints::anything)) {
                problems.add(id + " lets everybody do anything with the service: give it a policy");
            }
        }
        return Finding.of(problems, vpc + " has an endpoint with a policy", facts);
    }

    private static boolean anything(PolicyDocument.Statement statement) {
        return statement.allows()
                && statement.conditions().isEmpty()
                && (statement.everybody() || statement.principals().isEmpty())
                && (statement.actions().isEmpty() || statement.actions().contains("*"))
                && (statement.resources().isEmpty() || statement.resources().contains("*"));
    }
}
