// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Who calls: the process by a role and not by a key that never ends, and each stage by its own role. */
final class CallerIdentity implements Probe {
    private static final String PROCESS = "this process";
    private static final String STAGE = "stage ";

    @Override
    public String id() {
        return "caller-identity";
    }

    @Override
    public List<String> read() {
        return List.of("sts:GetCallerIdentity", "sts:AssumeRole");
    }

    @Override
    public List<String> subjects(Used used) {
        List<String> subjects = new ArrayList<>(List.of(PROCESS));
        used.roles().keySet().forEach(stage -> subjects.add(STAGE + stage));
        return subjects;
    }

    @Override
    public Finding look(String subject, Used used, Account account) throws IOException {
        String stage = subject.equals(PROCESS) ? "" : subject.substring(STAGE.length());
        GetCallerIdentityResponse caller = account.sts(stage).getCallerIdentity();
        Facts facts = new Facts().put("account", caller.account()).put("arn", caller.arn());
        String arn = String.valueOf(caller.arn());
        if (!stage.isEmpty()) {
            String role = used.roles().get(stage);
            String name = role.substring(role.lastIndexOf('/') + 1);
            return arn.contains(":assumed-role/" + name + "/") && role.contains(":" + caller.account() + ":")
                    ? Finding.pass("the stage works as its role " + name, facts)
                    : Finding.fail("the stage works as " + arn + ", not as its role " + role, facts);
        }
        if (arn.endsWith(":root")) {
            return Finding.fail("the root user of the account calls: use a role", facts);
        }
        if (arn.contains(":user/")) {
            return Finding.fail("a user with long-lived keys calls: use a role", facts);
        }
        return arn.contains(":assumed-role/")
                ? Finding.pass("a role calls, with credentials that end", facts)
                : Finding.undecided("what calls is neither a role nor a user: " + arn, facts);
    }
}
