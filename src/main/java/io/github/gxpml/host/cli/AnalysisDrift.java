// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.data.DataException;
import io.github.gxpml.interop.Analysis;
import io.github.gxpml.interop.Analysis.Explanation;
import io.github.gxpml.interop.AnalysisFile;
import io.github.gxpml.interop.FormatException;
import io.github.gxpml.metric.adhoc.AdHoc;
import io.github.gxpml.metric.adhoc.DriftResults;
import io.github.gxpml.metric.adhoc.Results;
import io.github.gxpml.metric.drift.Attributions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares the global SHAP values of two analyses of Amazon SageMaker Clarify, or of one and a table. */
final class AnalysisDrift {
    private static final Attributions NONE = new Attributions(Map.of(), 0);

    private AnalysisDrift() {}

    /** Tells whether one of the files is an analysis and no table. */
    static boolean fits(String baseline, String current) {
        return AnalysisFile.find(baseline).isPresent()
                || AnalysisFile.find(current).isPresent();
    }

    /** Compares every label that either of them explains. */
    static DriftResults compare(AdHoc adHoc, String baseline, String current) throws DataException {
        Map<String, Attributions> before = read(adHoc, baseline);
        Map<String, Attributions> now = read(adHoc, current);
        Set<String> labels = new LinkedHashSet<>(before.keySet());
        labels.addAll(now.keySet());
        Map<String, Results> results = new LinkedHashMap<>();
        for (String label : labels) {
            results.putAll(
                    DriftResults.ofAttributions(label, before.getOrDefault(label, NONE), now.getOrDefault(label, NONE))
                            .attributions());
        }
        return new DriftResults(Map.of(), results);
    }

    private static Map<String, Attributions> read(AdHoc adHoc, String file) throws DataException {
        Optional<Path> analysis = AnalysisFile.find(file);
        if (analysis.isEmpty()) {
            return Map.of(
                    Analysis.LABEL,
                    adHoc.attributions(file)
                            .orElseThrow(() -> new DataException(file
                                    + " has no attributions: it needs a column `attribution.<feature>` with numbers for"
                                    + " each feature")));
        }
        Map<String, Explanation> explanations;
        try {
            explanations = AnalysisFile.read(analysis.get()).explanations();
        } catch (FormatException e) {
            throw new DataException(e.getMessage(), e);
        }
        if (explanations.isEmpty()) {
            throw new DataException(file + " has no global SHAP values: ask Clarify for `shap` among its methods");
        }
        Map<String, Attributions> attributions = new LinkedHashMap<>();
        explanations.forEach((label, explanation) -> attributions.put(label, explanation.attributions()));
        return attributions;
    }
}
