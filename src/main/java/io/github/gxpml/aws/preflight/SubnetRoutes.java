// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** Whether a way leads from a subnet of the jobs to the internet. */
final class SubnetRoutes implements Probe {
    private static final List<String> WORLD = List.of("0.0.0.0/0", "::/0");

    @Override
    public String id() {
        return "subnet-routes";
    }

    @Override
    public List<String> read() {
        return List.of("ec2:DescribeSubnets", "ec2:DescribeRouteTables");
    }

    @Override
    public List<String> subjects(Used used) {
        return used.job().map(job -> job.network().subnets()).orElse(List.of());
    }

    @Override
    public Finding look(String id, Used used, Account account) throws IOException {
        List<Subnet> subnets =
                account.ec2().describeSubnets(request -> request.subnetIds(id)).subnets();
        if (subnets.size() != 1) {
            return Finding.undecided("there is no such subnet", new Facts());
        }
        String vpc = subnets.get(0).vpcId();
        Optional<RouteTable> table = table(account, "association.subnet-id", List.of(id));
        if (table.isEmpty()) {
            // a subnet without a table of its own goes by the main one of its VPC
            table = account
                    .ec2()
                    .describeRouteTablesPaginator(
                            request -> request.filters(filter("vpc-id", vpc), filter("association.main", "true")))
                    .routeTables()
                    .stream()
                    .findFirst();
        }
        if (table.isEmpty()) {
            return Finding.undecided("its routes are not to be found", new Facts().put("vpc", vpc));
        }
        return judge(table.get(), vpc);
    }

    private static Finding judge(RouteTable table, String vpc) {
        List<String> routes = new ArrayList<>();
        List<String> out = new ArrayList<>();
        List<String> elsewhere = new ArrayList<>();
        for (Route route : table.routes()) {
            String to = destination(route) + " by " + target(route);
            routes.add(to);
            if (target(route).matches("(igw|nat|eigw)-.*")) {
                out.add(to);
            } else if (WORLD.contains(destination(route))) {
                elsewhere.add(to);
            }
        }
        Facts facts = new Facts()
                .put("vpc", vpc)
                .put("routeTable", table.routeTableId())
                .put("routes", routes);
        List<String> problems =
                out.isEmpty() ? List.of() : List.of("a way leads to the internet: " + String.join(", ", out));
        List<String> unknown = elsewhere.isEmpty()
                ? List.of()
                : List.of("whether the internet lies behind it cannot be seen from here: "
                        + String.join(", ", elsewhere));
        return Finding.of(problems, unknown, "no way leads to an internet or NAT gateway", facts);
    }

    private static Optional<RouteTable> table(Account account, String filter, List<String> values) throws IOException {
        return account
                .ec2()
                .describeRouteTables(request -> request.filters(
                        Filter.builder().name(filter).values(values).build()))
                .routeTables()
                .stream()
                .findFirst();
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }

    private static String destination(Route route) {
        return first(route.destinationCidrBlock(), route.destinationIpv6CidrBlock(), route.destinationPrefixListId());
    }

    private static String target(Route route) {
        return first(
                route.gatewayId(),
                route.natGatewayId(),
                route.egressOnlyInternetGatewayId(),
                route.transitGatewayId(),
                route.vpcPeeringConnectionId(),
                route.networkInterfaceId(),
                route.instanceId(),
                route.localGatewayId(),
                route.carrierGatewayId(),
                route.coreNetworkArn());
    }

    private static String first(String... texts) {
        return Stream.of(texts)
                .filter(text -> text != null && !text.isEmpty())
                .findFirst()
                .orElse("unknown");
    }
}
