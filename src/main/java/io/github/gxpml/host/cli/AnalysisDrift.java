// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.data.DataException;
import io.github.gxpml.interop.Analysis;
import io.github.gxpml.interop.Analysis.Explanation;
import io.github.gxpml.interop.AnalysisFile;
import io.github.gxpml.interop.FormatException;
import io.github.gxpml.metric.adhoc.DriftResults;
import io.github.gxpml.metric.adhoc.Results;
import io.github.gxpml.metric.drift.Attributions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Compares the global SHAP values of two analyses of Amazon SageMaker Clarify. */
final class AnalysisDrift {
    /** What Clarify calls its file. */
    private static final String FILE = "analysis.json";

    private AnalysisDrift() {}

    /** Tells whether both files are analyses and no tables, by their names. */
    static boolean fits(String baseline, String current) {
        return isAnalysis(baseline) && isAnalysis(current);
    }

    private static boolean isAnalysis(String file) {
        return file.equals(FILE) || file.endsWith("/" + FILE) || file.endsWith("\\" + FILE);
    }

    /** Compares every label that either of them explains. */
    static DriftResults compare(String baseline, String current) throws DataException {
        Map<String, Explanation> before = read(baseline);
        Map<String, Explanation> now = read(current);
        Set<String> labels = new LinkedHashSet<>(before.keySet());
        labels.addAll(now.keySet());
        Map<String, Results> results = new LinkedHashMap<>();
        for (String label : labels) {
            results.putAll(DriftResults.ofAttributions(label, attributions(before, label), attributions(now, label))
                    .attributions());
        }
        return new DriftResults(Map.of(), results);
    }

    private static Map<String, Explanation> read(String file) throws DataException {
        Analysis analysis;
        try {
            analysis = AnalysisFile.read(Path.of(file));
        } catch (FormatException e) {
            throw new DataException(e.getMessage(), e);
        }
        if (analysis.explanations().isEmpty()) {
            throw new DataException(file + " has no global SHAP values: ask Clarify for `shap` among its methods");
        }
        return analysis.explanations();
    }

    private static Attributions attributions(Map<String, Explanation> explanations, String label) {
        Map<String, Double> means = new TreeMap<>();
        Optional.ofNullable(explanations.get(label))
                .map(Explanation::values)
                .orElse(Map.of())
                .forEach((feature, value) -> means.put(feature, Math.abs(value)));
        return new Attributions(means, 0);
    }
}
