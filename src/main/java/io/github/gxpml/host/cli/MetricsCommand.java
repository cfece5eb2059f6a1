// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.data.DataException;
import io.github.gxpml.metric.adhoc.AdHoc;
import io.github.gxpml.metric.adhoc.PerformanceResults;
import io.github.gxpml.metric.adhoc.Results;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gxp metrics}. */
@Command(
        name = "metrics",
        description = {
            "Measure how well predictions fit labels, without a spec.",
            "Prints every performance metric with its interval. Needs --prediction or --score: what the other would "
                    + "give is undefined, and says so. Judges nothing: exit code 0 means that the numbers are printed.",
            "With --task multiclass also the metrics of each class; with --task regression those of numbers."
        })
final class MetricsCommand extends StatisticsCommand {
    @Mixin
    private SubjectOptions options;

    @Override
    void check() throws UsageException {
        options.check();
    }

    @Override
    Output compute(AdHoc adHoc) throws DataException {
        PerformanceResults results = adHoc.metrics(options.subject(Optional.empty(), List.of()));
        Map<String, Results> sections = new LinkedHashMap<>(Map.of("", results.whole()));
        results.classes().forEach((name, ofClass) -> sections.put("class " + name, ofClass));
        return new Output(results, sections);
    }
}
