// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.lifecycle.Lifecycle;
import io.github.gxpml.lifecycle.Ports;
import io.github.gxpml.lifecycle.RunListener;
import io.github.gxpml.lifecycle.RunResult;
import io.github.gxpml.lifecycle.SealedRun;
import io.github.gxpml.lifecycle.StageException;
import io.github.gxpml.lifecycle.StageOutcome;
import io.github.gxpml.spec.Spec;
import io.github.gxpml.spec.SpecException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands share that carry out stages. */
abstract class StageCommand extends BaseCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "SPEC",
            defaultValue = "gxp.yaml",
            description = "The spec (default: ${DEFAULT-VALUE}).")
    private Path file;

    @Option(names = "--format", defaultValue = "text", description = FORMAT)
    private Format format;

    @Option(
            names = {"-v", "--verbose"},
            description = "Pass on the output of training and test commands, and list the gates that pass in train.")
    private boolean verbose;

    private Optional<SealedRun> sealed = Optional.empty();

    /**
     * Carries out what the command is for.
     *
     * @param lifecycle the open lifecycle
     * @return what it came to
     */
    abstract RunResult carryOut(Lifecycle lifecycle)
            throws StageException, IOException, InterruptedException, UsageException;

    /**
     * Reads what the command needs beside the spec, before anything is begun.
     *
     * @param spec the spec
     */
    void prepare(Spec spec) throws SpecException, UsageException, IOException {}

    /** Tells whether the command waits for jobs that go on elsewhere. */
    boolean waits() {
        return true;
    }

    @Override
    public final Integer call() throws Exception {
        Spec spec = Wiring.load(file);
        prepare(spec);
        Map<String, Object> origin = OriginFile.read(environment());
        var progress = new ProgressLine(terminal(), verbose);
        RunResult result;
        var listener = new Listener(progress, new RunPrinter(terminal(), verbose), format);
        Ports wired = Wiring.ports(spec, environment());
        Ports ports = waits() ? wired : wired.withoutWaiting();
        try (Lifecycle lifecycle = Lifecycle.open(spec, ports, Wiring.person(spec, environment()), listener)) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted before anything was begun");
            }
            lifecycle.calledFrom(origin);
            try {
                result = carryOut(lifecycle);
            } finally {
                sealed = lifecycle.sealed();
            }
        } finally {
            progress.clear();
        }
        // after everything is closed: an error after the one JSON document would need a second one
        print(result);
        return ExitCode.of(result.verdict());
    }

    /** Returns what the call has sealed, also where it failed. */
    final Optional<SealedRun> sealed() {
        return sealed;
    }

    final Format format() {
        return format;
    }

    private void print(RunResult result) {
        if (format == Format.JSON) {
            printJson(RunDocument.of(result));
        } else {
            new RunPrinter(terminal(), verbose).print(result, file);
        }
    }

    /** Prints each stage when it is over. */
    private record Listener(ProgressLine progress, RunPrinter printer, Format format) implements RunListener {
        @Override
        public void finished(String stage, StageOutcome outcome, Duration time) {
            progress.clear();
            if (format == Format.TEXT) {
                printer.print(stage, outcome, time);
            }
        }

        @Override
        public void advance(long done, long total, String what) {
            progress.advance(done, total, what);
        }

        @Override
        public void note(String line) {
            progress.note(line);
        }

        @Override
        public void warn(String sentence) {
            progress.warn(sentence);
        }
    }

    /** Tells whether a run waits for signatures. */
    static boolean pending(RunResult result) {
        return result.state() == State.PENDING;
    }
}
