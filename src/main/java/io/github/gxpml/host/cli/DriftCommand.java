// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.data.DataException;
import io.github.gxpml.interop.ConstraintsFile;
import io.github.gxpml.interop.FormatException;
import io.github.gxpml.interop.StatisticsBaseline;
import io.github.gxpml.interop.ViolationsFile;
import io.github.gxpml.metric.adhoc.AdHoc;
import io.github.gxpml.metric.adhoc.DriftResults;
import io.github.gxpml.metric.adhoc.DriftSubject;
import io.github.gxpml.metric.adhoc.Results;
import io.github.gxpml.metric.adhoc.Words;
import io.github.gxpml.metric.constraint.ConstraintReport;
import io.github.gxpml.metric.constraint.ConstraintSet;
import io.github.gxpml.metric.drift.Baseline;
import io.github.gxpml.spec.GateSpec.Correction;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gxp drift}. */
@Command(
        name = "drift",
        description = {
            "Measure how far the columns of a table have moved from a baseline, without a spec.",
            "Bins are taken from the baseline. Judges nothing without --constraints: exit code 0 means that the "
                    + "numbers are printed.",
            "The baseline may be Model Monitor's statistics.json; with --constraints, its constraints.json is checked "
                    + "and the verdict is the exit code."
        })
final class DriftCommand extends StatisticsCommand {
    @Option(
            names = "--baseline",
            paramLabel = "FILES",
            description =
                    "The table to compare with, or a statistics.json; may be left out with --constraints. " + FILES)
    private String baseline;

    @Option(names = "--current", paramLabel = "FILES", required = true, description = "The table to be compared.")
    private String current;

    @Option(
            names = "--columns",
            paramLabel = "COL,...",
            description =
                    "Which columns (default: all of both tables). A name with a comma in it, or a double quote at "
                            + "its start, stands in double quotes, and a quote inside of them is doubled.")
    private String columns;

    @Option(
            names = "--correction",
            paramLabel = "METHOD",
            description = "Correct the p-values for the number of columns: holm or benjamini-hochberg (default: not).")
    private String correction;

    @Option(
            names = "--minimum-rows",
            paramLabel = "N",
            defaultValue = "0",
            description = "Give no number for fewer rows than this (default: ${DEFAULT-VALUE}).")
    private long minimumRows;

    @Option(
            names = "--attributions",
            description = "Also compare the order of feature attributions, which both tables hold in columns "
                    + "`attribution.<feature>`; instead of a table, each may be an analysis.json of Amazon SageMaker "
                    + "Clarify.")
    private boolean attributions;

    @Mixin
    private ConstraintOptions constraints;

    @Override
    void check() throws UsageException {
        constraints.check();
        if (baseline == null && constraints.file().isEmpty()) {
            throw new UsageException("there is nothing to compare with: give --baseline, --constraints, or both");
        }
        if (baseline == null && (correction != null || minimumRows != 0 || attributions)) {
            throw new UsageException(
                    "--correction, --minimum-rows and --attributions are about a comparison: give --baseline too");
        }
        if (attributions && constraints.file().isPresent()) {
            throw new UsageException("--constraints are about columns, not about attributions: give --attributions in a"
                    + " call of its own, or judge attributions with gxp bias --constraints analysis.json");
        }
        if (baseline != null && AnalysisDrift.fits(baseline, current)) {
            checkAnalysis();
        }
        if (minimumRows < 0) {
            throw new UsageException("--minimum-rows is " + minimumRows + ", a number of rows is 0 or more");
        }
        method();
    }

    private void checkAnalysis() throws UsageException {
        if (!attributions) {
            throw new UsageException(
                    "an analysis of Clarify holds attributions and no columns: give --attributions to compare them");
        }
        if (columns != null || correction != null || minimumRows != 0) {
            throw new UsageException(
                    "--columns, --correction and --minimum-rows mean nothing to an analysis of Clarify,"
                            + " which holds means of attributions: leave them out");
        }
    }

    private Optional<Correction> method() throws UsageException {
        if (correction == null) {
            return Optional.empty();
        }
        return Optional.of(
                switch (correction) {
                    case "holm" -> Correction.HOLM;
                    case "benjamini-hochberg" -> Correction.BENJAMINI_HOCHBERG;
                    default ->
                        throw new UsageException(
                                "--correction is `" + correction + "`, it must be holm or benjamini-hochberg");
                });
    }

    @Override
    Output compute(AdHoc adHoc) throws DataException, FormatException, UsageException, IOException {
        if (attributions && AnalysisDrift.fits(baseline, current)) {
            return of(AnalysisDrift.compare(adHoc, baseline, current));
        }
        Optional<Baseline> frozen = baseline == null ? Optional.empty() : StatisticsBaseline.find(baseline);
        DriftResults results = baseline == null ? new DriftResults(Map.of(), Map.of()) : compare(adHoc, frozen);
        if (constraints.file().isEmpty()) {
            return of(results);
        }
        var set = new ConstraintSet(ConstraintsFile.read(constraints.file().get()), List.of());
        Optional<Baseline> statistics =
                baseline == null || frozen.isPresent() ? frozen : Optional.of(adHoc.baseline(baseline));
        ConstraintReport report = adHoc.constraints(set, statistics, current);
        constraints.write(ViolationsFile.write(report.violations()));
        return of(results).judged(Judgement.of(report));
    }

    private DriftResults compare(AdHoc adHoc, Optional<Baseline> frozen) throws DataException, UsageException {
        List<String> wanted = columns == null ? List.of() : Words.names(columns);
        var subject = new DriftSubject(baseline, current, wanted, method(), minimumRows, attributions);
        return frozen.isPresent() ? adHoc.drift(frozen.get(), subject) : adHoc.drift(subject);
    }

    private static Output of(DriftResults results) {
        Map<String, Results> sections = new LinkedHashMap<>(results.columns());
        results.attributions().forEach((explained, found) -> sections.put("attributions of " + explained, found));
        return new Output(results, sections);
    }
}
