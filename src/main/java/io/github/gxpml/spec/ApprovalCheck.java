// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.HashMap;
import java.util.List;

/** Approvals must be possible: enough signers, each role asked once. */
final class ApprovalCheck implements Check {
    @Override
    public void check(Draft draft, Problems problems) {
        var seen = new HashMap<String, Place>();
        for (Part approval : draft.root().at("register", "approvals").items()) {
            Part role = approval.at("role");
            role.text().ifPresent(name -> {
                Place first = seen.putIfAbsent(name, role.place());
                if (first != null) {
                    problems.add(
                            role.place(),
                            "the role " + Words.quoted(name) + " is asked twice, first in line " + first.line(),
                            "write one entry with a `count`");
                }
            });
            signers(approval, problems);
        }
    }

    private static void signers(Part approval, Problems problems) {
        List<String> signers =
                approval.at("signers").texts().stream().distinct().toList();
        long count = approval.at("count").whole().orElse(Defaults.SIGNATURES);
        if (!signers.isEmpty() && signers.size() < count) {
            problems.add(
                    approval.key("signers"),
                    count + " different people must sign, and only " + signers.size()
                            + (signers.size() == 1 ? " is" : " are") + " named",
                    "name more signers, or lower `count`");
        }
    }
}
