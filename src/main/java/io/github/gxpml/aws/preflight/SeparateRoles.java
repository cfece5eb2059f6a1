// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import io.github.gxpml.spec.SageMakerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One role for each stage, and another one for its jobs. Judges what the spec says, over all stages. */
final class SeparateRoles implements Probe {
    @Override
    public String id() {
        return "separate-roles";
    }

    @Override
    public List<String> read() {
        return List.of();
    }

    @Override
    public List<String> subjects(Used used) {
        return List.of("aws.roles");
    }

    @Override
    public Finding look(String subject, Used used, Account account) {
        Map<String, String> roles = new TreeMap<>(used.spec().aws().roles());
        used.spec().train().sageMaker().map(SageMakerSpec::role).ifPresent(role -> roles.put("job", role));
        Facts facts = new Facts();
        Map<String, List<String>> holders = new TreeMap<>();
        roles.forEach((holder, role) -> {
            facts.put(holder, role);
            holders.computeIfAbsent(role, unused -> new ArrayList<>()).add(holder);
        });
        List<String> shared = new ArrayList<>();
        holders.forEach((role, names) -> {
            if (names.size() > 1) {
                shared.add(role + " is the role of " + String.join(" and ", names));
            }
        });
        List<String> nameless = used.stages().stream()
                .filter(stage -> !roles.containsKey(stage))
                .toList();
        List<String> unknown = nameless.isEmpty()
                ? List.of()
                : List.of("`aws.roles` names no role of " + String.join(", ", nameless)
                        + ", so that nobody knows which it works with");
        return Finding.of(shared, unknown, "each stage has a role of its own, and so have the jobs", facts);
    }
}
