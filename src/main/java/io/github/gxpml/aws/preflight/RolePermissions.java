// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import io.github.gxpml.spec.SageMakerSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.ResourceSpecificResult;

/**
 * Least privilege, as IAM's own simulation of a role's policies and boundary answers it. It asks for single resources,
 * and knows neither policies of resources nor whether an organisation's policies change later.
 */
final class RolePermissions implements Probe {
    @Override
    public String id() {
        return "role-permissions";
    }

    @Override
    public List<String> read() {
        return List.of("iam:SimulatePrincipalPolicy");
    }

    @Override
    public List<String> subjects(Used used) {
        return List.copyOf(holders(used).keySet());
    }

    private static Map<String, String> holders(Used used) {
        Map<String, String> holders = new LinkedHashMap<>();
        used.roles().forEach((stage, role) -> holders.put("stage " + stage, role));
        used.job().map(SageMakerSpec::role).ifPresent(role -> holders.put(StageActions.JOB, role));
        return holders;
    }

    @Override
    public Finding look(String subject, Used used, Account account) throws IOException {
        String role = holders(used).get(subject);
        StageActions actions = StageActions.of(subject.replace("stage ", ""), role, used, account.region());
        Outcome outcome = new Outcome(new ArrayList<>(), new ArrayList<>(), new Facts().put("role", role));
        for (var one : actions.needed().entrySet()) {
            simulate(role, one, used, account).forEach((action, simulated) -> outcome.needed(action, one, simulated));
        }
        for (var one : actions.forbidden().entrySet()) {
            simulate(role, one, used, account)
                    .forEach((action, simulated) -> outcome.forbidden(action, one, simulated));
        }
        return Finding.of(
                outcome.problems,
                outcome.unknown,
                "it may do what it is for, and none of what others are for",
                outcome.facts);
    }

    /** What a simulation says of one action; nothing of one that was not answered. */
    private record Simulated(List<PolicyEvaluationDecisionType> decisions, List<String> missing) {}

    private record Outcome(List<String> problems, List<String> unknown, Facts facts) {
        void needed(String action, Map.Entry<String, List<String>> on, Simulated simulated) {
            boolean allowed = all(simulated);
            facts.put("needs " + action + " on " + on.getKey(), simulated.decisions);
            if (!allowed && open(simulated)) {
                unknown.add(because(action, on.getKey(), simulated));
            } else if (!allowed) {
                problems.add("it may not " + action + " on " + on.getKey());
            }
        }

        void forbidden(String action, Map.Entry<String, List<String>> on, Simulated simulated) {
            facts.put("must not " + action + " on " + on.getKey(), simulated.decisions);
            if (simulated.decisions.contains(PolicyEvaluationDecisionType.ALLOWED)) {
                problems.add("it may " + action + " on " + on.getKey() + ", which is not its part");
            } else if (open(simulated)) {
                unknown.add(because(action, on.getKey(), simulated));
            }
        }

        private static boolean all(Simulated simulated) {
            return !simulated.decisions.isEmpty()
                    && simulated.decisions.stream().allMatch(PolicyEvaluationDecisionType.ALLOWED::equals);
        }

        private static boolean open(Simulated simulated) {
            return simulated.decisions.isEmpty()
                    || simulated.decisions.contains(PolicyEvaluationDecisionType.UNKNOWN_TO_SDK_VERSION)
                    || !simulated.missing.isEmpty();
        }

        private static String because(String action, String resource, Simulated simulated) {
            return simulated.missing.isEmpty()
                    ? "the simulation does not say whether it may " + action + " on " + resource
                    : "whether it may " + action + " on " + resource + " hangs on "
                            + String.join(", ", simulated.missing);
        }
    }

    private static Map<String, Simulated> simulate(
            String role, Map.Entry<String, List<String>> asked, Used used, Account account) throws IOException {
        Map<String, Simulated> simulated = new LinkedHashMap<>();
        asked.getValue().forEach(action -> simulated.put(action, new Simulated(new ArrayList<>(), new ArrayList<>())));
        for (EvaluationResult result : account.iam()
                .simulatePrincipalPolicyPaginator(request -> request.policySourceArn(role)
                        .actionNames(asked.getValue())
                        .resourceArns(asked.getKey())
                        .contextEntries(context(used, account)))
                .evaluationResults()) {
            Simulated one = simulated.get(result.evalActionName());
            if (one == null) {
                continue;
            }
            one.decisions.add(result.evalDecision());
            one.missing.addAll(result.missingContextValues());
            for (ResourceSpecificResult specific : result.resourceSpecificResults()) {
                one.decisions.add(specific.evalResourceDecision());
                one.missing.addAll(specific.missingContextValues());
            }
        }
        return simulated;
    }

    /** What holds of the calls that a run makes, which policies may ask for. */
    private static List<ContextEntry> context(Used used, Account account) {
        List<ContextEntry> entries = new ArrayList<>();
        entries.add(entry("aws:RequestedRegion", List.of(account.region())));
        entries.add(truth("aws:SecureTransport", true));
        entries.add(entry("iam:PassedToService", List.of("sagemaker.amazonaws.com")));
        used.job().ifPresent(job -> {
            entries.add(truth("sagemaker:NetworkIsolation", job.network().isolated()));
            entries.add(truth(
                    "sagemaker:InterContainerTrafficEncryption", job.network().encryptTraffic()));
            if (!job.network().subnets().isEmpty()) {
                entries.add(entry("sagemaker:VpcSubnets", job.network().subnets()));
                entries.add(entry("sagemaker:VpcSecurityGroupIds", job.network().securityGroups()));
            }
            job.kmsKey().ifPresent(key -> {
                entries.add(entry("sagemaker:VolumeKmsKey", List.of(key)));
                entries.add(entry("sagemaker:OutputKmsKey", List.of(key)));
            });
        });
        return entries;
    }

    private static ContextEntry truth(String key, boolean value) {
        return ContextEntry.builder()
                .contextKeyName(key)
                .contextKeyType(ContextKeyTypeEnum.BOOLEAN)
                .contextKeyValues(Boolean.toString(value))
                .build();
    }

    private static ContextEntry entry(String key, List<String> values) {
        return ContextEntry.builder()
                .contextKeyName(key)
                .contextKeyType(values.size() > 1 ? ContextKeyTypeEnum.STRING_LIST : ContextKeyTypeEnum.STRING)
                .contextKeyValues(values)
                .build();
    }
}
