// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gxpml.data.DataException;
import io.github.gxpml.data.Engine;
import io.github.gxpml.data.WrongCallException;
import io.github.gxpml.interop.FormatException;
import io.github.gxpml.io.Json;
import io.github.gxpml.lifecycle.Ports;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.adhoc.AdHoc;
import io.github.gxpml.metric.adhoc.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/**
 * A command that prints numbers of files without a spec: no gates, so its exit code tells of a finding only where
 * constraints are given.
 */
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
     * @param tables what people see under a section beside its metrics, by heading: lines, ready to be printed
     * @param judgement what constraints came to, if any were given; it is in the document too
     */
    record Output(
            Object document,
            Map<String, Results> sections,
            Map<String, List<String>> tables,
            Optional<Judgement> judgement) {
        Output(Object document, Map<String, Results> sections) {
            this(document, sections, Map.of());
        }

        Output(Object document, Map<String, Results> sections, Map<String, List<String>> tables) {
            this(document, sections, tables, Optional.empty());
        }

        /** Prints the same with what constraints came to, which is one key more in the document. */
        Output judged(Judgement found) {
            var both = (ObjectNode) Json.tree(document);
            both.set("constraints", Json.tree(found));
            return new Output(both, sections, tables, Optional.of(found));
        }
    }

    /** Checks the call as far as no data is needed for it. */
    abstract void check() throws UsageException;

    /** Whose numbers are wanted. */
    Options.Compat compat() {
        return Options.Compat.STRICT;
    }

    abstract Output compute(AdHoc adHoc) throws DataException, FormatException, UsageException, IOException;

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
            new StatisticsPrinter(terminal()).print(output.sections(), output.tables());
            output.judgement().ifPresent(judgement -> judgement.print(terminal()));
        }
        return exit(output);
    }

    /** Returns the exit code of what was printed. */
    int exit(Output output) {
        return output.judgement().map(Judgement::exit).orElse(ExitCode.PASS);
    }

    private Output computed() throws UsageException, DataException, IOException {
        return withEngine(
                engines, engine -> compute(new AdHoc(engine, Options.at(level).with(compat()))));
    }

    /** What is done with an engine. */
    @FunctionalInterface
    interface Work<T> {
        T with(Engine engine) throws DataException, FormatException, UsageException, IOException;
    }

    /** Does something with an engine, in a folder of its own that is gone afterwards. */
    static <T> T withEngine(Ports.Engines engines, Work<T> work) throws UsageException, DataException, IOException {
        Path scratch = Files.createTempDirectory("gxp-");
        try (Engine engine = engines.open(scratch)) {
            return work.with(engine);
        } catch (WrongCallException | FormatException e) {
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
