// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.data.DataException;
import io.github.gxpml.interop.ConstraintsFile;
import io.github.gxpml.interop.FormatException;
import io.github.gxpml.interop.StatisticsBaseline;
import io.github.gxpml.interop.ViolationsFile;
import io.github.gxpml.metric.adhoc.AdHoc;
import io.github.gxpml.metric.adhoc.DriftResults;
import io.github.gxpml.metric.adhoc.Words;
import io.github.gxpml.metric.constraint.ConstraintReport;
import io.github.gxpml.metric.constraint.ConstraintSet;
import io.github.gxpml.metric.drift.Baseline;
import java.io.IOException;
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

    @Mixin
    private ConstraintOptions constraints;

    @Override
    void check() throws UsageException {
        constraints.check();
        if (baseline == null && constraints.file().isEmpty()) {
            throw new UsageException("there is nothing to compare with: give --baseline, --constraints, or both");
        }
    }

    @Override
    Output compute(AdHoc adHoc) throws DataException, FormatException, IOException {
        List<String> wanted = columns == null ? List.of() : Words.names(columns);
        Optional<Baseline> frozen = baseline == null ? Optional.empty() : StatisticsBaseline.find(baseline);
        DriftResults results = baseline == null
                ? new DriftResults(Map.of())
                : frozen.isPresent()
                        ? adHoc.drift(frozen.get(), current, wanted)
                        : adHoc.drift(baseline, current, wanted);
        if (constraints.file().isEmpty()) {
            return new Output(results, results.columns());
        }
        var set = new ConstraintSet(ConstraintsFile.read(constraints.file().get()), List.of());
        Optional<Baseline> statistics =
                baseline == null || frozen.isPresent() ? frozen : Optional.of(adHoc.baseline(baseline));
        ConstraintReport report = adHoc.constraints(set, statistics, current);
        constraints.write(ViolationsFile.write(report.violations()));
        return Output.judged("columns", results.columns(), results.columns(), Judgement.of(report));
    }
}
