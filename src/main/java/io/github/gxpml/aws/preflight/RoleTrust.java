// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import io.github.gxpml.spec.SageMakerSpec;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.iam.model.Role;

/** Who may take a role: named principals of its own account or under a condition, and for a job SageMaker alone. */
final class RoleTrust implements Probe {
    private static final String SAGEMAKER = "Service:sagemaker.amazonaws.com";

    @Override
    public String id() {
        return "role-trust";
    }

    @Override
    public List<String> read() {
        return List.of("iam:GetRole");
    }

    @Override
    public List<String> subjects(Used used) {
        Set<String> roles = new LinkedHashSet<>(used.roles().values());
        used.job().map(SageMakerSpec::role).ifPresent(roles::add);
        return List.copyOf(roles);
    }

    @Override
    public Finding look(String arn, Used used, Account account) throws IOException {
        String name = arn.substring(arn.lastIndexOf('/') + 1);
        Role role = account.iam().getRole(request -> request.roleName(name)).role();
        if (!arn.equals(role.arn())) {
            return Finding.fail("the account's role " + name + " is " + role.arn() + ", not this one", new Facts());
        }
        PolicyDocument trust = PolicyDocument.parse(
                URLDecoder.decode(role.assumeRolePolicyDocument().replace("+", "%2B"), StandardCharsets.UTF_8));
        Facts facts = new Facts();
        facts.put(
                "permissionsBoundary",
                role.permissionsBoundary() == null
                        ? "none"
                        : role.permissionsBoundary().permissionsBoundaryArn());
        facts.put("longestSession", role.maxSessionDuration());
        List<String> trusted = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (PolicyDocument.Statement statement : trust.statements()) {
            if (statement.allows()) {
                trusted.addAll(statement.principals());
                problems.addAll(problems(arn, statement));
            }
        }
        facts.put("trusts", trusted);
        boolean job = used.job().map(SageMakerSpec::role).filter(arn::equals).isPresent();
        if (job && !trusted.equals(List.of(SAGEMAKER))) {
            problems.add(
                    "the role of a job is to be taken by SageMaker alone, and it trusts " + String.join(", ", trusted));
        }
        return Finding.of(problems, "it trusts " + String.join(", ", trusted), facts);
    }

    private static List<String> problems(String role, PolicyDocument.Statement statement) {
        List<String> problems = new ArrayList<>();
        String own = ":" + role.split(":")[4] + ":";
        for (String principal : statement.principals()) {
            if (principal.startsWith("!")) {
                problems.add("it trusts everybody but " + principal.substring(1));
            } else if (principal.endsWith("*") && (principal.equals("*") || principal.equals("AWS:*"))) {
                problems.add("it trusts everybody");
            } else if (principal.startsWith("AWS:")
                    && !principal.contains(own)
                    && !own.equals(":" + principal.substring("AWS:".length()) + ":")
                    && statement.conditions().isEmpty()) {
                problems.add("it trusts " + principal + " of another account without a condition");
            }
        }
        return problems;
    }
}
