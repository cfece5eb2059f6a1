// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.data.DataException;
import io.github.gxpml.data.Engine;
import io.github.gxpml.data.WrongCallException;
import io.github.gxpml.lifecycle.Ports;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.adhoc.AdHoc;
import io.github.gxpml.metric.adhoc.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** A command that prints numbers of files without a spec: no gates, so its exit code never tells of a finding. */
abstract class StatisticsCommand extends BaseCommand {
    static final String FILES = "FILES is a CSV, JSON Lines or Parquet file, a folder of them, or a pattern such as "
            + "'data/*.csv' in quotes; all its files must have the same columns.";

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            defaultValue = "0.95",
            description = "Confidence level of the intervals (default: ${DEFAULT-VALUE}).")
    private double level;

    @Option(names = "--format", defaultValue = "text", description = FORMAT)
    private Format format;

    private Ports.Engines engines = Engine::embedded;

    /** Has another engine compute. */
    final void connect(Ports.Engines others) {
        this.engines = others;
    }

    /**
     * What is printed.
     *
     * @param document the JSON document
     * @param sections the same for people, by heading
     */
    record Output(Object document, Map<String, Results> sections) {}

    /** Checks the call as far as no data is needed for it. */
    abstract void check() throws UsageException;

    /** Whose numbers are wanted. */
    Options.Compat compat() {
        return Options.Compat.STRICT;
    }

    abstract Output compute(AdHoc adHoc) throws DataException;

    @Override
    public final Integer call() throws UsageException, DataException, IOException {
        if (!(level > 0 && level < 1)) {
            throw new UsageException("--level is " + level + ", a confidence level lies between 0 and 1, such as 0.95");
        }
        check();
        Output output = computed();
        if (format == Format.JSON) {
            printJson(output.document());
        } else {
            new StatisticsPrinter(terminal()).print(output.sections());
        }
        return ExitCode.PASS;
    }

    private Output computed() throws UsageException, DataException, IOException {
        Path scratch = Files.createTempDirectory("gxp-");
        try (Engine engine = engines.open(scratch)) {
            return compute(new AdHoc(engine, Options.at(level).with(compat())));
        } catch (WrongCallException e) {
            throw new UsageException(e.getMessage());
        } finally {
            delete(scratch);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
