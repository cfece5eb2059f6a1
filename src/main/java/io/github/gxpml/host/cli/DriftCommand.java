// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.data.DataException;
import io.github.gxpml.metric.adhoc.AdHoc;
import io.github.gxpml.metric.adhoc.DriftResults;
import io.github.gxpml.metric.adhoc.Words;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gxp drift}. */
@Command(
        name = "drift",
        description = {
            "Measure how far the columns of a table have moved from a baseline, without a spec.",
            "Bins are taken from the baseline. Judges nothing: exit code 0 means that the numbers are printed."
        })
final class DriftCommand extends StatisticsCommand {
    @Option(
            names = "--baseline",
            paramLabel = "FILES",
            required = true,
            description = "The table to compare with. " + FILES)
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

    @Override
    void check() {
        // nothing that would not be seen in the data
    }

    @Override
    Output compute(AdHoc adHoc) throws DataException {
        List<String> wanted = columns == null ? List.of() : Words.names(columns);
        DriftResults results = adHoc.drift(baseline, current, wanted);
        return new Output(results, results.columns());
    }
}
