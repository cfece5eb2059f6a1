// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import java.io.IOException;
import java.util.List;
import software.amazon.awssdk.services.config.model.ComplianceByConfigRule;
import software.amazon.awssdk.services.config.model.ComplianceType;
import software.amazon.awssdk.services.config.model.ConfigRuleEvaluationStatus;
import software.amazon.awssdk.services.config.model.NoSuchConfigRuleException;

/** Whether a rule of AWS Config is compliant, and since when that is known. */
final class ConfigRules implements Probe {
    @Override
    public String id() {
        return "config-rule";
    }

    @Override
    public List<String> read() {
        return List.of("config:DescribeComplianceByConfigRule", "config:DescribeConfigRuleEvaluationStatus");
    }

    @Override
    public List<String> subjects(Used used) {
        return used.platform().rules();
    }

    @Override
    public Finding look(String rule, Used used, Account account) throws IOException {
        try {
            List<ComplianceByConfigRule> found = account.config()
                    .describeComplianceByConfigRule(request -> request.configRuleNames(rule))
                    .complianceByConfigRules();
            List<ConfigRuleEvaluationStatus> evaluated = account.config()
                    .describeConfigRuleEvaluationStatus(request -> request.configRuleNames(rule))
                    .configRulesEvaluationStatus();
            if (found.size() != 1 || evaluated.size() != 1 || found.get(0).compliance() == null) {
                return Finding.undecided("AWS Config does not say how it stands", new Facts());
            }
            return judge(found.get(0), evaluated.get(0));
        } catch (NoSuchConfigRuleException e) {
            return Finding.undecided("AWS Config has no such rule in " + account.region(), new Facts());
        }
    }

    private static Finding judge(ComplianceByConfigRule found, ConfigRuleEvaluationStatus evaluated) {
        ComplianceType compliance = found.compliance().complianceType();
        Facts facts = new Facts()
                .put("compliance", found.compliance().complianceTypeAsString())
                .put("evaluated", evaluated.lastSuccessfulEvaluationTime())
                .put("failedEvaluation", evaluated.lastFailedEvaluationTime())
                .put("error", evaluated.lastErrorCode());
        if (compliance == ComplianceType.NON_COMPLIANT) {
            Integer count = found.compliance().complianceContributorCount() == null
                    ? null
                    : found.compliance().complianceContributorCount().cappedCount();
            facts.put("resources", count);
            return Finding.fail("it is not compliant" + (count == null ? "" : ": " + count + " resources"), facts);
        }
        if (evaluated.lastSuccessfulEvaluationTime() == null) {
            return Finding.undecided("it was never evaluated", facts);
        }
        if (evaluated.lastFailedEvaluationTime() != null
                && evaluated.lastFailedEvaluationTime().isAfter(evaluated.lastSuccessfulEvaluationTime())) {
            return Finding.undecided("its last evaluation failed: " + evaluated.lastErrorCode(), facts);
        }
        return compliance == ComplianceType.COMPLIANT
                ? Finding.pass(
                        "it was compliant when it was evaluated, " + evaluated.lastSuccessfulEvaluationTime(), facts)
                : Finding.undecided("it is " + found.compliance().complianceTypeAsString(), facts);
    }
}
