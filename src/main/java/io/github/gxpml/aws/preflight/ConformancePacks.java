// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.config.model.ConformancePackComplianceType;
import software.amazon.awssdk.services.config.model.ConformancePackEvaluationResult;
import software.amazon.awssdk.services.config.model.ConformancePackRuleCompliance;
import software.amazon.awssdk.services.config.model.NoSuchConformancePackException;

/**
 * Whether every rule of a conformance pack is compliant, each with the time of its last evaluation. A compliant pack
 * proves nothing about a regulation.
 */
final class ConformancePacks implements Probe {
    private static final int NAMED = 10;

    @Override
    public String id() {
        return "conformance-pack";
    }

    @Override
    public List<String> read() {
        return List.of("config:DescribeConformancePackCompliance", "config:GetConformancePackComplianceDetails");
    }

    @Override
    public List<String> subjects(Used used) {
        return used.platform().packs();
    }

    @Override
    public Finding look(String pack, Used used, Account account) throws IOException {
        Map<String, ConformancePackComplianceType> rules = new TreeMap<>();
        Map<String, Instant> evaluated = new TreeMap<>();
        try {
            String token = null;
            do {
                String next = token;
                var page = account.config()
                        .describeConformancePackCompliance(
                                request -> request.conformancePackName(pack).nextToken(next));
                for (ConformancePackRuleCompliance rule : page.conformancePackRuleComplianceList()) {
                    rules.put(rule.configRuleName(), rule.complianceType());
                }
                token = page.nextToken();
            } while (token != null && !token.isEmpty());
            times(pack, account, evaluated);
        } catch (NoSuchConformancePackException e) {
            return Finding.undecided("AWS Config has no such conformance pack in " + account.region(), new Facts());
        }
        return judge(rules, evaluated);
    }

    private static void times(String pack, Account account, Map<String, Instant> evaluated) throws IOException {
        String token = null;
        do {
            String next = token;
            var page = account.config()
                    .getConformancePackComplianceDetails(
                            request -> request.conformancePackName(pack).nextToken(next));
            for (ConformancePackEvaluationResult result : page.conformancePackRuleEvaluationResults()) {
                if (result.evaluationResultIdentifier() != null && result.resultRecordedTime() != null) {
                    String rule = result.evaluationResultIdentifier()
                            .evaluationResultQualifier()
                            .configRuleName();
                    evaluated.merge(rule, result.resultRecordedTime(), (one, two) -> one.isAfter(two) ? one : two);
                }
            }
            token = page.nextToken();
        } while (token != null && !token.isEmpty());
    }

    private static Finding judge(Map<String, ConformancePackComplianceType> rules, Map<String, Instant> evaluated) {
        Facts facts = new Facts().put("rules", rules.size());
        List<String> broken = new ArrayList<>();
        List<String> open = new ArrayList<>();
        rules.forEach((rule, compliance) -> {
            Instant at = evaluated.get(rule);
            facts.put("rule " + rule, compliance + (at == null ? ", never evaluated" : ", evaluated " + at));
            if (compliance == ConformancePackComplianceType.NON_COMPLIANT) {
                broken.add(rule);
            } else if (compliance != ConformancePackComplianceType.COMPLIANT || at == null) {
                open.add(rule);
            }
        });
        if (rules.isEmpty()) {
            return Finding.undecided("the pack has no rules", facts);
        }
        if (!broken.isEmpty()) {
            return Finding.fail(
                    broken.size() + " of " + rules.size() + " rules are not compliant: " + some(broken), facts);
        }
        return open.isEmpty()
                ? Finding.pass("all " + rules.size() + " rules are compliant", facts)
                : Finding.undecided(
                        "of " + open.size() + " of " + rules.size() + " rules there is too little to tell: "
                                + some(open),
                        facts);
    }

    private static String some(List<String> rules) {
        return String.join(", ", rules.subList(0, Math.min(NAMED, rules.size())))
                + (rules.size() > NAMED ? " and " + (rules.size() - NAMED) + " more" : "");
    }
}
