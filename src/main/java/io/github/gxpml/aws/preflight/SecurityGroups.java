// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/** Whether a security group of the jobs lets the world in, or lets what runs there out to all of it. */
final class SecurityGroups implements Probe {
    private static final List<String> WORLD = List.of("0.0.0.0/0", "::/0");
    private static final String EVERYTHING = "-1";

    @Override
    public String id() {
        return "security-group";
    }

    @Override
    public List<String> read() {
        return List.of("ec2:DescribeSecurityGroups");
    }

    @Override
    public List<String> subjects(Used used) {
        return used.job().map(job -> job.network().securityGroups()).orElse(List.of());
    }

    @Override
    public Finding look(String id, Used used, Account account) throws IOException {
        List<SecurityGroup> found = account.ec2()
                .describeSecurityGroups(request -> request.groupIds(id))
                .securityGroups();
        if (found.size() != 1) {
            return Finding.undecided("there is no such security group", new Facts());
        }
        SecurityGroup group = found.get(0);
        List<String> in = open(group.ipPermissions());
        List<String> out = open(group.ipPermissionsEgress());
        Facts facts = new Facts()
                .put("name", group.groupName())
                .put("vpc", group.vpcId())
                .put("ingressFromWorld", in)
                .put("egressToWorld", out);
        List<String> problems = new ArrayList<>();
        if (!in.isEmpty()) {
            problems.add("it lets the world in: " + String.join(", ", in));
        }
        boolean isolated = used.job().orElseThrow().network().isolated();
        if (!out.isEmpty() && !isolated) {
            problems.add("it lets the job out to the world: " + String.join(", ", out));
        }
        return Finding.of(
                problems,
                out.isEmpty()
                        ? "it is open to no range of the whole world"
                        : "it lets nobody in from the world; it lets out to it (" + String.join(", ", out)
                                + "), which an isolated container cannot use",
                facts);
    }

    private static List<String> open(List<IpPermission> permissions) {
        List<String> open = new ArrayList<>();
        for (IpPermission permission : permissions) {
            permission.ipRanges().stream()
                    .filter(range -> WORLD.contains(range.cidrIp()))
                    .forEach(range -> open.add(text(permission, range.cidrIp())));
            permission.ipv6Ranges().stream()
                    .filter(range -> WORLD.contains(range.cidrIpv6()))
                    .forEach(range -> open.add(text(permission, range.cidrIpv6())));
        }
        return open;
    }

    private static String text(IpPermission permission, String range) {
        if (EVERYTHING.equals(permission.ipProtocol())) {
            return "everything " + range;
        }
        return permission.ipProtocol() + " " + permission.fromPort() + "-" + permission.toPort() + " " + range;
    }
}
