// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.data.DataException;
import io.github.gxpml.metric.adhoc.AdHoc;
import io.github.gxpml.metric.adhoc.Results;
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
                    + "give is undefined, and says so. Judges nothing: exit code 0 means that the numbers are printed."
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
        Results results = adHoc.metrics(options.subject(Optional.empty(), List.of()));
        return new Output(results, Map.of("", results));
    }
}
