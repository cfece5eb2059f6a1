// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import io.github.gxpml.metric.bias.Conditional;
import io.github.gxpml.metric.bias.Differences;
import io.github.gxpml.metric.bias.Distances;
import io.github.gxpml.metric.bias.Entropy;
import io.github.gxpml.metric.bias.FlipTest;
import io.github.gxpml.metric.bias.Parity;
import io.github.gxpml.metric.bias.Ratios;
import io.github.gxpml.metric.bias.WorstSlice;
import io.github.gxpml.metric.comparison.ArmDifference;
import io.github.gxpml.metric.comparison.McNemar;
import io.github.gxpml.metric.constraint.ConstraintViolations;
import io.github.gxpml.metric.drift.AttributionDrift;
import io.github.gxpml.metric.drift.Drift;
import io.github.gxpml.metric.multiclass.Averages;
import io.github.gxpml.metric.multiclass.OneClass;
import io.github.gxpml.metric.multiclass.Whole;
import io.github.gxpml.metric.performance.Agreement;
import io.github.gxpml.metric.performance.BinnedCalibration;
import io.github.gxpml.metric.performance.Calibration;
import io.github.gxpml.metric.performance.OperatingMetric;
import io.github.gxpml.metric.performance.Ranking;
import io.github.gxpml.metric.performance.Rates;
import io.github.gxpml.metric.quality.Quality;
import io.github.gxpml.metric.regression.Coverage;
import io.github.gxpml.metric.regression.Errors;
import io.github.gxpml.metric.uncertainty.Confidence;
import io.github.gxpml.metric.uncertainty.Ensemble;
import io.github.gxpml.metric.uncertainty.Temperature;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The catalogue of metrics: one explicit list, in the order in which it is printed. */
public final class Metrics {
    /** How well predictions fit labels, and how sure they are. Each has a worst slice as well. */
    private static final List<Metric> PERFORMANCE = List.of(
            Ranking.ROC_AUC,
            Ranking.AVERAGE_PRECISION,
            Whole.ACCURACY,
            Rates.BALANCED_ACCURACY,
            Rates.RECALL,
            Rates.SPECIFICITY,
            Rates.PRECISION,
            Rates.NEGATIVE_PREDICTIVE_VALUE,
            Rates.PREVALENCE,
            Agreement.F1,
            Whole.MCC,
            Whole.KAPPA,
            Calibration.BRIER,
            BinnedCalibration.BRIER_RELIABILITY,
            BinnedCalibration.BRIER_RESOLUTION,
            BinnedCalibration.BRIER_UNCERTAINTY,
            Whole.LOG_LOSS,
            Calibration.ECE,
            BinnedCalibration.ECE_EQUAL_MASS,
            BinnedCalibration.MCE,
            OperatingMetric.SPECIFICITY_AT_SENSITIVITY,
            OperatingMetric.SENSITIVITY_AT_SPECIFICITY,
            OperatingMetric.PRECISION_AT_RECALL,
            OperatingMetric.RECALL_AT_PRECISION,
            OneClass.RECALL,
            OneClass.PRECISION,
            OneClass.F1,
            Averages.MACRO_RECALL,
            Averages.MACRO_PRECISION,
            Averages.MACRO_F1,
            Averages.WEIGHTED_RECALL,
            Averages.WEIGHTED_PRECISION,
            Averages.WEIGHTED_F1,
            Errors.MAE,
            Errors.RMSE,
            Errors.MEAN_ERROR,
            Errors.MAPE,
            Errors.R2,
            Coverage.COVERAGE,
            Coverage.COVERAGE_ERROR,
            Temperature.TEMPERATURE,
            Temperature.GAIN,
            Temperature.LOG_LOSS,
            Temperature.BRIER,
            Temperature.ECE,
            Confidence.COVERAGE,
            Confidence.GAP,
            Ensemble.SPREAD,
            Ensemble.ENTROPY,
            Ensemble.INFORMATION,
            Ensemble.DISAGREEMENT,
            Ensemble.LOG_LOSS,
            Ensemble.BRIER);

    /** How groups of people are labelled and predicted. */
    private static final List<Metric> BIAS = List.of(
            Differences.CI,
            Differences.DPL,
            Distances.KL,
            Distances.JS,
            Distances.LP,
            Distances.TVD,
            Distances.KS,
            Conditional.CDDL,
            Differences.DPPL,
            Differences.DI,
            Ratios.DCA,
            Ratios.DCR,
            Differences.RD,
            Differences.SD,
            Differences.DAR,
            Differences.DRR,
            Differences.AD,
            Ratios.TE,
            Conditional.CDDPL,
            FlipTest.FT,
            Entropy.GE,
            Entropy.THEIL,
            Parity.DEMOGRAPHIC_PARITY_DIFFERENCE,
            Parity.DEMOGRAPHIC_PARITY_RATIO,
            Parity.EQUAL_OPPORTUNITY_DIFFERENCE,
            Parity.EQUALIZED_ODDS_DIFFERENCE,
            Parity.AVERAGE_ODDS_DIFFERENCE);

    /** What is measured of columns, experiments and runs. */
    private static final List<Metric> OTHERS = List.of(
            Drift.PSI,
            Drift.KS,
            Drift.KS_P,
            Drift.WASSERSTEIN,
            Drift.WASSERSTEIN_NORM,
            Drift.CHI2,
            Drift.CHI2_P,
            Drift.JS_DISTANCE,
            Drift.LINF,
            Drift.LINF_ROBUST,
            Drift.TVD,
            AttributionDrift.NDCG,
            Quality.COMPLETENESS,
            Quality.SCHEMA_VIOLATIONS,
            Quality.DUPLICATE_KEYS,
            Quality.SHARED_ROWS,
            McNemar.P,
            ArmDifference.AB_DIFFERENCE,
            ConstraintViolations.METRIC,
            RunMetric.SOURCE_MISMATCHES,
            RunMetric.PLATFORM_FINDINGS,
            RunMetric.REPRODUCIBILITY_CLASS,
            RunMetric.RETRAIN_DIFFERENCES,
            RunMetric.ARTIFACT_DIFFERENCES,
            RunMetric.UNDECLARED_SEEDS,
            RunMetric.ENVIRONMENT_MISMATCHES,
            RunMetric.REPRODUCIBILITY_TESTS,
            RunMetric.FAILED_TESTS,
            RunMetric.TEST_OUTCOME_DIFFERENCES,
            RunMetric.QUALITY_GATES);

    private static final List<Metric> ALL =
            List.copyOf(Stream.of(PERFORMANCE, BIAS, WorstSlice.of(PERFORMANCE), OTHERS, EndpointMetric.ALL)
                    .flatMap(List::stream)
                    .toList());

    private static final Map<String, Metric> BY_ID = ALL.stream()
            .collect(Collectors.toUnmodifiableMap(metric -> metric.info().id(), metric -> metric));

    private Metrics() {}

    /**
     * Returns the catalogue.
     *
     * @return all metrics in order
     */
    public static List<Metric> all() {
        return ALL;
    }

    /**
     * Finds a metric.
     *
     * @param id exact id, case matters
     * @return the metric, if it is in the catalogue
     */
    public static Optional<Metric> find(String id) {
        return Optional.ofNullable(BY_ID.get(id));
    }

    /**
     * Returns the ids.
     *
     * @return all ids in order
     */
    public static List<String> ids() {
        return ALL.stream().map(metric -> metric.info().id()).toList();
    }
}
