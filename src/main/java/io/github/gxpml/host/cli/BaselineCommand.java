// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.data.DataException;
import io.github.gxpml.data.Engine;
import io.github.gxpml.data.Table;
import io.github.gxpml.interop.ConstraintsFile;
import io.github.gxpml.interop.Statistics;
import io.github.gxpml.interop.StatisticsFile;
import io.github.gxpml.interop.Suggestion;
import io.github.gxpml.metric.adhoc.Words;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gxp baseline}. */
@Command(
        name = "baseline",
        description = {
            "Describe a table, and suggest what later tables must satisfy, in the files of SageMaker Model Monitor.",
            "`gxp drift --baseline statistics.json --constraints constraints.json` and the monitor stage read them, and "
                    + "so do Model Monitor's own tools. Look through the constraints before you use them."
        })
final class BaselineCommand extends BaseCommand {
    @Option(names = "--data", paramLabel = "FILES", required = true, description = StatisticsCommand.FILES)
    private String data;

    @Option(
            names = "--columns",
            paramLabel = "COL,...",
            description = "Which columns (default: all). Leave out key and label where later tables lack them.")
    private String columns;

    @Option(names = "--statistics", paramLabel = "FILE", description = "Where statistics.json is written.")
    private Path statistics;

    @Option(names = "--constraints", paramLabel = "FILE", description = "Where constraints.json is written.")
    private Path constraints;

    @Override
    public Integer call() throws UsageException, DataException, IOException {
        if (statistics == null && constraints == null) {
            throw new UsageException("there is nothing to write: give --statistics, --constraints, or both");
        }
        List<String> wanted = columns == null ? List.of() : names(columns);
        Statistics found = StatisticsCommand.withEngine(Engine::embedded, engine -> described(engine, wanted));
        if (statistics != null) {
            ConstraintOptions.save(statistics, StatisticsFile.write(found));
            terminal()
                    .print("statistics of " + found.features().size() + " columns and " + found.items() + " rows in "
                            + statistics);
        }
        if (constraints != null) {
            ConstraintOptions.save(constraints, ConstraintsFile.write(Suggestion.constraints(found)));
            terminal().print("constraints of " + found.features().size() + " columns in " + constraints);
        }
        return ExitCode.PASS;
    }

    private static List<String> names(String given) throws UsageException {
        try {
            return Words.names(given);
        } catch (DataException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private Statistics described(Engine engine, List<String> wanted) throws DataException {
        Table table = engine.table("data", data);
        for (String column : wanted) {
            table.require(column);
        }
        return Suggestion.statistics(engine, table).only(wanted);
    }
}
