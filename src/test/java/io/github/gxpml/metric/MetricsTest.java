// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final String IDS = """
            roc_auc average_precision accuracy balanced_accuracy recall specificity
            precision negative_predictive_value prevalence f1 mcc kappa brier brier_reliability
            brier_resolution brier_uncertainty log_loss ece ece_equal_mass mce
            specificity_at_sensitivity sensitivity_at_specificity precision_at_recall
            recall_at_precision class_recall
            class_precision class_f1 macro_recall macro_precision macro_f1 weighted_recall
            weighted_precision weighted_f1 mae rmse mean_error mape r2 interval_coverage
            interval_coverage_error temperature temperature_gain
            log_loss_after_temperature brier_after_temperature ece_after_temperature
            confidence_coverage confidence_gap ensemble_spread predictive_entropy
            mutual_information ensemble_disagreement ensemble_log_loss ensemble_brier
            CI DPL KL JS LP TVD KS CDDL DPPL DI
            DCA DCR RD SD DAR DRR AD TE CDDPL FT GE theil demographic_parity_difference
            demographic_parity_ratio equal_opportunity_difference equalized_odds_difference
            average_odds_difference WORST psi ks ks_p wasserstein wasserstein_norm chi2 chi2_p
            js_distance linf linf_robust tvd attribution_ndcg completeness schema_violations duplicate_keys
            shared_rows mcnemar_p ab_difference constraint_violations source_mismatches
            platform_findings reproducibility_class
            retrain_differences artifact_differences undeclared_seeds environment_mismatches
            reproducibility_tests failed_tests test_outcome_differences
            quality_gates endpoint_invocations endpoint_model_latency endpoint_overhead_latency
            endpoint_5xx_rate endpoint_4xx_rate endpoint_cpu endpoint_memory endpoint_disk
            """;

    private static final Set<String> DESCRIBING = Set.of("prevalence", "brier_uncertainty");

    /** What is printed without a spec, as other tools are compared with it. */
    private static final String PUBLISHED = """
            CI DPL KL JS LP TVD KS CDDL DPPL DI DCA DCR RD SD DAR DRR AD TE CDDPL FT GE
            roc_auc average_precision log_loss brier accuracy balanced_accuracy precision recall
            specificity f1 mcc kappa ece ks ks_p psi wasserstein chi2 chi2_p js_distance linf tvd
            """;

    @Test
    void shouldListEveryMetricOnceInOrder() {
        List<String> expected = new ArrayList<>();
        for (String id : words(IDS)) {
            if (id.equals("WORST")) {
                expected.subList(0, expected.indexOf("CI")).stream()
                        .filter(measured -> !DESCRIBING.contains(measured))
                        .map(measured -> "worst_slice_" + measured)
                        .toList()
                        .forEach(expected::add);
            } else {
                expected.add(id);
            }
        }
        assertThat(Metrics.ids())
                .containsExactlyElementsOf(expected)
                .doesNotHaveDuplicates()
                .contains("worst_slice_accuracy", "worst_slice_recall", "worst_slice_mae", "worst_slice_roc_auc")
                .containsAll(words(PUBLISHED));
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }

    @Test
    void shouldFindByExactId() {
        assertThat(Metrics.find("ks")).isNotEqualTo(Metrics.find("KS"));
        assertThat(Metrics.find("roc_auc")).isPresent();
        assertThat(Metrics.find("ROC_AUC")).isEmpty();
    }

    @Test
    void shouldTellEverythingAboutEveryMetric() {
        assertThat(Metrics.all()).allSatisfy(metric -> {
            MetricInfo info = metric.info();
            assertThat(info.title()).isNotBlank();
            assertThat(info.meaning()).endsWith(".");
            assertThat(info.formula()).isNotBlank();
            assertThat(info.interval()).isNotBlank();
            assertThat(info.direction() != MetricInfo.Direction.IDEAL
                            || info.ideal().isPresent())
                    .isTrue();
        });
    }
}
