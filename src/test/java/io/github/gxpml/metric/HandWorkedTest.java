// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gxpml.data.ScoredTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values worked by hand. Women: TP 3, FP 1, TN 4, FN 2. Men: TP 6, FP 2, TN 1, FN 1. */
class HandWorkedTest {
    private static final double EXACT = 1e-12;

    @TempDir
    Path folder;

    private static String[] rows() {
        List<String> rows = new ArrayList<>();
        rows.addAll(Collections.nCopies(3, "1,0.9,1,F,60"));
        rows.addAll(Collections.nCopies(1, "0,0.6,1,F,60"));
        rows.addAll(Collections.nCopies(4, "0,0.2,0,F,60"));
        rows.addAll(Collections.nCopies(2, "1,0.3,0,F,60"));
        rows.addAll(Collections.nCopies(6, "1,0.8,1,M,60"));
        rows.addAll(Collections.nCopies(2, "0,0.7,1,M,60"));
        rows.addAll(Collections.nCopies(1, "0,0.1,0,M,60"));
        rows.addAll(Collections.nCopies(1, "1,0.4,0,M,60"));
        return rows.toArray(String[]::new);
    }

    @ParameterizedTest
    @CsvSource({
        "accuracy, 0.7",
        "recall, 0.75",
        "specificity, 0.625",
        "precision, 0.75",
        "balanced_accuracy, 0.6875",
        "f1, 0.75",
        "mcc, 0.375",
        "kappa, 0.375",
        // (3*0.01 + 0.36 + 4*0.04 + 2*0.49 + 6*0.04 + 2*0.49 + 0.01 + 0.36) / 20
        "brier, 0.156",
        // benefits 0 and 2 three times each, mean 1: ((14 + 3 * 4) / 20 - 1) / 2
        "GE, 0.15",
        // 3 * 2 ln 2 / 20
        "theil, 0.20794415416798356",
        // 7 bins hold rows: (|0.1-0| + |0.8-0| + |0.6-2| + |0.4-1| + |0.6-0| + |1.4-0| + |4.8-6| + |2.7-3|) / 20
        "ece, 0.32"
    })
    void shouldComputePerformance(String id, double expected) throws Exception {
        try (Bench bench = new Bench(folder)) {
            MetricValue value = bench.value(bench.scored(rows()), Request.of(id));
            assertThat(value.value().orElseThrow()).isCloseTo(expected, within(1e-9));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CI, 0",
        "DPL, 0.2",
        "DPPL, 0.4",
        "DI, 0.5",
        // 6/7 - 3/5
        "RD, 0.2571428571428571",
        // 4/5 - 1/3: the order is reversed
        "SD, 0.4666666666666667",
        "AD, 0",
        // 6/8 - 3/4
        "DAR, 0",
        // 4/6 - 1/2
        "DRR, 0.16666666666666667",
        // 7/8 - 5/4
        "DCA, -0.375",
        // 5/6 - 3/2
        "DCR, -0.6666666666666667",
        // 2/1 - 1/2
        "TE, 1.5",
        "TVD, 0.2",
        "KS, 0.2",
        // sqrt(2) * 0.2
        "LP, 0.2828427124746190",
        "demographic_parity_difference, 0.4",
        "demographic_parity_ratio, 0.5",
        "equal_opportunity_difference, 0.2571428571428571",
        // 4/5 - 1/3 is further apart than 6/7 - 3/5
        "equalized_odds_difference, 0.4666666666666667",
        // ((1/5 - 2/3) + (3/5 - 6/7)) / 2
        "average_odds_difference, -0.36190476190476195",
        "worst_slice_accuracy, 0.7",
        "worst_slice_recall, 0.6",
        "worst_slice_specificity, 0.3333333333333333",
        "worst_slice_precision, 0.75",
        // women: benefits 0 twice, 1 seven times, 2 once, mean 0.9: (1.1 / 0.81 - 1) / 2
        "GE, 0.17901234567901234",
        // 0.7 ln(0.7/0.5) + 0.3 ln(0.3/0.5)
        "KL, 0.08228287850505"
    })
    void shouldComputeBias(String id, double expected) throws Exception {
        try (Bench bench = new Bench(folder)) {
            MetricValue value = bench.value(bench.scored(rows()), Request.ofFacet(id, "sex=F"));
            assertThat(value.value().orElseThrow()).isCloseTo(expected, within(EXACT));
        }
    }

    @Test
    void shouldCountTiesHalfInTheArea() throws Exception {
        try (Bench bench = new Bench(folder)) {
            // positives 0.9, 0.5; negatives 0.5, 0.1: (1 + 1 + 0.5 + 1) / 4
            ScoredTable table = bench.scored("1,0.9,1,F,60", "1,0.5,1,F,60", "0,0.5,1,M,60", "0,0.1,0,M,60");
            assertThat(bench.value(table, Request.of("roc_auc")).value()).contains(0.875);
            // at 0.9: 1/2 * 1; at 0.5: 1/2 * 2/3
            assertThat(bench.value(table, Request.of("average_precision"))
                            .value()
                            .orElseThrow())
                    .isCloseTo(5.0 / 6, within(EXACT));
        }
    }

    @Test
    void shouldComputeAPerformanceMetricOfAGroup() throws Exception {
        try (Bench bench = new Bench(folder)) {
            ScoredTable table = bench.scored(rows());
            assertThat(bench.value(table, Request.ofFacet("recall", "sex=F")).value())
                    .contains(0.6);
            assertThat(bench.value(table, Request.ofFacet("roc_auc", "sex=F")).value())
                    .isPresent();
        }
    }
}
